import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, someId, specify, type ScenarioContext } from '../../kernel/specification.js';
import {
  FOURTH,
  LATER_VERDICT,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  SUBMITTER,
  superseded,
  VERDICT,
} from '../claim.examples.js';
import { claimDecider } from '../claim.decider.js';
import { AnswerCorrectionRequest, RequestCorrection } from './correction-requests.commands.js';
import {
  correctionRequested,
  open,
  RECEIPT,
  REQUEST,
  requestAnswered,
  standing,
  withheld,
} from '../verdicts/publication.examples.js';

const spec = specify(claimDecider);
const words = { text: 'It was the 4th.' };
const stranger: ScenarioContext = { actor: 'public', roles: ['public'], target: { part: RECEIPT } };
const editor: ScenarioContext = { ...stranger, actor: SUBMITTER, roles: ['editor'] };
const expected = (verdictId = VERDICT) => {
  const { facts, ...event } = correctionRequested(verdictId);
  return { ...event, facts: { ...facts, requestId: newId(1) } };
};
const merged = { type: 'ClaimMerged', facts: { intoId: someId(120) }, words: {} } as const;

describe('Requesting a correction', () => {
  it('is for anybody, of a published claim, and keeps of the receipt its digest only', () => {
    spec
      .given(standing)
      .when(RequestCorrection, words, stranger)
      .then(expected())
      .naming({ requestId: newId(1) });
    for (const role of ['editor', 'reviewer', 'auditor', 'admin'] as const) {
      spec
        .given(standing)
        .when(RequestCorrection, words, { ...editor, roles: [role] })
        .then(expected());
    }
    spec
      .given(standing)
      .when(RequestCorrection, { ...words, contact: 'a@example.org' }, stranger)
      .then({ ...expected(), words: { ...words, contact: 'a@example.org' } });
  });

  it('tells a stranger nothing of claims that are not public', () => {
    spec.given().when(RequestCorrection, words, stranger).refused('not-found');
    spec.given(open).when(RequestCorrection, words, stranger).refused('not-found');
    spec.given(open, merged).when(RequestCorrection, words, stranger).refused('not-found');
    spec.given(standing, by(FOURTH, withheld())).when(RequestCorrection, words, stranger).refused('not-found');
    spec.given(open).when(RequestCorrection, words, editor).refused('claim-not-published');
    spec.given(standing, by(FOURTH, withheld())).when(RequestCorrection, words, editor).then(expected());
  });

  it('leads on from a claim that was merged', () => {
    spec.given(standing, merged).when(RequestCorrection, words, stranger).refused('claim-merged', someId(120));
  });

  it('is about the verdict named, else the one that stands, else the last', () => {
    const later = [
      ...by(PROPOSER, proposed({ verdictId: LATER_VERDICT, follows: { verdictId: VERDICT, as: 'supersession' } })),
      ...by(PUBLISHER, published(LATER_VERDICT), superseded(VERDICT, LATER_VERDICT)),
    ];
    spec.given(standing, later).when(RequestCorrection, words, stranger).then(expected(LATER_VERDICT));
    spec
      .given(standing, later)
      .when(RequestCorrection, { ...words, verdictId: VERDICT }, stranger)
      .then(expected(VERDICT));
    spec
      .given(standing, later, by(FOURTH, retracted(LATER_VERDICT)))
      .when(RequestCorrection, words, stranger)
      .then(expected(LATER_VERDICT));
    const unpublished = by(PROPOSER, proposed({ verdictId: LATER_VERDICT }));
    for (const verdictId of [LATER_VERDICT, someId(299)]) {
      spec
        .given(standing, unpublished)
        .when(RequestCorrection, { ...words, verdictId }, stranger)
        .refused('verdict-unknown', verdictId);
    }
  });

  it('is malformed when it is too long', () => {
    expect(malformed(RequestCorrection, { text: 'a'.repeat(5001) })).toEqual(['text']);
    expect(malformed(RequestCorrection, {})).toEqual(['text']);
  });
});

describe('A correction request', () => {
  const pending = [...standing, ...by('public', correctionRequested())];
  const answer = { outcome: 'accepted', answer: 'You are right.' };
  const answerer: ScenarioContext = { actor: FOURTH, roles: ['editor'], target: { part: REQUEST } };

  it('is answered once', () => {
    spec.given(pending).when(AnswerCorrectionRequest, answer, answerer).then(requestAnswered());
    spec
      .given(pending, by(FOURTH, requestAnswered()))
      .when(AnswerCorrectionRequest, answer, answerer)
      .refused('request-answered');
    spec.given(standing).when(AnswerCorrectionRequest, answer, answerer).refused('not-found');
  });

  it.each([
    [PROPOSER, 'proposer-may-not-answer'],
    [PUBLISHER, 'publisher-may-not-answer'],
  ])('is not answered by %s, whatever roles they have: %s', (actor, code) => {
    spec
      .given(pending)
      .when(AnswerCorrectionRequest, answer, { ...answerer, actor, roles: ['editor', 'reviewer'] })
      .refused(code);
  });

  it('is answered also once the claim is merged', () => {
    spec.given(pending, merged).when(AnswerCorrectionRequest, answer, answerer).then(requestAnswered());
  });

  it.each(['auditor', 'admin', 'public'] as const)('is not answered by somebody who is %s only', (role) => {
    spec
      .given(pending)
      .when(AnswerCorrectionRequest, answer, { ...answerer, roles: [role] })
      .refused('role-required');
  });
});
