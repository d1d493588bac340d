import { describe, expect, it } from '@jest/globals';
import { by, malformed, specify, type GivenEvent, type ScenarioContext } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import { appeared, FOURTH, ITEM_A, PUBLISHER, SUBMITTER, VERDICT, withdrawn } from '../claim.examples.js';
import type { ClaimEvent } from '../claim.events.js';
import { claimFold, type ClaimState } from '../claim.state.js';
import { itemsFromOtherStreams, reviewBasisOf, reviewItemsOf, type ReviewBasis } from '../review/review-due.js';
import { disputed, decided, FIFTH, open, replied, standing } from './publication.examples.js';
import { ReaffirmVerdict } from './reaffirmation.commands.js';

const spec = specify(claimDecider);
const body = { upTo: 20, lookedAt: ['The reply'], reason: 'It changes nothing.' };
const written = { 3: { type: 'NoteAdded', erased: false }, 20: { type: 'NoteAdded', erased: false } };
const reviewer: ScenarioContext = { actor: FIFTH, roles: ['reviewer'], target: { part: VERDICT }, written };
const reaffirmed = {
  type: 'VerdictReaffirmed',
  facts: { verdictId: VERDICT, upTo: 20 },
  words: { lookedAt: body.lookedAt, reason: body.reason },
} as const;

describe('Reaffirming a verdict', () => {
  it('names what was looked at, up to which position, and why', () => {
    spec.given(standing).when(ReaffirmVerdict, body, reviewer).then(reaffirmed).naming({ verdictId: VERDICT });
  });

  it('is for another than who published it, unless one person may do both', () => {
    const publisher = { ...reviewer, actor: PUBLISHER };
    spec.given(standing).when(ReaffirmVerdict, body, publisher).refused('publisher-may-not-reaffirm');
    spec
      .given(standing)
      .when(ReaffirmVerdict, body, { ...publisher, policy: 'two-eyes' })
      .then(reaffirmed);
  });

  it('reaches only as far as the ledger does, and further than before', () => {
    spec
      .given(standing)
      .when(ReaffirmVerdict, { ...body, upTo: 21 }, reviewer)
      .refused('position-unknown');
    spec
      .given(standing)
      .when(ReaffirmVerdict, { ...body, upTo: 3 }, reviewer)
      .refused('nothing-changed');
    spec.given(standing, by(FOURTH, reaffirmed)).when(ReaffirmVerdict, body, reviewer).refused('nothing-changed');
  });

  it('is of a verdict that stands', () => {
    spec.given(open).when(ReaffirmVerdict, body, reviewer).refused('verdict-not-standing');
  });

  it('is malformed without what was looked at', () => {
    expect(malformed(ReaffirmVerdict, {}).sort()).toEqual(['lookedAt', 'reason', 'upTo']);
    expect(malformed(ReaffirmVerdict, { ...body, lookedAt: [], upTo: -1 }).sort()).toEqual(['lookedAt', 'upTo']);
  });

  it.each(['editor', 'auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(standing)
      .when(ReaffirmVerdict, body, { ...reviewer, roles: [role] })
      .refused('role-required');
  });
});

describe('What a reaffirmation settles', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const folded = (...events: readonly GivenEvent<ClaimEvent>[]): ClaimState =>
    events.reduce<ClaimState>(
      (state, { actor, event }, position) =>
        claimFold.evolve(state, { ...event, words: {}, actor, position, at, id: String(position) } as never),
      claimFold.initial,
    );
  const reasons = (...events: readonly GivenEvent<ClaimEvent>[]) =>
    reviewItemsOf(folded(...standing, ...events), undefined).map(({ reason }) => reason);
  const upTo = (position: number) =>
    by(FIFTH, { ...reaffirmed, facts: { verdictId: VERDICT, upTo: position } } as const);
  const next = standing.length;

  it('is what could only be taken note of, and evidence that is gone, as far as somebody has looked', () => {
    const later = [...by(SUBMITTER, replied({})), ...by(SUBMITTER, withdrawn(ITEM_A))];
    expect(reasons(...later)).toEqual(['reply-received', 'evidence-withdrawn']);
    expect(reasons(...later, ...upTo(next))).toEqual(['evidence-withdrawn']);
    expect(reasons(...later, ...upTo(next + 1))).toEqual([]);
  });

  it('is no dispute that was upheld, and no lack of independent origins', () => {
    const upheld = [...by(SUBMITTER, disputed()), ...by(FOURTH, decided('upheld'))];
    expect(reasons(...upheld, ...upTo(next + 1))).toEqual(['dispute-upheld']);
    const state = folded(...standing, ...upTo(next + 5));
    expect(reviewItemsOf(state, { at, position: next }).map(({ reason }) => reason)).toEqual(['origins-fallen']);
  });

  it('is an outlet’s correction, and lost evidence, that other streams tell of', () => {
    const state = folded(...standing, ...by(SUBMITTER, appeared()), ...upTo(next + 3));
    const basis = { ...(reviewBasisOf(state) as ReviewBasis), works: ['W'], proofs: ['W'] };
    const corrections = [false, true].map((lost) => ({ id: 'C', workId: 'W', lost, at, position: next + 3 }));
    const told = (position: number) =>
      itemsFromOtherStreams(basis, {
        corrections: corrections.map((each) => ({ ...each, position })),
        merged: new Map(),
        related: [],
      }).map(({ reason }) => reason);
    expect(told(next + 3)).toEqual([]);
    expect(told(next + 4)).toEqual(['outlet-correction', 'evidence-lost']);
  });
});
