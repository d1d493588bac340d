import type { VNode } from 'preact';
import type { AppearanceView, UpstreamView } from '../../projections/claims/appearance.views.js';
import { useLocale } from '../components/locale.js';
import { DayOfWork, Excerpt, ExternalLink, Foreign, OutletOfWork, textFragment } from '../components/texts.js';

/** A claim's place in a work: whose it is, how it says it, in which words, and where it took it from. */
export function Appearance({ appearance }: { readonly appearance: AppearanceView }): VNode {
  const { t } = useLocale();
  const { work, mode, place, attribution, excerpt, translation, challenge } = appearance;
  const attributed = attribution === null ? '' : ` (${t.terms.attribution[attribution]})`;
  return (
    <li>
      <p class="meta">
        <OutletOfWork work={work} linked />
        {', '}
        <DayOfWork work={work} />
        {': '}
        <a href={`/works/${work.id}`}>
          <Foreign language={work.language}>{work.title ?? t.claim.untitled}</Foreign>
        </a>
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
