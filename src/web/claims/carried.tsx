import type { VNode } from 'preact';
import type { AttributionView } from '../../projections/claims/attribution.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { Appearance } from './appearance.js';
import { AttributionDrawing } from './attribution-drawing.js';

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
          <AttributionDrawing graph={graph} />
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
