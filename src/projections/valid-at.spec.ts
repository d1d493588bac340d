import { describe, expect, it } from '@jest/globals';
import { coverage, validAt, type Dated } from './valid-at.js';

const verdict = (id: string, published: number, rest: Partial<Dated> = {}): Dated => ({
  id,
  published,
  state: 'published',
  assessedOn: '2025-03-10',
  ...rest,
});
const on = (day: string, ...verdicts: Dated[]) => validAt(coverage(verdicts), day);
const only = (verdictId: string) => ({ verdictId, rule: 'only-verdict-for-that-day' });
const none = { verdictId: null, rule: 'no-verdict-for-that-day' };

describe('The verdict for a day', () => {
  it('is the only one from the day of its assessment on, where it says nothing else', () => {
    expect(on('2025-03-10', verdict('a', 1))).toEqual(only('a'));
    expect(on('2199-01-01', verdict('a', 1))).toEqual(only('a'));
    expect(on('2025-03-09', verdict('a', 1))).toEqual(none);
  });

  it('starts with validFrom instead, before the assessment as well', () => {
    const a = verdict('a', 1, { validFrom: '2024-02-28' });
    expect(on('2024-02-28', a)).toEqual(only('a'));
    expect(on('2024-02-27', a)).toEqual(none);
  });

  it('ends with validUntil, that day included', () => {
    const a = verdict('a', 1, { validUntil: '2025-03-31' });
    expect(on('2025-03-31', a)).toEqual(only('a'));
    expect(on('2025-04-01', a)).toEqual(none);
  });

  it('covers the whole of partial dates', () => {
    const a = verdict('a', 1, { validFrom: '2024', validUntil: '2025-02' });
    expect(on('2024-01-01', a)).toEqual(only('a'));
    expect(on('2025-02-28', a)).toEqual(only('a'));
    expect(on('2025-03-01', a)).toEqual(none);
    expect(on('2023-12-31', a)).toEqual(none);
    expect(on('2024-02-29', verdict('b', 1, { validFrom: '2024-02', validUntil: '2024-02' }))).toEqual(only('b'));
  });

  it('starts on the first day of a month in which it was assessed', () => {
    expect(on('2025-04-01', verdict('a', 1, { assessedOn: '2025-04' }))).toEqual(only('a'));
    expect(on('2025-03-31', verdict('a', 1, { assessedOn: '2025-04' }))).toEqual(none);
  });

  it('is none where none was ever published', () => {
    for (const state of ['proposed', 'sent-back', 'withdrawn']) {
      const { published: _, ...proposal } = verdict('a', 1, { state });
      expect(on('2025-03-10', proposal)).toEqual(none);
    }
    expect(on('2025-03-10')).toEqual(none);
  });

  it('is a superseded one up to the day before its successor starts', () => {
    const a = verdict('a', 1, { state: 'superseded', successor: 'b' });
    const b = verdict('b', 2, { assessedOn: '2025-06-01', validFrom: '2025-05-01' });
    expect(on('2025-04-30', a, b)).toEqual(only('a'));
    expect(on('2025-05-01', a, b)).toEqual(only('b'));
  });

  it('is a superseded one no longer than its own validUntil', () => {
    const a = verdict('a', 1, { state: 'superseded', successor: 'b', validUntil: '2025-03-20' });
    const b = verdict('b', 2, { assessedOn: '2025-06-01' });
    expect(on('2025-03-20', a, b)).toEqual(only('a'));
    expect(on('2025-03-21', a, b)).toEqual(none);
  });

  it('is never a superseded one whose successor starts no later than itself', () => {
    const a = verdict('a', 1, { state: 'superseded', successor: 'b' });
    const b = verdict('b', 2, { validUntil: '2025-03-15' });
    expect(on('2025-03-10', a, b)).toEqual(only('b'));
    expect(on('2025-03-16', a, b)).toEqual(none);
  });

  it('looks past a successor that was corrected materially to the one that corrected it', () => {
    const a = verdict('a', 1, { state: 'superseded', successor: 'b' });
    const b = verdict('b', 2, { state: 'corrected', successor: 'c', assessedOn: '2025-05-01' });
    const c = verdict('c', 3, { assessedOn: '2025-07-01' });
    expect(on('2025-05-15', a, b, c)).toEqual(only('a'));
    expect(on('2025-06-30', a, b, c)).toEqual(only('a'));
    expect(on('2025-07-01', a, b, c)).toEqual(only('c'));
  });

  it('is not revived by the retraction of its successor', () => {
    const a = verdict('a', 1, { state: 'superseded', successor: 'b' });
    const b = verdict('b', 2, { state: 'retracted', assessedOn: '2025-05-01' });
    expect(on('2025-04-30', a, b)).toEqual(only('a'));
    expect(on('2025-05-01', a, b)).toEqual(none);
  });

  it('is never one that was retracted or corrected materially', () => {
    for (const state of ['retracted', 'corrected']) {
      expect(on('2025-03-10', verdict('a', 1, { state }))).toEqual(none);
    }
  });

  it('is the latest published where several overlap', () => {
    const early = verdict('early', 1, { validFrom: '2025-01-01' });
    const late = verdict('late', 2, { validFrom: '2025-02-01', validUntil: '2025-02-28' });
    expect(on('2025-02-10', early, late)).toEqual({ verdictId: 'late', rule: 'latest-published-of-several' });
    expect(on('2025-02-10', late, early)).toEqual({ verdictId: 'late', rule: 'latest-published-of-several' });
    expect(on('2025-03-01', early, late)).toEqual(only('early'));
  });

  it('goes along a line of successors', () => {
    const a = verdict('a', 1, { state: 'superseded', successor: 'b', assessedOn: '2025-01-01' });
    const b = verdict('b', 2, { state: 'superseded', successor: 'c', assessedOn: '2025-02-01' });
    const c = verdict('c', 3, { assessedOn: '2025-03-01' });
    expect(on('2025-01-31', a, b, c)).toEqual(only('a'));
    expect(on('2025-02-28', a, b, c)).toEqual(only('b'));
    expect(on('2025-03-01', a, b, c)).toEqual(only('c'));
  });

  it('leaves the gap that a verdict with an end and its late successor leave', () => {
    const a = verdict('a', 1, { state: 'superseded', successor: 'b', validUntil: '2025-04' });
    const b = verdict('b', 2, { assessedOn: '2025-06-01' });
    expect(on('2025-05-01', a, b)).toEqual(none);
  });
});
