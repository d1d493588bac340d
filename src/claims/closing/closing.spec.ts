import { describe, expect, it } from '@jest/globals';
import { by, malformed, someId, specify, type ScenarioContext } from '../../kernel/specification.js';
import { AttachEvidence } from '../evidence/evidence.commands.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  attachedB,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  sentBack,
  submitted,
  SUBMITTER,
  VERDICT,
} from '../claim.examples.js';
import { DECLINE_GROUNDS, type ClaimEvent } from '../claim.events.js';
import { DeclineClaim, ReopenClaim, WithdrawClaim } from './closing.commands.js';

const spec = specify(claimDecider);
const reviewer: ScenarioContext = { roles: ['reviewer'] };
const reason = 'It is an opinion.';
const open = [...by(SUBMITTER, submitted(), attached(), attachedB()), ...by(PROPOSER, proposed())];
const declined = (ground: (typeof DECLINE_GROUNDS)[number] = 'not-checkable'): ClaimEvent => ({
  type: 'ClaimDeclined',
  facts: { ground },
  words: { reason },
});
const withdrawn: ClaimEvent = { type: 'ClaimWithdrawn', facts: {}, words: { reason } };
const reopened: ClaimEvent = { type: 'ClaimReopened', facts: {}, words: { reason } };
const closing = [
  ['declining', DeclineClaim, { reason, ground: 'not-checkable' }, declined()],
  ['withdrawing', WithdrawClaim, { reason }, withdrawn],
] as const;

describe.each(closing)('A claim leaves the desk without a verdict by %s', (_, command, body, event) => {
  it('with a reason', () => {
    spec.given(submitted()).when(command, body, reviewer).then(event);
    expect(malformed(command, { ...body, reason: ' ' })).toEqual(['reason']);
  });

  it('but not while a proposal is open', () => {
    spec.given(open).when(command, body, reviewer).refused('proposal-open', VERDICT);
    spec
      .given(open, by(PUBLISHER, sentBack(VERDICT)))
      .when(command, body, reviewer)
      .then(event);
  });

  it('nor once it was rated in public, also where that was retracted', () => {
    const standing = [...open, ...by(PUBLISHER, published(VERDICT))];
    spec.given(standing).when(command, body, reviewer).refused('claim-published', VERDICT);
    spec
      .given(standing, by(PUBLISHER, retracted(VERDICT)))
      .when(command, body, reviewer)
      .refused('claim-published', VERDICT);
  });

  it('once', () => {
    spec.given(submitted(), declined()).when(command, body, reviewer).refused('claim-declined');
    spec.given(submitted(), withdrawn).when(command, body, reviewer).refused('claim-withdrawn');
  });
});

describe('Declining', () => {
  it.each(DECLINE_GROUNDS)('names its ground: %s', (ground) => {
    spec.given(submitted()).when(DeclineClaim, { ground, reason }, reviewer).then(declined(ground));
  });

  it('is for reviewers, on a ground that there is', () => {
    spec
      .given(submitted())
      .when(DeclineClaim, { ground: 'other', reason }, { roles: ['editor'] })
      .refused('role-required');
    expect(malformed(DeclineClaim, { ground: 'duplicate', reason })).toEqual(['ground']);
  });
});

describe('Withdrawing', () => {
  it('is for any editor, the submitter or another', () => {
    for (const actor of [SUBMITTER, someId(9)]) {
      spec
        .given(by(SUBMITTER, submitted()))
        .when(WithdrawClaim, { reason }, { actor, roles: ['editor'] })
        .then(withdrawn);
    }
  });

  it.each(['auditor', 'admin', 'public'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(WithdrawClaim, { reason }, { roles: [role] })
      .refused('role-required');
  });
});

describe('Taking a claim up again', () => {
  it('is for a reviewer where it was declined, and for an editor too where it was withdrawn', () => {
    spec.given(submitted(), declined()).when(ReopenClaim, { reason }, reviewer).then(reopened);
    spec.given(submitted(), declined()).when(ReopenClaim, { reason }).refused('reviewer-only');
    spec.given(submitted(), withdrawn).when(ReopenClaim, { reason }).then(reopened);
  });

  it('lets work on it go on', () => {
    const body = { title: 'A', stance: 'supports', source: 'primary', sourceKind: 'data' };
    spec.given(submitted(), withdrawn).when(AttachEvidence, body).refused('claim-withdrawn');
    spec
      .given(submitted(), withdrawn, reopened)
      .when(AttachEvidence, body, {})
      .then({
        type: 'EvidenceAttached',
        facts: {
          evidenceId: 'a0000000-0000-7000-8000-000000000001',
          stance: 'supports',
          source: 'primary',
          sourceKind: 'data',
          originId: null,
        },
        words: { title: 'A' },
      });
  });

  it('is refused where it is not closed, or not there', () => {
    spec.given(submitted()).when(ReopenClaim, { reason }).refused('not-closed');
    spec.given(submitted(), withdrawn, reopened).when(ReopenClaim, { reason }).refused('not-closed');
    spec.given().when(ReopenClaim, { reason }).refused('not-found');
  });
});
