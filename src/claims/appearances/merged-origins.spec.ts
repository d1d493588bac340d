import { describe, it } from '@jest/globals';
import { by, someId, specify, stream, type ScenarioContext } from '../../kernel/specification.js';
import type { OriginEvent } from '../../origins/origin.events.js';
import { originFold } from '../../origins/origin.state.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import type { OutletEvent } from '../../outlets/outlet.events.js';
import { claimDecider } from '../claim.decider.js';
import {
  appeared,
  attached,
  attachedB,
  CLAIMANT,
  ITEM_A,
  ITEM_B,
  ORIGIN_A,
  ORIGIN_B,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  submitted,
  SUBMITTER,
  VERDICT,
} from '../claim.examples.js';
import type { ClaimEvent } from '../claim.events.js';
import { ProposeVerdict, PublishVerdict } from '../verdicts/verdicts.commands.js';

const spec = specify(claimDecider);
const registered: OutletEvent = { type: 'OutletRegistered', facts: { kind: 'online' }, words: { name: 'An outlet' } };
/** The first outlet turned out to be the second. */
const merged = (id: string, intoId: string): NonNullable<ScenarioContext['streams']> => [
  stream(outletFold, id, registered, { type: 'OutletMerged', facts: { intoId }, words: {} }),
  stream(outletFold, intoId, registered, { type: 'OutletAbsorbed', facts: { outletId: id }, words: {} }),
];
const ready = by(SUBMITTER, submitted(), attached(), attachedB());
const body = { rating: 'TRUE', summary: 'S', assessedOn: '2025-04-28', evidenceIds: [ITEM_A, ITEM_B] };
const reviewer: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'] };
const publisher: ScenarioContext = { actor: PUBLISHER, roles: ['reviewer'], target: { part: VERDICT } };
const events = (...later: ClaimEvent[]) => spec.given(ready, by(SUBMITTER, ...later));

describe('Two entries of one outlet are one origin', () => {
  it('of evidence, when a verdict is proposed', () => {
    events()
      .when(ProposeVerdict, body, { ...reviewer, streams: merged(ORIGIN_B, ORIGIN_A) })
      .refused('evidence-insufficient');
  });

  it('and when it is published, though they were two when it was proposed', () => {
    const given = spec.given(ready, by(PROPOSER, proposed()));
    given
      .when(PublishVerdict, {}, { ...publisher, streams: merged(ORIGIN_B, ORIGIN_A) })
      .refused('evidence-insufficient');
    given.when(PublishVerdict, {}, publisher).then(published(VERDICT));
  });

  it('of evidence and of an appearance of the claim', () => {
    events(appeared({ originId: someId(503) }))
      .when(ProposeVerdict, body, { ...reviewer, streams: merged(someId(503), ORIGIN_B) })
      .refused('evidence-insufficient');
  });

  it('of evidence and of the claimant', () => {
    events()
      .when(ProposeVerdict, body, { ...reviewer, streams: merged(ORIGIN_A, CLAIMANT) })
      .refused('evidence-insufficient');
  });

  it('which is recorded as the one that goes on', () => {
    spec
      .given(ready, by(PROPOSER, proposed()))
      .when(PublishVerdict, {}, { ...publisher, streams: merged(ORIGIN_B, someId(403)) })
      .then(published(VERDICT, [ORIGIN_A, someId(403)]));
  });
});

describe('Two spellings of one name that were joined are one origin', () => {
  const joined = (id: string, intoId: string, ...later: OriginEvent[]) => ({
    streams: [stream(originFold, id, { type: 'OriginsJoined', facts: { intoId }, words: {} }, ...later)],
  });

  it('of evidence, when a verdict is proposed and when it is published', () => {
    events()
      .when(ProposeVerdict, body, { ...reviewer, ...joined(ORIGIN_B, ORIGIN_A) })
      .refused('evidence-insufficient');
    spec
      .given(ready, by(PROPOSER, proposed()))
      .when(PublishVerdict, {}, { ...publisher, ...joined(ORIGIN_B, ORIGIN_A) })
      .refused('evidence-insufficient');
  });

  it('of evidence and of the claimant', () => {
    events()
      .when(ProposeVerdict, body, { ...reviewer, ...joined(ORIGIN_A, CLAIMANT) })
      .refused('evidence-insufficient');
  });

  it('until they are split again', () => {
    const split: OriginEvent = { type: 'OriginsSplit', facts: { fromId: ORIGIN_A }, words: { reason: 'Two papers.' } };
    spec
      .given(ready, by(PROPOSER, proposed()))
      .when(PublishVerdict, {}, { ...publisher, ...joined(ORIGIN_B, ORIGIN_A, split) })
      .then(published(VERDICT));
  });
});
