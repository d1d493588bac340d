import { describe, expect, it } from '@jest/globals';
import { appeared, attached, attachedB, ITEM_A, proposed, submitted, withdrawn } from '../claim.examples.js';
import type { ClaimEvent } from '../claim.events.js';
import { claimFold, type ClaimState } from '../claim.state.js';
import { missingParts } from './missing.js';
import { urgencyOf, wait } from './queue-items.js';

const at = '2026-01-01T00:00:00.000Z';
const after = (...events: readonly ClaimEvent[]): ClaimState =>
  events.reduce<ClaimState>(
    (state, event, position) =>
      claimFold.evolve(state, { ...event, words: {}, actor: 'system', position, at, id: String(position) } as never),
    claimFold.initial,
  );

describe('What a claim lacks', () => {
  it('is told in the order in which it is worked on', () => {
    expect(missingParts(after(submitted()))).toEqual(['appearance', 'evidence', 'proposal']);
    expect(missingParts(after(submitted(), appeared(), attached()))).toEqual(['second-origin', 'proposal']);
    expect(missingParts(after(submitted(), appeared(), attached(), attachedB()))).toEqual(['proposal']);
    expect(missingParts(after(submitted(), appeared(), attached({ source: 'primary' })))).toEqual(['proposal']);
    expect(missingParts(after(submitted(), appeared(), attached(), withdrawn(ITEM_A)))).toEqual([
      'evidence',
      'proposal',
    ]);
    expect(missingParts(after(submitted(), appeared(), attached(), attachedB(), proposed()))).toEqual([]);
  });
});

describe('The queue', () => {
  it('has first what may harm readers, then what has a day, then what has waited longest', () => {
    const items = [
      wait('awaiting-review', { at: '2020-01-01T00:00:00.000Z', position: 1 }),
      wait('proposed', { at: '2019-01-01T00:00:00.000Z', position: 2 }),
      wait('prediction-due', { at: '2025-06-30T00:00:00.000Z', position: 3 }, { set: true }),
      wait('evidence-lost', { at: '2026-02-01T00:00:00.000Z', position: 4 }),
      wait('correction-request', { at: '2026-01-01T00:00:00.000Z', position: 5 }),
    ];
    const sorted = items.sort((a, b) => (urgencyOf(a) < urgencyOf(b) ? -1 : 1)).map(({ reason }) => reason);
    expect(sorted).toEqual(['correction-request', 'evidence-lost', 'prediction-due', 'proposed', 'awaiting-review']);
  });
});
