import type { Neighbour } from './claim-neighbours.js';
import type { ClaimStream } from './claim-stream.js';
import type { RelationView } from './claim-relations.views.js';
import { showsClaim } from '../visibility.js';

/** How a claim relates to others, as it says and as they say; to strangers only those that have been published. */
export function relationsOf({ id, row, neighbours, visible }: ClaimStream): RelationView[] {
  const said = row.relations.map((each) => related(each, each.claimId, 'to'));
  const heard = neighbours.flatMap((other) =>
    other.relations.flatMap((each) => (each.claimId === id ? related(each, other.id, 'from') : [])),
  );
  return [...said, ...heard].filter(({ claimId }) => showsClaim(visible, claimId));
}

const related = (
  { relationId, relation }: Neighbour['relations'][number],
  claimId: string,
  direction: RelationView['direction'],
): RelationView => ({ relationId, relation, claimId, direction });
