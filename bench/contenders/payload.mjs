import { randomBytes, randomUUID } from 'node:crypto';

const filler = (length) => randomBytes(length).toString('base64url').slice(0, length);

const newBody = () => ({
  type: 'ClaimSubmitted',
  facts: {
    wordingId: randomUUID(),
    kind: 'quantity',
    language: 'en',
    claimedOn: '2025-03-27',
    claimedOnBasis: 'stated',
    topics: ['ukraine', 'military'],
    channel: 'monitoring',
    token: filler(112),
  },
  words: { text: filler(150), claimant: 'A. Speaker', selectionReason: filler(90) },
});

/** Made beforehand: randomness takes time of its own, which is nobody's who is measured. */
const BODIES = Array.from({ length: 4096 }, newBody);
let next = 0;

/** One event for a new stream: some 300 bytes of facts and some 300 of words as JSON, random so that nobody compresses. */
export function newEvent() {
  next = (next + 1) % BODIES.length;
  return { stream: randomUUID(), ...BODIES[next] };
}
