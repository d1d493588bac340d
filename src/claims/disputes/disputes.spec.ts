import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, someId, specify, type ScenarioContext } from '../../kernel/specification.js';
import {
  appeared,
  CLAIMANT,
  FOURTH,
  LATER_VERDICT,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  submitted,
  SUBMITTER,
  superseded,
  VERDICT,
} from '../claim.examples.js';
import type { DisputeFacts } from '../claim.events.js';
import { claimDecider } from '../claim.decider.js';
import { DecideDispute, OpenDispute, WithdrawDispute } from './disputes.commands.js';
import {
  decided,
  DISPUTE,
  disputed,
  disputeWithdrawn,
  FIFTH,
  open,
  standing,
} from '../verdicts/publication.examples.js';

const spec = specify(claimDecider);
const OUTLET = someId(503);
const words = { grounds: 'The order was lifted.' };
const editor: ScenarioContext = { actor: SUBMITTER, roles: ['editor'], target: { part: VERDICT } };
const expected = (facts: Partial<DisputeFacts> = {}) => disputed({ disputeId: newId(1), ...facts });

describe('Opening a dispute', () => {
  it('is about a verdict that stands, and rates nothing', () => {
    spec
      .given(standing)
      .when(OpenDispute, { party: 'reader', ...words }, editor)
      .then(expected())
      .naming({ disputeId: newId(1) });
    spec
      .given(open)
      .when(OpenDispute, { party: 'reader', ...words }, editor)
      .refused('verdict-not-standing');
    spec
      .given(standing, by(FOURTH, retracted(VERDICT)))
      .when(OpenDispute, { party: 'reader', ...words }, editor)
      .refused('verdict-not-standing');
    spec
      .given(standing)
      .when(OpenDispute, { party: 'reader', ...words }, { ...editor, target: {} })
      .refused('not-found');
  });

  it('keeps how to reach whoever objects as words', () => {
    const body = { party: 'other', ...words, contact: 'a@example.org' };
    spec
      .given(standing)
      .when(OpenDispute, body, editor)
      .then({ ...expected({ party: 'other' }), words: { ...words, contact: 'a@example.org' } });
  });

  it('by the claimant names the claimant there is', () => {
    const body = { party: 'claimant', ...words };
    spec
      .given(standing)
      .when(OpenDispute, body, editor)
      .then(expected({ party: 'claimant', claimantId: CLAIMANT }));
    const outletItself = [...by(SUBMITTER, submitted({ claimantId: null })), ...standing.slice(1)];
    spec.given(outletItself).when(OpenDispute, body, editor).refused('claimant-missing');
  });

  it('by an outlet is one’s that carries the claim', () => {
    const body = { party: 'outlet', outletId: OUTLET, ...words };
    spec.given(standing).when(OpenDispute, body, editor).refused('outlet-not-carrying', OUTLET);
    const carried = [...standing, ...by(SUBMITTER, appeared({ originId: OUTLET }))];
    spec
      .given(carried)
      .when(OpenDispute, body, editor)
      .then(expected({ party: 'outlet', outletId: OUTLET }));
    const gone = { type: 'AppearanceWithdrawn', facts: { appearanceId: someId(501) }, words: { reason: 'R' } } as const;
    spec.given(carried, gone).when(OpenDispute, body, editor).refused('outlet-not-carrying', OUTLET);
    expect(malformed(OpenDispute, { party: 'outlet', ...words })).toEqual(['outletId']);
    expect(malformed(OpenDispute, { party: 'reader', outletId: OUTLET, ...words })).toEqual(['outletId']);
  });

  it.each<[Partial<DisputeFacts>, string]>([
    [{ party: 'claimant', claimantId: CLAIMANT }, FOURTH],
    [{ party: 'outlet', outletId: OUTLET }, FOURTH],
    [{ party: 'staff' }, SUBMITTER],
  ])('is refused while the same party has one open: %j', (facts, opener) => {
    const { party, outletId } = facts;
    const carried = [...standing, ...by(SUBMITTER, appeared({ originId: OUTLET })), ...by(opener, disputed(facts))];
    const body = { party, ...(outletId && { outletId }), ...words };
    spec.given(carried).when(OpenDispute, body, editor).refused('dispute-open', DISPUTE);
    spec
      .given(carried, by(FIFTH, decided('rejected')))
      .when(OpenDispute, body, editor)
      .then(expected(facts));
    spec.given(carried, by(opener, disputeWithdrawn())).when(OpenDispute, body, editor).then(expected(facts));
  });

  it('is each one’s own for readers, for colleagues, and for a later verdict', () => {
    const reader = [...standing, ...by(SUBMITTER, disputed())];
    spec
      .given(reader)
      .when(OpenDispute, { party: 'reader', ...words }, editor)
      .then(expected());
    const colleague = [...standing, ...by(FOURTH, disputed({ party: 'staff' }))];
    spec
      .given(colleague)
      .when(OpenDispute, { party: 'staff', ...words }, editor)
      .then(expected({ party: 'staff' }));
    const claimant = { party: 'claimant', claimantId: CLAIMANT } as const;
    const later = [
      ...by(PROPOSER, proposed({ verdictId: LATER_VERDICT, follows: { verdictId: VERDICT, as: 'supersession' } })),
      ...by(PUBLISHER, published(LATER_VERDICT), superseded(VERDICT, LATER_VERDICT)),
    ];
    spec
      .given(standing, by(FOURTH, disputed(claimant)), later)
      .when(OpenDispute, { party: 'claimant', ...words }, { ...editor, target: { part: LATER_VERDICT } })
      .then(expected({ ...claimant, verdictId: LATER_VERDICT }));
  });

  it.each(['auditor', 'admin', 'public'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(standing)
      .when(OpenDispute, { party: 'reader', ...words }, { ...editor, roles: [role] })
      .refused('role-required');
  });
});

describe('A dispute', () => {
  const pending = [...standing, ...by(SUBMITTER, disputed())];
  const decider: ScenarioContext = { actor: FOURTH, roles: ['reviewer'], target: { part: DISPUTE } };
  const upheld = { outcome: 'upheld', reason: 'We have looked.' };

  it.each(['upheld', 'rejected'] as const)('is decided: %s', (outcome) => {
    spec
      .given(pending)
      .when(DecideDispute, { ...upheld, outcome }, decider)
      .then(decided(outcome))
      .naming({ disputeId: DISPUTE });
  });

  it.each([
    [SUBMITTER, 'opener-may-not-decide'],
    [PROPOSER, 'proposer-may-not-decide'],
    [PUBLISHER, 'publisher-may-not-decide'],
  ])('is not decided by %s: %s', (actor, code) => {
    const roles = ['editor', 'reviewer', 'admin'] as const;
    spec
      .given(pending)
      .when(DecideDispute, upheld, { ...decider, actor, roles })
      .refused(code);
    const retractedSince = [...pending, ...by(FIFTH, retracted(VERDICT))];
    spec
      .given(retractedSince)
      .when(DecideDispute, upheld, { ...decider, actor, roles })
      .refused(code);
  });

  it('is taken back by who opened it', () => {
    const why = { reason: 'Settled.' };
    const opener: ScenarioContext = { ...decider, actor: SUBMITTER, roles: ['editor'] };
    spec.given(pending).when(WithdrawDispute, why, opener).then(disputeWithdrawn());
    spec.given(pending).when(WithdrawDispute, why, decider).refused('opener-only');
  });

  it('ends once', () => {
    for (const end of [decided('upheld'), decided('rejected'), disputeWithdrawn()]) {
      const ended = [...pending, ...by(FIFTH, end)];
      spec.given(ended).when(DecideDispute, upheld, decider).refused('dispute-not-open');
      spec.given(ended).when(WithdrawDispute, { reason: 'R' }, decider).refused('dispute-not-open');
    }
    spec.given(standing).when(DecideDispute, upheld, decider).refused('not-found');
    spec.given(standing).when(WithdrawDispute, { reason: 'R' }, decider).refused('not-found');
  });

  it('outlives the standing of its verdict', () => {
    spec
      .given(pending, by(FIFTH, retracted(VERDICT)))
      .when(DecideDispute, upheld, decider)
      .then(decided('upheld'));
  });
});
