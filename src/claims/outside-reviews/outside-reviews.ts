import { rule, type Context, type Reservation } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { canonicalLanguage } from '../../kernel/fields.js';
import { heldBy, holderOf } from '../../kernel/holding.js';
import { originKeys, type Keys } from '../../kernel/names.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import { addressKeys, addressLookup } from '../../works/address.js';
import { SCALE, type OutsideReviewEvent, type OutsideReviewFacts, type OutsideReviewWords } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { originNamer } from '../appearances/origins.js';
import { ChangeOutsideReview, RecordOutsideReview, WithdrawOutsideReview } from './outside-reviews.commands.js';

const keysOf = (url: string): Keys => addressKeys(url, 'review');
const readsOf = ({ url, publisher }: RecordOutsideReview) => ({ keys: [...keysOf(url), ...originKeys(publisher)] });
const freedKeys = ({ freedUrl }: { readonly freedUrl?: string }): Keys[] =>
  freedUrl === undefined ? [] : [keysOf(freedUrl)];

/** The key to free; the client has to name the address, since words are nothing that a rule could look up. */
const freedBy = (command: { readonly freedUrl?: string }, id: string, context: Context): string[] => {
  const keys = freedKeys(command);
  const freed = heldBy(id, keys, context);
  if (freed.length < keys.length) refuse('address-not-held', 'The address to free does not lead to this review.');
  return freed;
};

const wordsOf = ({ publisher, url, title, nativeRating, note }: RecordOutsideReview): OutsideReviewWords => ({
  publisher,
  url,
  nativeRating,
  ...omitUndefined({ title, note }),
});

/**
 * A review's facts with the keys it takes and frees. Its address is held under its own identifier, so that whoever meets
 * the key is led to the review; the key goes over to the event that names the address last, and is erased with that one.
 * An address that a withdrawn review of this claim holds is free to take.
 */
const entering = (state: ClaimState, command: RecordOutsideReview, outsideReviewId: string, context: Context) => {
  const keys = keysOf(command.url);
  const holder = holderOf(addressLookup(command.url, 'review'), context);
  if (holder !== undefined && holder !== outsideReviewId && !state.outsideReviews.get(holder)?.withdrawn) {
    refuse('review-address-known', 'This address is that of a review which is recorded.', holder);
  }
  const names = originNamer(context);
  const { rating, mapped, reviewedOn, language } = command;
  const facts: OutsideReviewFacts = {
    outsideReviewId,
    publisherId: names.idOf(command.publisher),
    reservationId: outsideReviewId,
    ...(rating && { rating, scale: SCALE.scale, scaleVersion: SCALE.version }),
    ...omitUndefined({ mapped, reviewedOn, language: canonicalLanguage(language ?? '') }),
  };
  const release = holder === undefined ? [] : heldBy(holder, [keys], context);
  const address = keys.filter((key) => context.held(key) === undefined || release.includes(key));
  return {
    facts,
    reserve: [...address.map((key): Reservation => ({ key, id: outsideReviewId, ofWords: true })), ...names.reserve()],
    release,
  };
};

const record = rule<ClaimState, RecordOutsideReview, EventOf<OutsideReviewEvent, 'OutsideReviewRecorded'>>({
  command: RecordOutsideReview,
  roles: EDITORS,
  reads: readsOf,
  decide: (state, command, context) => {
    const outsideReviewId = context.newId();
    const { facts, reserve, release } = entering(state, command, outsideReviewId, context);
    return {
      events: [{ type: 'OutsideReviewRecorded', facts, words: wordsOf(command) }],
      reserve,
      release,
      ids: { outsideReviewId },
    };
  },
});

/** The review named in the path that is not withdrawn. */
const outsideReviewInForce = ({ outsideReviews }: ClaimState, { target }: Context): string => {
  const id = target.part ?? '';
  const review = outsideReviews.get(id) ?? refuse('not-found', 'This claim has no such outside review.');
  if (review.withdrawn) refuse('review-withdrawn', 'This review is withdrawn: record it again.');
  return id;
};

const change = rule<ClaimState, ChangeOutsideReview, EventOf<OutsideReviewEvent, 'OutsideReviewChanged'>>({
  command: ChangeOutsideReview,
  roles: EDITORS,
  reads: (command) => ({ keys: [...readsOf(command).keys, ...freedKeys(command).flat()] }),
  decide: (state, command, context) => {
    const outsideReviewId = outsideReviewInForce(state, context);
    const { facts, reserve, release } = entering(state, command, outsideReviewId, context);
    const freed = freedBy(command, outsideReviewId, context);
    return {
      events: [{ type: 'OutsideReviewChanged', facts, words: { ...wordsOf(command), reason: command.reason } }],
      reserve,
      release: [...new Set([...release, ...freed])],
      ids: { outsideReviewId },
    };
  },
});

const withdraw = rule<ClaimState, WithdrawOutsideReview, EventOf<OutsideReviewEvent, 'OutsideReviewWithdrawn'>>({
  command: WithdrawOutsideReview,
  roles: EDITORS,
  reads: (command) => ({ keys: freedKeys(command).flat() }),
  decide: (state, command, context) => {
    const outsideReviewId = outsideReviewInForce(state, context);
    const { reason } = command;
    return {
      events: [{ type: 'OutsideReviewWithdrawn', facts: { outsideReviewId }, words: { reason } }],
      release: freedBy(command, outsideReviewId, context),
      ids: { outsideReviewId },
    };
  },
});

/** What other fact-checkers found. */
export const outsideReviewRules = [record, change, withdraw];
