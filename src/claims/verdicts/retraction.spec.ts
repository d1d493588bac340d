import { describe, it } from '@jest/globals';
import { by, specify, type ScenarioContext } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  attachedB,
  confirmed,
  FOURTH,
  LATER_VERDICT,
  overturned,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  submitted,
  SUBMITTER,
  VERDICT,
} from '../claim.examples.js';
import { ConfirmRetraction, OverturnRetraction, RetractVerdict } from './retraction.commands.js';

const spec = specify(claimDecider);
const open = [...by(SUBMITTER, submitted(), attached(), attachedB()), ...by(PROPOSER, proposed())];
const standing = [...open, ...by(PUBLISHER, published(VERDICT))];
const withdrawn = [...standing, ...by(PUBLISHER, retracted(VERDICT))];
const first: ScenarioContext = { actor: PUBLISHER, roles: ['reviewer'], target: { part: VERDICT } };
const second: ScenarioContext = { ...first, actor: FOURTH };
const because = { reason: 'A forgery.' };

describe('Retracting a verdict', () => {
  it('holds at once, by one reviewer, even the one who published it', () => {
    spec.given(standing).when(RetractVerdict, because, first).then(retracted(VERDICT)).naming({ verdictId: VERDICT });
  });

  it.each(['editor', 'auditor', 'admin', 'system'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(standing)
      .when(RetractVerdict, because, { ...first, roles: [role] })
      .refused('role-required');
  });

  it('needs a verdict that stands', () => {
    spec.given(open).when(RetractVerdict, because, first).refused('verdict-not-standing');
    spec.given(withdrawn).when(RetractVerdict, because, second).refused('verdict-not-standing');
    spec
      .given(standing)
      .when(RetractVerdict, because, { ...first, target: {} })
      .refused('not-found');
  });
});

describe('A retraction', () => {
  it('is confirmed by another person, once', () => {
    spec
      .given(withdrawn)
      .when(ConfirmRetraction, { note: 'Seen the original.' }, second)
      .then({ ...confirmed(VERDICT), words: { note: 'Seen the original.' } });
    spec.given(withdrawn).when(ConfirmRetraction, {}, first).refused('retractor-may-not-settle');
    spec
      .given(withdrawn, by(FOURTH, confirmed(VERDICT)))
      .when(ConfirmRetraction, {}, second)
      .refused('no-unconfirmed-retraction');
  });

  it('is overturned by another person, unless it is confirmed', () => {
    const why = { reason: 'No forgery.' };
    spec.given(withdrawn).when(OverturnRetraction, why, second).then(overturned(VERDICT));
    spec.given(withdrawn).when(OverturnRetraction, why, first).refused('retractor-may-not-settle');
    spec
      .given(withdrawn, by(FOURTH, confirmed(VERDICT)))
      .when(OverturnRetraction, why, second)
      .refused('no-unconfirmed-retraction');
    spec.given(standing).when(OverturnRetraction, why, second).refused('no-unconfirmed-retraction');
  });

  it('may be repeated after it was overturned', () => {
    spec
      .given(withdrawn, by(FOURTH, overturned(VERDICT)))
      .when(RetractVerdict, because, first)
      .then(retracted(VERDICT));
  });

  it('is not overturned once another verdict stands', () => {
    const next = [...by(PROPOSER, proposed({ verdictId: LATER_VERDICT })), ...by(PUBLISHER, published(LATER_VERDICT))];
    spec
      .given(withdrawn, next)
      .when(OverturnRetraction, { reason: 'No forgery.' }, second)
      .refused('verdict-stands', LATER_VERDICT);
  });
});
