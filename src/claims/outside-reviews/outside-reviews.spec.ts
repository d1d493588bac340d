import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import {
  by,
  malformed,
  newId,
  someId,
  specify,
  type ScenarioContext,
  reservedUnder,
} from '../../kernel/specification.js';
import { addressKeys } from '../../works/address.js';
import { claimDecider } from '../claim.decider.js';
import { submitted, SUBMITTER } from '../claim.examples.js';
import { ChangeOutsideReview, RecordOutsideReview, WithdrawOutsideReview } from './outside-reviews.commands.js';
import { REVIEW, reviewedElsewhere, reviewFacts, reviewWithdrawn } from '../verdicts/publication.examples.js';

const spec = specify(claimDecider);
const words = { publisher: 'StopFake', url: 'https://www.stopfake.org/a/', nativeRating: 'Fake' };
const keys = addressKeys('https://stopfake.org/a', 'review');
const publishers = originKeys('StopFake');
const [key, publisher] = [keys[0], publishers[0]];
const mine: ScenarioContext = { target: { part: REVIEW } };
const recorded = [...by(SUBMITTER, submitted(), reviewedElsewhere())];
/** Whoever names the publisher holds the name. */
const heldPublisher = reservedUnder(publishers, reviewFacts.publisherId);
const known = Object.fromEntries([
  ...keys.map((each): [string, string] => [each, REVIEW]),
  ...publishers.map((each): [string, string] => [each, reviewFacts.publisherId]),
]);

describe('Recording what others found', () => {
  it('keeps their rating in their words, and holds the address under the identifier of the review', () => {
    const facts = { outsideReviewId: newId(1), publisherId: newId(2), reservationId: newId(1) };
    spec
      .given(submitted())
      .when(RecordOutsideReview, words)
      .then({ type: 'OutsideReviewRecorded', facts, words })
      .reserving(...reservedUnder(keys, newId(1)), ...reservedUnder(publishers, newId(2)));
  });

  it('says what it is on our scale, where it has a place there, and how it came onto it', () => {
    const body = { ...words, title: 'Fake', rating: 'FALSE', mapped: 'by-hand', reviewedOn: '2025-04', language: 'EN' };
    spec
      .given(submitted())
      .when(RecordOutsideReview, body, { held: { [publisher]: someId(605) } })
      .then({
        type: 'OutsideReviewRecorded',
        facts: {
          outsideReviewId: newId(1),
          publisherId: someId(605),
          reservationId: newId(1),
          rating: 'FALSE',
          scale: 'truth-5',
          scaleVersion: 1,
          mapped: 'by-hand',
          reviewedOn: '2025-04',
          language: 'en',
        },
        words: { ...words, title: 'Fake' },
      })
      .naming({ outsideReviewId: newId(1) });
  });

  it('is refused for an address that is recorded, in any spelling', () => {
    spec
      .given(submitted())
      .when(RecordOutsideReview, { ...words, url: 'http://stopfake.org/a#b' }, { held: { [key]: someId(7) } })
      .refused('review-address-known', someId(7));
  });

  it('is possible again after it was withdrawn', () => {
    const outcome = spec
      .given(recorded, by(SUBMITTER, reviewWithdrawn()))
      .when(RecordOutsideReview, words, { held: known })
      .then({
        type: 'OutsideReviewRecorded',
        facts: { ...reviewFacts, outsideReviewId: newId(1), reservationId: newId(1) },
        words,
      });
    outcome.releasing(...keys);
    outcome.reserving(...reservedUnder(keys, newId(1)), ...heldPublisher);
  });

  it('is malformed with a rating that nobody mapped, or a mapping of none', () => {
    expect(malformed(RecordOutsideReview, { ...words, rating: 'FALSE' })).toEqual(['mapped']);
    expect(malformed(RecordOutsideReview, { ...words, mapped: 'by-hand' })).toEqual(['mapped']);
    expect(malformed(RecordOutsideReview, {}).sort()).toEqual(['nativeRating', 'publisher', 'url']);
  });
});

describe('An outside review', () => {
  const body = { ...words, nativeRating: 'True', reason: 'They changed it.' };

  const there = addressKeys('https://stopfake.org/b', 'review');
  const moved = { ...body, url: 'https://stopfake.org/b' };
  const changed = (words: object) =>
    ({ type: 'OutsideReviewChanged', facts: reviewFacts, words: words as typeof body }) as const;

  it('is changed whole, and its address is held by the event that names it last', () => {
    const outcome = spec
      .given(recorded)
      .when(ChangeOutsideReview, body, { ...mine, held: known })
      .then(changed(body));
    outcome.releasing(...keys);
    outcome.reserving(...reservedUnder(keys, REVIEW), ...heldPublisher);
  });

  it('takes a new address beside the former one, unless that is another one’s', () => {
    const outcome = spec
      .given(recorded)
      .when(ChangeOutsideReview, moved, { ...mine, held: known })
      .then(changed(moved));
    outcome.releasing();
    outcome.reserving(...reservedUnder(there, REVIEW), ...heldPublisher);
    spec
      .given(recorded)
      .when(ChangeOutsideReview, moved, { ...mine, held: { ...known, [there[0]]: someId(7) } })
      .refused('review-address-known', someId(7));
  });

  it('frees an address that it holds, and no other', () => {
    const freedUrl = 'http://stopfake.org/a';
    spec
      .given(recorded)
      .when(ChangeOutsideReview, { ...moved, freedUrl }, { ...mine, held: known })
      .then(changed(moved))
      .releasing(...keys);
    spec
      .given(recorded)
      .when(WithdrawOutsideReview, { reason: 'Another claim.', freedUrl }, { ...mine, held: known })
      .then(reviewWithdrawn())
      .releasing(...keys);
    const others: ScenarioContext = { ...mine, held: { [key]: someId(7) } };
    spec.given(recorded).when(WithdrawOutsideReview, { reason: 'R', freedUrl }, others).refused('address-not-held');
    spec
      .given(recorded)
      .when(ChangeOutsideReview, { ...moved, freedUrl }, others)
      .refused('address-not-held');
  });

  it('is withdrawn once, and not changed after that', () => {
    const gone = [...recorded, ...by(SUBMITTER, reviewWithdrawn())];
    spec.given(recorded).when(WithdrawOutsideReview, { reason: 'Another claim.' }, mine).then(reviewWithdrawn());
    spec.given(gone).when(WithdrawOutsideReview, { reason: 'R' }, mine).refused('review-withdrawn');
    spec.given(gone).when(ChangeOutsideReview, body, mine).refused('review-withdrawn');
  });

  it('must be there', () => {
    spec.given(submitted()).when(WithdrawOutsideReview, { reason: 'R' }, mine).refused('not-found');
    spec.given(submitted()).when(ChangeOutsideReview, body, mine).refused('not-found');
    spec.given().when(RecordOutsideReview, words).refused('not-found');
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(RecordOutsideReview, words, { roles: [role] })
      .refused('role-required');
  });
});
