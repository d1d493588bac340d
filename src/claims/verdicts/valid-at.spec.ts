import { describe, expect, it } from '@jest/globals';
import { coverage, covers, spanOf, termOf, validAt, type Dated } from './valid-at.js';

/** Days with the verdict that holds on each; with `!` it is the latest published of several that do; null: none does. */
interface Case {
  readonly title: string;
  readonly verdicts: readonly Dated[];
  readonly on: Readonly<Record<string, string | null>>;
}

/** A verdict assessed on 10 March 2025. */
const verdict = (id: string, published: number, rest: Partial<Dated> = {}): Dated => ({
  id,
  published,
  state: 'published',
  assessedOn: '2025-03-10',
  ...rest,
});
const superseded = (id: string, published: number, successor: string, rest: Partial<Dated> = {}) =>
  verdict(id, published, { state: 'superseded', successor, ...rest });
const corrected = (id: string, published: number, successor: string, rest: Partial<Dated> = {}) =>
  verdict(id, published, { state: 'corrected', successor, ...rest });
const proposal = (state: string): Dated => ({ id: state, state, assessedOn: '2025-03-10' });

const CASES: readonly Case[] = [
  { title: 'there is no verdict at all', verdicts: [], on: { '2025-03-10': null } },
  {
    title: 'none was ever published',
    verdicts: [proposal('proposed'), proposal('sent-back'), proposal('withdrawn')],
    on: { '2025-03-10': null },
  },
  {
    title: 'one says nothing of its days: from its assessment on, without end',
    verdicts: [verdict('a', 1)],
    on: { '2025-03-09': null, '2025-03-10': 'a', '2199-01-01': 'a' },
  },
  {
    title: 'one was assessed in a month: from its first day',
    verdicts: [verdict('a', 1, { assessedOn: '2025-04' })],
    on: { '2025-03-31': null, '2025-04-01': 'a' },
  },
  {
    title: 'validFrom lies before the assessment',
    verdicts: [verdict('a', 1, { validFrom: '2024-02-28' })],
    on: { '2024-02-27': null, '2024-02-28': 'a' },
  },
  {
    title: 'validFrom lies after the assessment',
    verdicts: [verdict('a', 1, { validFrom: '2025-03-12' })],
    on: { '2025-03-10': null, '2025-03-11': null, '2025-03-12': 'a' },
  },
  {
    title: 'validUntil ends it, that day included',
    verdicts: [verdict('a', 1, { validUntil: '2025-03-31' })],
    on: { '2025-03-31': 'a', '2025-04-01': null },
  },
  {
    title: 'partial days are widened: a year, a month',
    verdicts: [verdict('a', 1, { validFrom: '2024', validUntil: '2025-02' })],
    on: { '2023-12-31': null, '2024-01-01': 'a', '2025-02-28': 'a', '2025-03-01': null },
  },
  {
    title: 'a month of a leap year has its 29th day',
    verdicts: [verdict('a', 1, { validFrom: '2024-02', validUntil: '2024-02' })],
    on: { '2024-02-01': 'a', '2024-02-29': 'a', '2024-03-01': null },
  },
  {
    title: 'a superseded one ends the day before its successor starts',
    verdicts: [superseded('a', 1, 'b'), verdict('b', 2, { assessedOn: '2025-06-01', validFrom: '2025-05-01' })],
    on: { '2025-04-30': 'a', '2025-05-01': 'b' },
  },
  {
    title: 'a superseded one lasts no longer than its own validUntil, and leaves a gap',
    verdicts: [superseded('a', 1, 'b', { validUntil: '2025-04' }), verdict('b', 2, { assessedOn: '2025-06-01' })],
    on: { '2025-04-30': 'a', '2025-05-01': null, '2025-05-31': null, '2025-06-01': 'b' },
  },
  {
    title: 'a superseded one covers no day where its successor starts no later',
    verdicts: [superseded('a', 1, 'b'), verdict('b', 2, { validUntil: '2025-03-15' })],
    on: { '2025-03-10': 'b', '2025-03-16': null },
  },
  {
    title: 'a line of successors goes from one to the next',
    verdicts: [
      superseded('a', 1, 'b', { assessedOn: '2025-01-01' }),
      superseded('b', 2, 'c', { assessedOn: '2025-02-01' }),
      verdict('c', 3, { assessedOn: '2025-03-01' }),
    ],
    on: { '2025-01-31': 'a', '2025-02-01': 'b', '2025-02-28': 'b', '2025-03-01': 'c' },
  },
  {
    title: 'a later retraction of the successor does not revive the one before',
    verdicts: [superseded('a', 1, 'b'), verdict('b', 2, { state: 'retracted', assessedOn: '2025-05-01' })],
    on: { '2025-04-30': 'a', '2025-05-01': null },
  },
  {
    title: 'a retracted one covers no day',
    verdicts: [verdict('a', 1, { state: 'retracted' })],
    on: { '2025-03-10': null },
  },
  {
    title: 'a materially corrected one covers no day, the one that corrects it its own',
    verdicts: [corrected('a', 1, 'b'), verdict('b', 2, { assessedOn: '2025-03-20' })],
    on: { '2025-03-10': null, '2025-03-19': null, '2025-03-20': 'b' },
  },
  {
    title: 'the nearest successor that was not materially corrected ends a superseded one',
    verdicts: [
      superseded('a', 1, 'b'),
      corrected('b', 2, 'c', { assessedOn: '2025-05-01' }),
      verdict('c', 3, { assessedOn: '2025-07-01' }),
    ],
    on: { '2025-05-15': 'a', '2025-06-30': 'a', '2025-07-01': 'c' },
  },
  {
    title: 'that one ends it also where it was retracted since',
    verdicts: [
      superseded('a', 1, 'b'),
      corrected('b', 2, 'c', { assessedOn: '2025-05-01' }),
      verdict('c', 3, { state: 'retracted', assessedOn: '2025-07-01' }),
    ],
    on: { '2025-06-30': 'a', '2025-07-01': null },
  },
  {
    title: 'of several that overlap the latest published goes first, whatever their order',
    verdicts: [
      verdict('late', 2, { validFrom: '2025-02-01', validUntil: '2025-02-28' }),
      verdict('early', 1, { validFrom: '2025-01-01' }),
    ],
    on: { '2025-01-31': 'early', '2025-02-01': 'late!', '2025-02-28': 'late!', '2025-03-01': 'early' },
  },
  {
    title: 'a new verdict after a retraction stands by itself, and what the retracted one had superseded keeps its end',
    verdicts: [
      superseded('a', 1, 'b', { assessedOn: '2025-01-01' }),
      verdict('b', 2, { state: 'retracted', assessedOn: '2025-02-01' }),
      verdict('c', 3, { assessedOn: '2025-04-01' }),
    ],
    on: { '2025-01-31': 'a', '2025-02-01': null, '2025-03-31': null, '2025-04-01': 'c' },
  },
];

describe('The verdict for a day', () => {
  it('has twenty cases', () => {
    expect(CASES).toHaveLength(20);
  });

  it.each(CASES)('where $title', ({ verdicts, on }) => {
    const answers = Object.keys(on).map((day) => {
      const { verdictId, rule } = validAt(coverage(verdicts), day);
      return [day, verdictId, rule];
    });
    expect(answers).toEqual(
      Object.entries(on).map(([day, held]) => {
        if (held === null) return [day, null, 'no-verdict-for-that-day'];
        return held.endsWith('!')
          ? [day, held.slice(0, -1), 'latest-published-of-several']
          : [day, held, 'only-verdict-for-that-day'];
      }),
    );
  });
});

describe('The days for which a verdict was said to hold', () => {
  it.each([
    ['from its assessment on', {}, '2025-03-10', null],
    ['from its own first day', { validFrom: '2024-02' }, '2024-02-01', null],
    ['to its last', { validFrom: '2024', validUntil: '2024-02' }, '2024-01-01', '2024-02-29'],
  ])('are %s', (_, days, first, last) => {
    expect(termOf(verdict('a', 1, days))).toEqual({ first, last });
  });

  it.each(['superseded', 'corrected', 'retracted'])('are the same where it was %s since', (state) => {
    const term = termOf(verdict('a', 1, { state, successor: 'b', validUntil: '2025-04' }));
    expect(term).toEqual({ first: '2025-03-10', last: '2025-04-30' });
  });
});

describe('Days from one date to another', () => {
  it.each([
    [undefined, undefined, { '0001-01-01': true, '9999-12-31': true }],
    ['2019', undefined, { '2018-12-31': false, '2019-01-01': true, '9999-12-31': true }],
    [undefined, '2020-02', { '0001-01-01': true, '2020-02-29': true, '2020-03-01': false }],
    ['2019-05-02', '2019-05-02', { '2019-05-01': false, '2019-05-02': true, '2019-05-03': false }],
    // It was taken away again before the day since when it had been known by it: nobody was, on no day.
    ['2021', '2020', { '2020-12-31': false, '2021-01-01': false }],
  ])('%s to %s take in these', (from, until, days) => {
    const span = spanOf(from, until);
    expect(Object.keys(days).map((day) => [day, covers(span, day)])).toEqual(Object.entries(days));
  });
});
