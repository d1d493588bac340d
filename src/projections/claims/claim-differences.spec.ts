import { describe, expect, it } from '@jest/globals';
import type { ClaimEvent } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { differencesOf } from './claim-differences.js';

const event = (position: number, type: ClaimEvent['type'], facts: object = {}) =>
  ({ position, type, facts, words: {} }) as unknown as Recorded<ClaimEvent>;
const told = (before: object | null, after: object, ...events: Recorded<ClaimEvent>[]) =>
  differencesOf(before, after, { between: events, events });

describe('Two pages of a claim', () => {
  it('differ leaf by leaf, an item of a list by its identifier, whatever its place', () => {
    const one = { id: 'V1', state: 'proposed', flags: ['old-media'] };
    const other = { id: 'V2', state: 'withdrawn', flags: [] };
    const published = event(7, 'VerdictPublished', { verdictId: 'V1' });
    expect(told({ verdicts: [one, other] }, { verdicts: [other, { ...one, state: 'published' }] }, published)).toEqual([
      {
        path: '/verdicts/V1/state',
        from: 'proposed',
        to: 'published',
        because: 'new-facts',
        position: 7,
        type: 'VerdictPublished',
      },
    ]);
    expect(told({ topics: ['a'] }, { topics: ['a', 'b/c'] }, event(8, 'ClaimTagged'))).toMatchObject([
      { path: '/topics/1', from: null, to: 'b/c', position: 8 },
    ]);
    expect(told({ 'a/b': 1 }, { 'a/b': 2 })).toMatchObject([
      { path: '/a~1b', because: null, position: null, type: null },
    ]);
  });

  it('say which event did it: the last that names the item, else the last of those that do so', () => {
    const events = [
      event(3, 'EvidenceAttached', { evidenceId: 'E1' }),
      event(4, 'EvidenceCorrected', { evidenceId: 'E2' }),
      event(5, 'ClaimReworded', { wordingId: 'W2' }),
    ];
    const [item, text] = told(
      { text: 'A', evidence: [] },
      { text: 'B', evidence: [{ id: 'E1' }] },
      ...events,
    ).reverse();
    expect([item, text]).toMatchObject([
      { path: '/evidence/E1/id', position: 3 },
      { path: '/text', position: 5 },
    ]);
  });

  it('tell an error of ours from what was found out', () => {
    const because = (...events: Recorded<ClaimEvent>[]) =>
      told({ status: 'a' }, { status: 'b' }, ...events)[0]?.because;
    const proposed = (as?: string) => event(1, 'VerdictProposed', { verdictId: 'V', ...(as && { follows: { as } }) });
    const published = event(2, 'VerdictPublished', { verdictId: 'V' });
    expect(because(proposed(), published)).toBe('new-facts');
    expect(because(proposed('supersession'), published)).toBe('new-facts');
    expect(because(proposed('correction'), published)).toBe('error');
    expect(because(event(3, 'VerdictRetracted', { verdictId: 'V' }))).toBe('error');
    expect(because()).toBeNull();
  });

  it('differ in everything where there was no page before', () => {
    expect(told(null, { text: 'A', none: null }, event(0, 'ClaimSubmitted'))).toEqual([
      { path: '/text', from: null, to: 'A', because: 'new-facts', position: 0, type: 'ClaimSubmitted' },
    ]);
  });
});
