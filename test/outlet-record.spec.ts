import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { CorrectionKind } from '../src/works/work.events.js';
import { outletClaims } from '../src/projections/outlets/outlet-claims.js';
import { outletRecord } from '../src/projections/outlets/outlet-record.js';
import { ANYBODY } from '../src/projections/engine/view.js';
import { aClaim, anOutlet } from './support/claims.js';
import { startQuestions, type Questioned } from './support/questions.js';
import type { Entry } from './support/recording.js';

let desk: Questioned;
beforeAll(async () => {
  desk = await startQuestions();
});
afterAll(() => desk.end());

const today = () => new Date().toISOString().slice(0, 10);
const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** A published claim in a work of its own. */
const carried = (outletId: string, publishedOn: string | undefined, topics: readonly string[] = []) => {
  const made = aClaim();
  const [workId, verdictId] = [v7(), v7()];
  const facts = {
    outletId,
    outletBasis: 'stated',
    publishedOnBasis: publishedOn ? 'stated' : 'unknown',
    reservationId: v7(),
    ...(publishedOn ? { publishedOn } : {}),
  };
  const place = {
    workId,
    originId: outletId,
    mode: 'own-voice',
    place: 'body',
    excerpted: true,
    challenged: false,
  } as const;
  return {
    workId,
    entries: [
      { stream: `work-${workId}`, type: 'WorkRecorded', facts, words: { title: 'A title' } },
      made.submitted({ topics: [...topics] }),
      made.entry('AppearanceRecorded', { appearanceId: v7(), ...place }),
      made.proposed(verdictId, { validFrom: '2020' }),
      made.published(verdictId),
    ] as Entry[],
  };
};
const corrected = (workId: string, kind: CorrectionKind, publishedOn?: string): Entry => ({
  stream: `work-${workId}`,
  type: 'OutletCorrectionObserved',
  facts: { correctionId: v7(), kind, observedOn: today(), ...(publishedOn ? { publishedOn } : {}) },
});
const recordOf = (id: string, args: { by?: 'month' | 'topic'; validAt?: string } = {}, asOf?: number) =>
  desk.ask(outletRecord, { id, ...args }, { reader: ANYBODY, asOf });

describe('The time that an outlet takes to correct', () => {
  it('is a median of days from publication, and from our verdict, told from ten works on', async () => {
    const outletId = v7();
    await desk.record(...anOutlet(outletId, 'Correcting'));
    const works = Array.from({ length: 10 }, () => carried(outletId, '2025-03-01'));
    for (const { entries } of works) await desk.recording.record(...entries);
    // After 1 to 9 days, and one after our verdict, which is of today.
    for (const [i, { workId }] of works.slice(0, 9).entries()) {
      await desk.recording.record(corrected(workId, 'correction', daysFrom('2025-03-01', i + 1)));
    }
    const nine = await desk.record(corrected((works[9] as { workId: string }).workId, 'silent-edit', '2025-03-02'));
    expect((await recordOf(outletId)).corrections).toMatchObject({
      silent: 1,
      sincePublication: { count: 9, medianDays: null },
      sinceVerdict: { count: 0, medianDays: null },
    });
    const { workId } = works[9] as { workId: string };
    const late = daysFrom(today(), 4);
    await desk.record(corrected(workId, 'editors-note', late), corrected(workId, 'correction', daysFrom(late, 1)));
    // Days 1 to 9 and a much later one: between the fifth and the sixth.
    expect((await recordOf(outletId)).corrections).toMatchObject({
      sincePublication: { count: 10, medianDays: 5.5 },
      sinceVerdict: { count: 1, medianDays: null },
    });
    expect((await recordOf(outletId, {}, nine)).corrections.sincePublication.count).toBe(9);
  });

  it('is not known of days that are not, and not of corrections from before', async () => {
    const outletId = v7();
    await desk.record(...anOutlet(outletId, 'Unknown'));
    const [vague, early, undated] = [
      carried(outletId, '2025-03'),
      carried(outletId, '2025-03-10'),
      carried(outletId, '2025-03-10'),
    ];
    await desk.recording.record(...vague.entries, ...early.entries, ...undated.entries);
    await desk.record(
      corrected(vague.workId, 'correction', '2025-04-01'),
      corrected(early.workId, 'correction', '2025-03-01'),
      corrected(undated.workId, 'correction'),
    );
    const { corrections } = await recordOf(outletId);
    expect(corrections).toMatchObject({ changed: 3, sincePublication: { count: 0 }, sinceVerdict: { count: 0 } });
  });
});

describe('A record that is taken apart', () => {
  it('has what belongs to no part last, a claim under each of its topics, and an interval by its first day', async () => {
    const outletId = v7();
    await desk.record(...anOutlet(outletId, 'Parts'));
    for (const each of [
      carried(outletId, '2025-03-31/2025-04-02', ['war', 'economy']),
      carried(outletId, undefined),
      carried(outletId, '2025-04-01', ['war']),
    ]) {
      await desk.record(...each.entries);
    }
    const counts = (parts: Awaited<ReturnType<typeof recordOf>>['parts']) =>
      parts.map(({ part, published, counted }) => [part, published, counted]);
    expect(counts((await recordOf(outletId, { by: 'month' })).parts)).toEqual([
      ['2025-03', 1, 1],
      ['2025-04', 1, 1],
      [null, 1, 0],
    ]);
    expect(counts((await recordOf(outletId, { by: 'topic' })).parts)).toEqual([
      ['economy', 1, 1],
      ['war', 2, 2],
      [null, 1, 0],
    ]);
    // On 1 April only the last of them was certainly out.
    expect(await recordOf(outletId, { validAt: '2025-04-01' })).toMatchObject({
      appearances: { published: 1 },
      validAt: '2025-04-01',
    });
  });
});

describe('The claims of an outlet', () => {
  it('as of a day of the world are those of its record of that day, page by page', async () => {
    const outletId = v7();
    const places = ['2025-03-01', '2025-03-05', '2025-03-10', '2025-03'].map((day) => carried(outletId, day));
    await desk.record(...anOutlet(outletId, 'Dated'), ...places.flatMap(({ entries }) => entries));
    const works: string[] = [];
    const page = (cursor?: string, validAt?: string) =>
      desk.ask(outletClaims, { id: outletId, limit: 1, cursor, validAt }, { reader: ANYBODY });
    for (let next: string | null | undefined; next !== null;) {
      const { items, nextCursor, validAt } = await page(next, next === undefined ? '2025-03-05' : undefined);
      expect(validAt).toBe('2025-03-05');
      works.push(...items.flatMap(({ appearances }) => appearances.map(({ workId }) => workId)));
      next = nextCursor;
    }
    expect(works).toEqual([places[1]?.workId, places[0]?.workId]);
    expect((await recordOf(outletId, { validAt: '2025-03-05' })).appearances.published).toBe(2);
    const { nextCursor } = await page(undefined, '2025-03-05');
    await expect(page(nextCursor ?? '', '2025-03-06')).rejects.toMatchObject({ code: 'cursor-invalid' });
  });
});
