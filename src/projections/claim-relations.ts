import type { ClaimStream } from './claim-stream.js';
import type { RelationView } from './claim-relations.views.js';
import { showsClaim } from './visibility.js';

/** How a claim relates to others, as it says and as they say; to strangers only those that have been published. */
export function relationsOf({ id, row, neighbours, visible }: ClaimStream): RelationView[] {
  const said = row.relations.map((each) => ({ ...each, direction: 'to' as const }));
  const heard = neighbours.flatMap((other) =>
    other.relations.flatMap((each) =>
      each.claimId === id ? [{ ...each, claimId: other.id, direction: 'from' as const }] : [],
    ),
  );
  return [...said, ...heard].filter(({ claimId }) => showsClaim(visible, claimId));
}
