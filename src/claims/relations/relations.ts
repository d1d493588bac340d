import type { EventOf } from '../../kernel/event.js';
import { rule } from '../../kernel/decider.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import type { RelationEvent } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import { claimFold, type ClaimState } from '../claim.state.js';
import { RelateClaim, UnrelateClaim } from './relations.commands.js';

/** The relation of one claim to another, if it is on the record. */
const relationTo = (state: ClaimState, relation: string, claimId: string): string | undefined =>
  [...state.relations].find(([, each]) => each.relation === relation && each.claimId === claimId)?.[0];

const relate = rule<ClaimState, RelateClaim, EventOf<RelationEvent, 'ClaimRelated'>>({
  command: RelateClaim,
  roles: EDITORS,
  reads: ({ claimId }) => ({ streams: [{ fold: claimFold, id: claimId }] }),
  decide: (state, { relation, claimId, note }, context) => {
    if (claimId === context.target.id) refuse('to-itself', 'A claim is nothing to itself.', claimId);
    const other = context.state(claimFold, claimId);
    if (!other.exists) refuse('claim-unknown', 'There is no such claim.', claimId);
    if (other.mergedInto !== undefined) {
      refuse('target-merged', 'That claim is a duplicate: name the one that goes on.', other.mergedInto);
    }
    // Either direction: what contradicts is contradicted, and of the others both directions at once are nonsense.
    const known = relationTo(state, relation, claimId) ?? relationTo(other, relation, context.target.id);
    if (known !== undefined) refuse('already-related', 'That is on the record already.', known);
    const relationId = context.newId();
    return {
      events: [{ type: 'ClaimRelated', facts: { relationId, relation, claimId }, words: omitUndefined({ note }) }],
      ids: { relationId },
    };
  },
});

const unrelate = rule<ClaimState, UnrelateClaim, EventOf<RelationEvent, 'ClaimUnrelated'>>({
  command: UnrelateClaim,
  roles: EDITORS,
  decide: (state, { reason }, { target }) => {
    const relationId = target.part ?? '';
    const { relation, claimId } =
      state.relations.get(relationId) ?? refuse('not-found', 'This claim has no such relation, or not any more.');
    return {
      events: [{ type: 'ClaimUnrelated', facts: { relationId, relation, claimId }, words: { reason } }],
      ids: { relationId },
    };
  },
});

/** What a claim is to other claims. */
export const relationRules = [relate, unrelate];
