import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { Rating } from '../src/claims/claim.events.js';
import { agreement } from '../src/projections/review/agreement.js';
import { agreementOf } from '../src/projections/review/agreement.kappa.js';
import { ANYBODY, type Reader } from '../src/projections/engine/view.js';
import { aClaim } from './support/claims.js';
import { EDITOR, startQuestions, type Questioned } from './support/questions.js';
import type { Entry } from './support/recording.js';

const times = <Pair>(n: number, pair: Pair): Pair[] => Array.from({ length: n }, () => pair);

describe('Kappa', () => {
  it('and its interval are those of a table that is counted by hand', () => {
    // 20 and 15 agree, 5 and 10 do not: observed 0.7, by chance 0.5, variance 0.0504 / 3.125 (Fleiss, Cohen, Everitt 1969).
    const pairs = [
      ...times(20, ['TRUE', 'TRUE'] as const),
      ...times(15, ['FALSE', 'FALSE'] as const),
      ...times(5, ['TRUE', 'FALSE'] as const),
      ...times(10, ['FALSE', 'TRUE'] as const),
    ];
    const half = 1.959964 * Math.sqrt(0.0504 / 3.125);
    const rate = agreementOf(pairs);
    expect(rate).toMatchObject({ pairs: 50, agreed: 35, observed: 0.7, expected: 0.5, kappa: 0.4 });
    expect(rate.low).toBeCloseTo(0.4 - half, 3);
    expect(rate.high).toBeCloseTo(0.4 + half, 3);
  });

  it('is withheld under thirty pairs, and where only one rating was ever given', () => {
    expect(agreementOf(times(29, ['TRUE', 'FALSE']))).toEqual({
      pairs: 29,
      agreed: 0,
      observed: null,
      expected: null,
      kappa: null,
      low: null,
      high: null,
    });
    expect(agreementOf(times(30, ['TRUE', 'TRUE']))).toMatchObject({
      observed: 1,
      expected: 1,
      kappa: null,
      low: null,
    });
  });

  it('is 1 where all agree on several ratings, and stays within its bounds', () => {
    const all = [...times(20, ['TRUE', 'TRUE'] as const), ...times(20, ['FALSE', 'FALSE'] as const)];
    expect(agreementOf(all)).toMatchObject({ kappa: 1, low: 1, high: 1 });
    const none = [...times(20, ['TRUE', 'FALSE'] as const), ...times(20, ['FALSE', 'TRUE'] as const)];
    expect(agreementOf(none)).toMatchObject({ kappa: -1, low: -1, high: -1 });
  });
});

describe('The agreement of reviewers', () => {
  let desk: Questioned;
  beforeAll(async () => {
    desk = await startQuestions();
  });
  afterAll(() => desk.end());

  const [one, two, three] = [v7(), v7(), v7()].sort() as [string, string, string];
  const auditor: Reader = { id: v7(), roles: ['auditor'] };
  const ask = (asOf?: number) => desk.ask(agreement, {}, { reader: auditor, asOf });
  /** A proposal of one, rated by others beside it, and settled unless it is left open. */
  const rated = async (
    proposer: string,
    rating: Rating,
    seconds: readonly { rater: string; rating: Rating; blind?: boolean }[],
    settle: 'VerdictPublished' | 'VerdictSentBack' | 'VerdictProposalWithdrawn' | null = 'VerdictPublished',
  ) => {
    const made = aClaim();
    const verdictId = v7();
    const by = (actor: string, entry: Entry): Promise<number> => desk.recording.record({ ...entry, actor });
    await by(proposer, made.submitted());
    await by(proposer, made.proposed(verdictId, { rating }));
    for (const { rater, rating: own, blind = true } of seconds) {
      const facts = { verdictId, scale: 'truth-5', scaleVersion: 1, rating: own, wordingId: v7(), blind };
      await by(rater, made.entry('SecondRatingRecorded', facts));
    }
    if (settle === 'VerdictPublished') await by(three, made.published(verdictId));
    else if (settle) await by(proposer, made.entry(settle, { verdictId }));
    return desk.record(made.entry('ClaimTagged', { topics: [] }));
  };

  it('counts blind pairs of settled proposals only, together and for each two', async () => {
    await rated(one, 'TRUE', [{ rater: two, rating: 'TRUE' }]);
    await rated(two, 'FALSE', [{ rater: one, rating: 'MIXED' }], 'VerdictSentBack');
    await rated(
      one,
      'FALSE',
      [
        { rater: two, rating: 'FALSE' },
        { rater: three, rating: 'TRUE' },
      ],
      'VerdictProposalWithdrawn',
    );
    const then = await rated(one, 'TRUE', [{ rater: two, rating: 'FALSE', blind: false }]);
    await rated(one, 'TRUE', [{ rater: two, rating: 'TRUE' }], null);
    const { scales, minimum } = await ask();
    expect(minimum).toBe(30);
    expect(scales).toMatchObject([
      { scale: 'truth-5', scaleVersion: 1, overall: { pairs: 4, agreed: 2, kappa: null } },
    ]);
    expect(scales[0]?.reviewers.map(({ people, pairs, agreed }) => [people, pairs, agreed])).toEqual([
      [[one, two], 3, 2],
      [[one, three], 1, 0],
    ]);
    expect((await ask(then)).scales).toEqual(scales);
  });

  it('takes the two in the same order, whoever of them proposed', async () => {
    const before = (await ask()).position;
    // One says TRUE where two says FALSE, also where two proposed: for the two of them nobody but chance agrees.
    for (let i = 0; i < 15; i += 1) {
      await rated(one, 'TRUE', [{ rater: two, rating: 'FALSE' }]);
      await rated(two, 'FALSE', [{ rater: one, rating: 'TRUE' }]);
    }
    const pair = (await ask()).scales[0]?.reviewers[0];
    expect(pair).toMatchObject({ people: [one, two], pairs: 33, agreed: 2 });
    // TRUE by one: 31 of 33, by two 1; FALSE by one 1, by two 32 less what is MIXED; so chance agrees seldom.
    expect(pair?.expected).toBeCloseTo((31 / 33) * (1 / 33) + (1 / 33) * (32 / 33), 3);
    expect((await ask(before)).scales[0]?.overall.pairs).toBe(4);
  });

  it('is for reviewers and those who check them', async () => {
    for (const reader of [ANYBODY, EDITOR]) {
      await expect(desk.ask(agreement, {}, { reader })).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});
