import { describe, expect, it } from '@jest/globals';
import type { Class } from '../../kernel/decider.js';
import { by, malformed, specify, type ScenarioContext } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import { FOURTH, proposalWithdrawn, PROPOSER, PUBLISHER, retracted, VERDICT } from '../claim.examples.js';
import { open, standing, withheld, withholdingConfirmed, withholdingLifted } from '../verdicts/publication.examples.js';
import { ConfirmWithholding, LiftWithholding, WithholdPublication } from './withholding.commands.js';

const spec = specify(claimDecider);
const admin: ScenarioContext = { actor: PUBLISHER, roles: ['admin'], by: { session: 'S' } };
const second: ScenarioContext = { ...admin, actor: FOURTH };
const order = { basis: 'court-order', reason: 'An order.' };
const quashed = { reason: 'It was quashed.' };
const held = [...standing, ...by(PUBLISHER, withheld())];
const confirmed = [...held, ...by(FOURTH, withholdingConfirmed())];

describe('Withholding a claim by order', () => {
  it('holds at once, by one admin or reviewer, on a legal basis', () => {
    spec.given(standing).when(WithholdPublication, order, admin).then(withheld());
    spec
      .given(standing)
      .when(WithholdPublication, { ...order, order: '12 O 34/25' }, { ...admin, roles: ['reviewer'] })
      .then({ ...withheld(), words: { reason: 'An order.', order: '12 O 34/25' } });
    expect(malformed(WithholdPublication, { basis: 'embarrassing' }).sort()).toEqual(['basis', 'reason']);
  });

  it.each(['editor', 'auditor', 'system', 'public'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(standing)
      .when(WithholdPublication, order, { ...admin, roles: [role] })
      .refused('role-required');
  });

  it('is of what has been published, also of what was retracted since', () => {
    spec.given().when(WithholdPublication, order, admin).refused('not-found');
    spec.given(open).when(WithholdPublication, order, admin).refused('claim-not-published');
    spec
      .given(open, by(PROPOSER, proposalWithdrawn(VERDICT)))
      .when(WithholdPublication, order, admin)
      .refused('claim-not-published');
    spec
      .given(standing, by(FOURTH, retracted(VERDICT)))
      .when(WithholdPublication, order, admin)
      .then(withheld());
  });

  it('happens once until it is lifted', () => {
    spec.given(held).when(WithholdPublication, order, second).refused('nothing-changed');
    spec.given(held, by(FOURTH, withholdingLifted())).when(WithholdPublication, order, admin).then(withheld());
  });
});

describe('A withholding', () => {
  it('is confirmed by another person, once', () => {
    const note = { note: 'Seen the order.' };
    spec
      .given(held)
      .when(ConfirmWithholding, note, second)
      .then({ ...withholdingConfirmed(), words: note });
    spec.given(held).when(ConfirmWithholding, {}, admin).refused('withholder-may-not-settle');
    spec
      .given(held)
      .when(ConfirmWithholding, {}, { ...admin, roles: ['reviewer', 'admin'] })
      .refused('withholder-may-not-settle');
    spec.given(confirmed).when(ConfirmWithholding, {}, second).refused('withholding-confirmed');
    spec.given(standing).when(ConfirmWithholding, {}, second).refused('not-withheld');
  });

  it('is lifted by another person, and once confirmed by either', () => {
    spec.given(held).when(LiftWithholding, quashed, second).then(withholdingLifted());
    spec.given(held).when(LiftWithholding, quashed, admin).refused('withholder-may-not-settle');
    spec.given(confirmed).when(LiftWithholding, quashed, admin).then(withholdingLifted());
    spec.given(standing).when(LiftWithholding, quashed, second).refused('not-withheld');
  });

  it('is settled signed in, by somebody behind whom nobody stands who stands behind the first', () => {
    for (const [command, body] of [
      [ConfirmWithholding, {}],
      [LiftWithholding, quashed],
    ] as readonly (readonly [Class<object>, object])[]) {
      const given = spec.given(held);
      given.when(command, body, { ...second, by: { token: { id: VERDICT } } }).refused('session-required');
      for (const behind of [
        { [FOURTH]: [PUBLISHER] },
        { [PUBLISHER]: [FOURTH] },
        { [FOURTH]: [PROPOSER], [PUBLISHER]: [PROPOSER] },
      ]) {
        given.when(command, body, { ...second, behind }).refused('not-independent');
      }
    }
    // Two stand behind it by then.
    spec
      .given(confirmed)
      .when(LiftWithholding, quashed, { ...admin, by: {} })
      .then(withholdingLifted());
  });
});
