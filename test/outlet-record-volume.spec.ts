import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { Rating } from '../src/claims/claim.events.js';
import { outletRecord } from '../src/projections/outlets/outlet-record.js';
import { RECORD_DEPENDS_ON } from '../src/projections/outlets/outlet-record.reading.js';
import { ANYBODY } from '../src/projections/engine/view.js';
import { aClaim, anOutlet } from './support/claims.js';
import { startQuestions, type Questioned } from './support/questions.js';
import type { Entry } from './support/recording.js';

const CLAIMS = 1000;
const TOPICS = ['economy', 'health', 'war'];
const RATINGS: readonly Rating[] = ['TRUE', 'MOSTLY_TRUE', 'MIXED', 'MOSTLY_FALSE', 'FALSE', 'UNPROVEN'];
const [outletId, agency] = [v7(), v7()];

/** What the spec itself notes of a claim: how the outlet carries it, and how it is rated from which day on. */
interface Noted {
  readonly made: ReturnType<typeof aClaim>;
  readonly verdictId: string;
  readonly topic: string;
  /** Where it stands, if the record is to count it at all. */
  readonly group: 'ownVoice' | 'relaying' | 'attribution' | null;
  readonly day: string;
  readonly rendered: 'accurate' | 'altered' | 'false';
  /** From which day on what holds, last one first. */
  readonly held: { readonly from: string; readonly rating: Rating }[];
  readonly published: boolean;
}

let desk: Questioned;
let noted: readonly Noted[];
beforeAll(async () => {
  desk = await startQuestions(RECORD_DEPENDS_ON);
  await desk.record(...anOutlet(outletId, 'Large'));
  const claims = Array.from({ length: CLAIMS }, (_, i) => aClaimOf(i));
  noted = claims.map(({ note }) => note);
  const entries = claims.flatMap((each) => each.entries);
  for (let i = 0; i < entries.length; i += 200) await desk.recording.record(...entries.slice(i, i + 200));
  const { position } = await desk.recording.ledger.read.head();
  expect(await desk.engine.waitForPosition(RECORD_DEPENDS_ON, position, 50_000)).toBe(true);
}, 55_000);
afterAll(() => desk.end());

/** The same in every run: each claim differs from the others by its number alone. */
function aClaimOf(i: number): { note: Noted; entries: Entry[] } {
  const made = aClaim();
  const [workId, appearanceId, verdictId] = [v7(), v7(), v7()];
  const topic = TOPICS[i % 3] as string;
  const rating = RATINGS[i % 6] as Rating;
  const kind = i % 7;
  // A day of 2024, or of 2025 before and after the first day for which there is a verdict.
  const day = `${i % 5 === 0 ? '2024' : '2025'}-${String((i % 12) + 1).padStart(2, '0')}-15`;
  const rendered = (['accurate', 'accurate', 'altered', 'false'] as const)[i % 4] as Noted['rendered'];
  const mode = kind < 4 ? 'own-voice' : kind < 6 ? 'attributed' : 'question';
  const relayed = kind === 2 || kind === 3;
  const published = i % 10 !== 9;
  const facts = { outletId, outletBasis: 'stated', publishedOn: day, publishedOnBasis: 'stated', reservationId: v7() };
  const place = {
    appearanceId,
    workId,
    originId: outletId,
    place: 'body',
    excerpted: true,
    challenged: false,
  } as const;
  const step = { upstreamId: v7(), of: { appearanceId }, kind: 'institution', originId: agency } as const;
  const entries: Entry[] = [
    made.submitted({ topics: [topic] }),
    { stream: `work-${workId}`, type: 'WorkRecorded', facts, words: { title: 'A title' } },
    made.entry('AppearanceRecorded', {
      ...place,
      mode,
      ...(mode === 'attributed' ? { attribution: rendered } : {}),
    }),
    ...(relayed
      ? [made.entry('UpstreamAttributed', { ...step, relation: 'wire-copy', translated: false, basis: 'credited' })]
      : []),
    made.proposed(verdictId, { rating, validFrom: '2025-01-01' }),
    ...(published ? [made.published(verdictId)] : []),
  ];
  const group = mode === 'question' ? null : mode === 'attributed' ? 'attribution' : relayed ? 'relaying' : 'ownVoice';
  return {
    note: { made, verdictId, topic, group, day, rendered, held: [{ from: '2025-01-01', rating }], published },
    entries,
  };
}

const ratingOf = ({ held, day }: Noted): Rating | undefined => held.find(({ from }) => from <= day)?.rating;

/** Counts what was noted, one claim after the other, without anything of the program. */
function countOf(those: readonly Noted[]) {
  const group = () => ({ counted: 0, borneOut: 0, refuted: 0 });
  const sums = { ownVoice: group(), relaying: group(), accurate: 0, altered: 0, false: 0, attribution: 0, none: 0 };
  for (const each of those) {
    if (!each.published) continue;
    if (each.group === 'attribution') {
      sums.attribution += 1;
      sums[each.rendered] += 1;
    } else if (each.group !== null) {
      const rating = ratingOf(each);
      if (rating === undefined) sums.none += 1;
      else {
        sums[each.group].counted += 1;
        if (rating === 'TRUE' || rating === 'MOSTLY_TRUE') sums[each.group].borneOut += 1;
        if (rating === 'FALSE' || rating === 'MOSTLY_FALSE') sums[each.group].refuted += 1;
      }
    }
  }
  return sums;
}

type Part = Pick<Awaited<ReturnType<typeof outletRecord.answer>>, 'ownVoice' | 'relaying' | 'attribution'>;
const told = ({ ownVoice, relaying, attribution }: Part) => {
  const group = (each: Part['ownVoice']) => ({
    counted: each.counted,
    borneOut: each.borneOut.count,
    refuted: each.refuted.count,
  });
  const { accurate, altered, counted } = attribution;
  return {
    ownVoice: group(ownVoice),
    relaying: group(relaying),
    accurate: accurate.count,
    altered: altered.count,
    false: attribution.false.count,
    attribution: counted,
  };
};
const withoutNone = ({ none: _, ...sums }: ReturnType<typeof countOf>) => sums;
const record = (
  args: { by?: 'month' | 'quarter' | 'year' | 'topic'; topic?: string; validAt?: string } = {},
  asOf?: number,
) => desk.ask(outletRecord, { id: outletId, ...args }, { reader: ANYBODY, asOf });

describe('The record of an outlet with a thousand claims', () => {
  it('is what counting the same another way gives, whole and in its parts', async () => {
    const whole = await record();
    const published = noted.filter((each) => each.published);
    expect(whole.claims.published).toBe(published.length);
    expect(told(whole)).toEqual(withoutNone(countOf(noted)));
    expect(whole.appearances.leftOut.find(({ reason }) => reason === 'no-verdict-for-that-day')?.count).toBe(
      countOf(noted).none,
    );
    const spans = [
      ['year', (day: string) => day.slice(0, 4)],
      ['quarter', (day: string) => `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) + 2) / 3)}`],
      ['month', (day: string) => day.slice(0, 7)],
    ] as const;
    for (const [by, of] of spans) {
      const { parts } = await record({ by });
      const names = [...new Set(published.map(({ day }) => of(day)))].sort();
      expect(parts.map(({ part }) => part)).toEqual(names);
      for (const part of parts) {
        const those = noted.filter(({ day }) => of(day) === part.part);
        expect([part.part, told(part)]).toEqual([part.part, withoutNone(countOf(those))]);
      }
    }
    const byTopic = (await record({ by: 'topic' })).parts;
    expect(byTopic.map(({ part }) => part)).toEqual(TOPICS);
    for (const part of byTopic) {
      const those = noted.filter(({ topic }) => topic === part.part);
      expect(told(part)).toEqual(withoutNone(countOf(those)));
      expect(told(await record({ topic: String(part.part) }))).toEqual(told(part));
    }
    const early = noted.filter(({ day }) => day <= '2025-03-31');
    expect(told(await record({ validAt: '2025-03-31' }))).toEqual(withoutNone(countOf(early)));
  });

  it('follows ten verdicts that change, from the position on at which each did', async () => {
    const before = await record({ by: 'quarter' });
    const rated = noted.filter(
      (each) => each.published && (each.group === 'ownVoice' || each.group === 'relaying') && each.day >= '2025-02',
    );
    const changed = rated.filter((_, i) => i % 30 === 0).slice(0, 10);
    expect(changed).toHaveLength(10);
    const moments = [[before.position, countOf(noted)] as const];
    for (const [i, each] of changed.entries()) {
      const { made, verdictId, held, day } = each;
      const [by, rating] = [v7(), ratingOf(each) === 'TRUE' ? 'FALSE' : 'TRUE'] as const;
      const follow = (as: 'supersession' | 'correction', validFrom: string): Entry[] => [
        made.proposed(by, { rating, validFrom, follows: { verdictId, as } }),
        made.published(by),
      ];
      let entries: Entry[];
      if (i % 4 === 0) {
        // Retracted: no verdict holds.
        entries = [made.entry('VerdictRetracted', { verdictId })];
        held.splice(0);
      } else if (i % 4 === 1) {
        // Our error: the other one held all the time.
        entries = [
          ...follow('correction', '2025-01-01'),
          made.entry('VerdictCorrected', { verdictId, grade: 'material', by }),
        ];
        held.splice(0, held.length, { from: '2025-01-01', rating });
      } else {
        // New facts: from the day of publication on, or later, by which nothing that was published is judged.
        const from = i % 4 === 2 ? day : '2026-01-01';
        entries = [...follow('supersession', from), made.entry('VerdictSuperseded', { verdictId, by })];
        held.unshift({ from, rating });
      }
      moments.push([await desk.record(...entries), countOf(noted)]);
      expect([i, told(await record())]).toEqual([i, withoutNone(countOf(noted))]);
    }
    expect(countOf(noted)).not.toEqual(moments[0]?.[1]);
    for (const [asOf, sums] of moments) expect(told(await record({}, asOf))).toEqual(withoutNone(sums));
    expect((await record({ by: 'quarter' }, before.position)).parts).toEqual(before.parts);
  });
});
