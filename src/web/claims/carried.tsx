import type { VNode } from 'preact';
import type { AppearanceView, UpstreamView } from '../../projections/claims/appearance.views.js';
import type { AttributionView } from '../../projections/claims/attribution.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { Excerpt, ExternalLink, Name, textFragment } from '../components/texts.js';

/** Who carried the claim, in which words, and where they took it from. */
export function Carried({ claim, graph }: { readonly claim: ClaimView; readonly graph: AttributionView }): VNode {
  const { t, list } = useLocale();
  const origins = graph.roots.flatMap(({ label, circular }) => (label === null || circular ? [] : label));
  const standing = claim.appearances.filter(({ withdrawn }) => !withdrawn);
  const works = new Set(standing.map(({ work }) => work.id)).size;
  const outlets = new Set(standing.flatMap(({ work }) => work.outlet?.id ?? [])).size;
  return (
    <Entry id="carried" rail={<RailHeading of="carried">{t.claim.carried}</RailHeading>}>
      {works === 0 ? (
        <p>{t.claim.notCarried}</p>
      ) : (
        <>
          <p>
            {t.claim.carriedSentence(works, outlets)}{' '}
            {t.claim.originsSentence(claim.independentOrigins, origins.length === 0 ? null : list(origins))}
          </p>
          <ul class="list">
            {standing.map((appearance) => (
              <Appearance key={appearance.id} appearance={appearance} />
            ))}
          </ul>
        </>
      )}
    </Entry>
  );
}

function Appearance({ appearance }: { readonly appearance: AppearanceView }): VNode {
  const { t, day } = useLocale();
  const { work, mode, place, attribution, excerpt, translation, challenge } = appearance;
  const attributed = attribution === null ? '' : ` (${t.terms.attribution[attribution]})`;
  return (
    <li>
      <p class="meta">
        {work.outlet === null ? t.claim.unknownOutlet : <Name>{work.outlet.name}</Name>}
        {work.publishedOn !== null && `, ${day(work.publishedOn)}`}
        {': '}
        <Name>{work.title ?? t.claim.untitled}</Name>
      </p>
      <p>
        {`${t.terms.mode[mode]}${attributed}, ${t.terms.place[place]}`}
        {excerpt !== null && (
          <>
            {': '}
            <Excerpt language={work.language}>{excerpt}</Excerpt>
          </>
        )}
      </p>
      {translation !== null && (
        <p class="translation">
          {t.claim.translation}: {translation}
        </p>
      )}
      {challenge !== null && (
        <p>
          {t.claim.challenged} <Excerpt language={work.language}>{challenge}</Excerpt>
        </p>
      )}
      {excerpt !== null && work.url !== null && (
        <p class="meta">
          <ExternalLink href={textFragment(work.url, excerpt)}>{t.claim.goToWords}</ExternalLink>
        </p>
      )}
      {appearance.upstreams.length === 0 ? (
        <p class="meta">{t.claim.notTraced}</p>
      ) : (
        appearance.upstreams.map((upstream) => <Upstream key={upstream.id} upstream={upstream} />)
      )}
    </li>
  );
}

/** Where it was taken from; what we only infer is marked. */
function Upstream({ upstream }: { readonly upstream: UpstreamView }): VNode {
  const { t } = useLocale();
  const source = upstream.name ?? upstream.outlet?.name ?? upstream.work?.title ?? t.terms.upstreamKind[upstream.kind];
  const inferred = upstream.basis === 'inferred';
  const how = `${t.terms.relation[upstream.relation]}${inferred ? ` (${t.terms.basis.inferred})` : ''}`;
  return (
    <div class="meta">
      <span class={inferred ? 'inferred' : undefined}>{t.claim.takenFrom(source, how)}</span>
      {upstream.upstreams.map((above) => (
        <Upstream key={above.id} upstream={above} />
      ))}
    </div>
  );
}
