import { describe, expect, it } from '@jest/globals';
import { someId } from '../../kernel/specification.js';
import { itemsFromOtherStreams, type OtherStreams, type ReviewBasis } from './review-due.js';

const [ONE, OTHER, THIRD] = [someId(1), someId(2), someId(3)];
const basis: ReviewBasis = {
  verdictId: someId(9),
  published: 10,
  reviewedAt: -1,
  reaffirmed: -1,
  works: [],
  proofs: [],
  counted: [ONE, OTHER],
  circular: [],
  own: 0,
  needed: 2,
  underSupported: false,
};
const merged = (into: string, suspected?: boolean): OtherStreams['merged'] =>
  new Map([[OTHER, { into, position: 20, at: '2026-01-01T00:00:00.000Z', ...(suspected && { suspected }) }]]);
const reasons = (others: Partial<OtherStreams>) =>
  itemsFromOtherStreams(basis, { corrections: [], related: [], merged: new Map(), ...others }).map(
    ({ reason, position }) => [reason, position],
  );

describe('Origins of a standing verdict', () => {
  it('that turned out to be one ask for a review', () => {
    expect(reasons({ merged: merged(ONE) })).toEqual([['origins-fallen', 20]]);
  });

  it('that are only suspected to be one ask for it with a reason of its own', () => {
    expect(reasons({ merged: merged(ONE, true) })).toEqual([['origins-alike', 20]]);
  });

  it('that are still two ask for none', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ merged: merged(THIRD, true) })).toEqual([]);
  });
});
