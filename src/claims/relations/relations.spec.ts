import { describe, expect, it } from '@jest/globals';
import { malformed, newId, someId, specify, stream } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import { CLAIM, submitted } from '../claim.examples.js';
import { CLAIM_RELATIONS, type ClaimEvent } from '../claim.events.js';
import { claimFold } from '../claim.state.js';
import { RelateClaim, UnrelateClaim } from './relations.commands.js';

const spec = specify(claimDecider);
const [OTHER, THIRD, RELATION] = [someId(110), someId(111), someId(801)];
const beside = { target: { id: CLAIM }, streams: [stream(claimFold, OTHER, submitted())] };
const body = { relation: 'updates', claimId: OTHER };
const related = (relationId = RELATION, claimId = OTHER): ClaimEvent => ({
  type: 'ClaimRelated',
  facts: { relationId, relation: 'updates', claimId },
  words: {},
});
const unrelated: ClaimEvent = {
  type: 'ClaimUnrelated',
  facts: { relationId: RELATION, relation: 'updates', claimId: OTHER },
  words: { reason: 'A misreading.' },
};

describe('Relating a claim to another', () => {
  it.each(CLAIM_RELATIONS)('says what it is to that one: %s', (relation) => {
    const facts = { relationId: newId(1), relation, claimId: OTHER };
    spec
      .given(submitted())
      .when(RelateClaim, { relation, claimId: OTHER, note: 'On top.' }, beside)
      .then({ type: 'ClaimRelated', facts, words: { note: 'On top.' } })
      .naming({ relationId: newId(1) });
  });

  it('is refused for itself, and for a claim that is not there', () => {
    spec
      .given(submitted())
      .when(RelateClaim, { ...body, claimId: CLAIM }, beside)
      .refused('to-itself', CLAIM);
    spec
      .given(submitted())
      .when(RelateClaim, { ...body, claimId: THIRD }, beside)
      .refused('claim-unknown', THIRD);
  });

  it('is refused for a duplicate, and names the claim that goes on', () => {
    const merged: ClaimEvent = { type: 'ClaimMerged', facts: { intoId: THIRD }, words: {} };
    const streams = [stream(claimFold, OTHER, submitted(), merged)];
    spec
      .given(submitted())
      .when(RelateClaim, body, { ...beside, streams })
      .refused('target-merged', THIRD);
  });

  it('is refused twice, from either side', () => {
    spec.given(submitted(), related()).when(RelateClaim, body, beside).refused('already-related', RELATION);
    const streams = [stream(claimFold, OTHER, submitted(), related(RELATION, CLAIM))];
    spec
      .given(submitted())
      .when(RelateClaim, body, { ...beside, streams })
      .refused('already-related', RELATION);
  });

  it('is possible in another way, and again after it was taken back', () => {
    spec
      .given(submitted(), related())
      .when(RelateClaim, { ...body, relation: 'negates' }, beside)
      .then({ type: 'ClaimRelated', facts: { relationId: newId(1), relation: 'negates', claimId: OTHER }, words: {} });
    spec
      .given(submitted(), related(), unrelated)
      .when(RelateClaim, body, beside)
      .then(related(newId(1)));
  });

  it.each(['auditor', 'admin', 'system'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(RelateClaim, body, { ...beside, roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is', () => {
    expect(malformed(RelateClaim, { relation: 'duplicate-of', claimId: 'C' }).sort()).toEqual(['claimId', 'relation']);
  });
});

describe('Taking a relation back', () => {
  const reason = 'A misreading.';
  const target = { id: CLAIM, part: RELATION };

  it('says which one it was, with a reason, once', () => {
    spec
      .given(submitted(), related())
      .when(UnrelateClaim, { reason }, { target })
      .then(unrelated)
      .naming({ relationId: RELATION });
    spec.given(submitted(), related(), unrelated).when(UnrelateClaim, { reason }, { target }).refused('not-found');
    spec.given(submitted()).when(UnrelateClaim, { reason }, { target }).refused('not-found');
  });

  it('owes a reason', () => {
    expect(malformed(UnrelateClaim, {})).toEqual(['reason']);
  });
});
