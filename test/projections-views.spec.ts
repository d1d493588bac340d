import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { eraseWords } from './support/erasing.js';
import { ViewQuery, ViewQueryHandler } from '../src/projections/view-query.js';
import { claimProjection } from '../src/projections/claims/claim.projection.js';
import { tableOf } from '../src/projections/engine/store.js';
import { claimCompare } from '../src/projections/claims/claim-compare.js';
import { claimHistory } from '../src/projections/claims/claim-history.js';
import { claimList } from '../src/projections/claims/claim-list.js';
import { claimPage, verdictPage } from '../src/projections/claims/claim-page.js';
import { eventList } from '../src/projections/log/events.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { outletRecord } from '../src/projections/outlets/outlet-record.js';
import { outletPage, outletList } from '../src/projections/outlets/outlet-page.js';
import type { Projections } from '../src/projections/projections.js';
import { ANYBODY, type AnswerMeta, type Reader, type View } from '../src/projections/engine/view.js';
import { workPage, workByAddress } from '../src/projections/outlets/work-page.js';
import { commitStream, parseLeaf } from '../src/ledger/leaf.js';
import { aClaim, anOutlet, aWork } from './support/claims.js';
import { withClient } from './support/database.js';
import { EDITOR, startQuestions, type Questioned } from './support/questions.js';
import { SOMEBODY, type Entry } from './support/recording.js';

const AUDITOR: Reader = { id: v7(), roles: ['auditor'] };

let questions: Questioned;

const ask: Questioned['ask'] = (view, args, beside) => questions.ask(view, args, beside);
const refusedWith = (code: string) => expect.objectContaining({ code }) as unknown as Error;
/** Records, and waits until lists have it. */
const record = (...entries: Entry[]): Promise<number> => questions.record(...entries);
const erase = async (...positions: number[]): Promise<number> => {
  const erasure = {
    positions,
    basis: 'data-protection',
    reason: 'asked for',
    actor: v7(),
    causation: v7(),
  } as const;
  return (await eraseWords(questions.recording.ledger, erasure)).position;
};

/** A claim that somebody published a verdict on, cited evidence and all. */
const published = async (facts: Parameters<ReturnType<typeof aClaim>['submitted']>[0] = {}, words: object = {}) => {
  const made = aClaim();
  const [workId, evidenceId, uncited, verdictId] = [v7(), v7(), v7(), v7()];
  const submitted = await record(made.submitted(facts, words));
  await record(aWork(workId, null), made.appeared(workId, workId, v7(), { note: 'for the desk' }));
  await record(made.attached(evidenceId, {}, { note: 'for the desk' }), made.attached(uncited));
  const pin = { evidenceId, eventId: v7(), originId: v7() };
  const before = await record(made.proposed(verdictId, { evidence: [pin] }));
  const at = await record(made.published(verdictId, [pin.originId]));
  return { ...made, submitted, before, at, workId, evidenceId, uncited, verdictId };
};

/** Numbers from 0 to 1 that follow from a seed (mulberry32, T. Ettinger, public domain). */
const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/**
 * Steps of a claim's life, one at a time and in any order. Nothing that takes something from the public again (withholding,
 * merging) and nobody blind: those hold for every moment, so that earlier answers are rightly no longer given.
 */
function randomHistory(
  made: ReturnType<typeof aClaim>,
  {
    pick,
    others,
    workId,
    outletId,
  }: { pick: <T>(list: readonly T[]) => T; others: string[]; workId: string; outletId: string },
): () => Entry[] {
  const { entry } = made;
  const appearances: string[] = [];
  const evidence: string[] = [];
  const disputes: string[] = [];
  const published: string[] = [];
  const relations: { relationId: string; relation: 'updates'; claimId: string }[] = [];
  const fresh = (list: string[]): string => list[list.push(v7()) - 1] ?? '';
  const steps: (() => Entry[])[] = [
    () => [entry('ClaimReworded', { wordingId: v7(), language: 'en', kind: 'event' }, { text: `Wording ${v7()}` })],
    () => [entry('ClaimTagged', { topics: [pick(['a', 'b', 'c'])] })],
    () => [
      entry(
        'ClaimantCorrected',
        { claimantId: v7(), claimedOn: '2025-01', claimedOnBasis: 'stated' },
        { claimant: { name: 'N' } },
      ),
    ],
    () => [made.appeared(workId, outletId, fresh(appearances))],
    () => [entry('AttributionChecked', { appearanceId: pick(appearances) ?? v7(), attribution: 'altered' })],
    () => [entry('AppearanceWithdrawn', { appearanceId: pick(appearances) ?? v7() }, { reason: 'none' })],
    () => [made.attached(fresh(evidence))],
    () => [entry('EvidenceWithdrawn', { evidenceId: pick(evidence) ?? v7() }, { reason: 'none' })],
    () => {
      const [verdictId, before] = [v7(), published.at(-1)];
      const pins = evidence.map((evidenceId) => ({ evidenceId, eventId: v7(), originId: null }));
      published.push(verdictId);
      return [
        made.proposed(verdictId, {
          rating: pick(['TRUE', 'FALSE', 'MIXED']),
          evidence: pins,
          assessedOn: pick(['2025-01-01', '2025-02']),
        }),
        made.published(verdictId),
        ...(before ? [entry('VerdictSuperseded', { verdictId: before, by: verdictId })] : []),
      ];
    },
    () => [made.proposed(v7(), { rating: 'UNPROVEN' })],
    () => [entry('NoteAdded', { noteId: v7() }, { text: 'a note' })],
    () => [entry('ReviewAssigned', { reviewer: v7() })],
    () => [
      entry(
        'DisputeOpened',
        { disputeId: fresh(disputes), verdictId: published.at(-1) ?? v7(), party: 'reader' },
        { grounds: 'no' },
      ),
    ],
    () => [entry('DisputeDecided', { disputeId: pick(disputes) ?? v7(), outcome: 'upheld' }, { reason: 'so' })],
    () => [
      entry(
        'VerdictCorrected',
        { verdictId: published.at(-1) ?? v7(), grade: 'minor', texts: ['summary'] },
        { summary: v7() },
      ),
    ],
    () => [entry('ReplyReceived', { replyId: v7(), from: 'outlet', outletId }, { text: 'a reply' })],
    () => {
      const relation = {
        relationId: v7(),
        relation: 'updates',
        claimId: pick(others.filter((id) => id !== made.id)),
      } as const;
      relations.push(relation);
      return [entry('ClaimRelated', relation)];
    },
    () => {
      const relation = relations.pop();
      return [relation ? entry('ClaimUnrelated', relation, { reason: 'no' }) : entry('NoteAdded', { noteId: v7() })];
    },
    () => [entry('VerdictTranslated', { verdictId: published.at(-1) ?? v7(), language: 'uk' }, { summary: v7() })],
  ];
  return () => pick(steps)();
}

beforeAll(async () => {
  questions = await startQuestions();
});
afterAll(() => questions.end());

describe('A question as of then', () => {
  it('is answered as it was answered then, by page, list, history and feed', async () => {
    const [one, two] = [aClaim(), aClaim()];
    const [outletId, workId, evidenceId, first, second] = [v7(), v7(), v7(), v7(), v7()];
    const pin = { evidenceId, eventId: v7(), originId: v7() };
    const follows = { verdictId: first, as: 'supersession' } as const;
    const steps: Entry[][] = [
      anOutlet(outletId, 'Then', ['then.example']),
      [one.submitted({ topics: ['a'], claimedOn: '2025-02' })],
      [aWork(workId, outletId)],
      [one.appeared(workId, outletId)],
      [two.submitted({ claimedOn: '2025-03-01' })],
      [one.attached(evidenceId)],
      [one.proposed(first, { evidence: [pin] })],
      [one.published(first)],
      [two.appeared(workId, outletId)],
      [one.proposed(second, { rating: 'FALSE', follows, assessedOn: '2025-06-01' })],
      [one.published(second), one.entry('VerdictSuperseded', { verdictId: first, by: second })],
      [one.entry('VerdictRetracted', { verdictId: second }, { reason: 'forged' })],
      [one.entry('EvidenceWithdrawn', { evidenceId }, { reason: 'forged' })],
      [one.entry('RetractionOverturned', { verdictId: second }, { reason: 'it was not' })],
    ];
    const answers = async (asOf?: number) => {
      const when = asOf === undefined ? {} : { asOf };
      const attempt = (asked: Promise<AnswerMeta>) =>
        asked.then(
          ({ asOf: _, ...answer }) => answer,
          (error: { code: string }) => error.code,
        );
      return Promise.all(
        [EDITOR, ANYBODY].flatMap((reader) => [
          attempt(ask(claimPage, { id: one.id, validAt: '2025-06-02' }, { ...when, reader })),
          attempt(ask(claimHistory, { id: one.id }, { ...when, reader })),
          attempt(ask(claimList, { outlet: outletId }, { ...when, reader })),
          attempt(ask(claimList, { topic: 'a', validAt: '2025-01-02', rating: 'TRUE' }, { ...when, reader })),
          attempt(ask(claimList, { sort: 'claimedOn' }, { ...when, reader })),
          attempt(ask(outletList, {}, { ...when, reader })),
          attempt(ask(workPage, { id: workId }, { ...when, reader })),
        ]),
      );
    };
    const then = new Map<number, unknown>();
    for (const step of steps) {
      const position = await record(...step);
      then.set(position, await answers());
    }
    expect(new Set([...then.values()].map((each) => JSON.stringify(each))).size).toBe(steps.length);
    for (const [position, answer] of then) expect(await answers(position)).toEqual(answer);
  });

  it('is answered as it was answered then, whatever random history follows', async () => {
    const seed = Number(process.env.SEED ?? 20_261_122);
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const claims = [aClaim(), aClaim(), aClaim()];
    const [outletId, workId] = [v7(), v7()];
    await record(...anOutlet(outletId, 'Random'), aWork(workId, outletId), ...claims.map((each) => each.submitted()));
    const histories = claims.map((made) =>
      randomHistory(made, { pick, others: claims.map(({ id }) => id), workId, outletId }),
    );
    const answers = async (asOf?: number) => {
      const when = asOf === undefined ? {} : { asOf };
      const attempt = (asked: Promise<AnswerMeta>) =>
        asked.then(
          ({ asOf: _, ...answer }) => answer,
          (error: { code: string; into?: string }) => [error.code, error.into],
        );
      return Promise.all(
        [EDITOR, ANYBODY].flatMap((reader) => [
          ...claims.flatMap(({ id }) => [
            attempt(ask(claimPage, { id, validAt: '2025-02-02' }, { ...when, reader })),
            attempt(ask(claimHistory, { id }, { ...when, reader })),
          ]),
          attempt(ask(claimList, { outlet: outletId }, { ...when, reader })),
          attempt(ask(claimList, { status: 'merged' }, { ...when, reader })),
        ]),
      );
    };
    const then = new Map<number, unknown>();
    for (let step = 0; step < 40; step += 1) then.set(await record(...pick(histories)()), await answers());
    for (const [position, answer] of then) {
      expect({ seed, position, answer: await answers(position) }).toEqual({ seed, position, answer });
    }
  });

  it('takes an instant as the last position at or before it, and says which that was', async () => {
    const { id, submitted } = await published();
    const { position, recordedAt } = await ask(claimPage, { id }, { asOf: submitted });
    expect(position).toBe(submitted);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const after = await ask(claimPage, { id }, { asOf: recordedAt });
    expect(after).toMatchObject({ position: after.asOf, revision: 1 });
    await expect(ask(claimPage, { id }, { asOf: '2000-01-01T00:00:00Z' })).rejects.toEqual(refusedWith('not-found'));
    expect(await ask(claimList, {}, { asOf: '2000-01-01T00:00:00Z' })).toMatchObject({ items: [], position: -1 });
  });

  it('is refused for a position that no event has yet', async () => {
    await expect(ask(claimList, {}, { asOf: 1_000_000 })).rejects.toEqual(refusedWith('as-of-in-the-future'));
    await expect(ask(claimList, {}, { asOf: '99999999999999999999' })).rejects.toEqual(
      refusedWith('as-of-in-the-future'),
    );
  });
});

describe('What was just recorded', () => {
  it('is on the claim page without waiting, names of works and outlets too, while the engine is stopped', async () => {
    await questions.engine.stop();
    const made = aClaim();
    const [outletId, workId] = [v7(), v7()];
    const position = await questions.recording.record(
      ...anOutlet(outletId, 'Just Now'),
      aWork(workId, outletId, { title: 'New', url: 'https://now.example/a' }),
      made.submitted(),
      made.appeared(workId, outletId),
    );
    const page = await ask(claimPage, { id: made.id }, { after: position });
    expect(page).toMatchObject({ stale: false, position });
    expect(page.appearances[0]?.work).toMatchObject({ title: 'New', outlet: { id: outletId, name: 'Just Now' } });
    const list = await ask(claimList, {}, { after: position });
    expect(list.stale).toBe(true);
    expect(list.position).toBeLessThan(position);
    await questions.restart();
    const later = await ask(claimList, { limit: 1 }, { after: position });
    expect(later).toMatchObject({ stale: false, items: [{ id: made.id }] });
  });
});

describe('What is recorded while an answer is made', () => {
  /** Does something once, between the first thing that an answer reads and the next. */
  const meanwhile = (happens: () => Promise<unknown>): ViewQueryHandler => {
    let left = 1;
    const once = async <T>(answer: Promise<T>): Promise<T> => {
      const found = await answer;
      if (left-- > 0) await happens();
      return found;
    };
    const { engine, recording } = questions;
    const ledger = recording.ledger.read;
    const pool = { query: (...asked: [never]) => once(recording.pool.query(...asked) as Promise<unknown>) };
    const head = () => once(ledger.head());
    const source = { pool, ledger: Object.assign(Object.create(ledger) as typeof ledger, { head }) };
    return new ViewQueryHandler({ engine, deps: source } as unknown as Projections);
  };

  it.each([
    ['a claim', claimPage],
    ['an outlet', outletPage],
    ['a work', workPage],
    ['a record', outletRecord],
  ] as [string, View<{ id: string }, AnswerMeta>][])('is not in %s', async (noun, asked) => {
    const { id, appeared } = await published();
    const [outletId, workId] = [v7(), v7()];
    await record(...anOutlet(outletId, 'Before'), aWork(workId, outletId, { title: 'Before' }));
    await record(appeared(workId, outletId));
    const on = { 'a claim': id, 'a work': workId }[noun] ?? outletId;
    const after = (stream: string, type: string, words: object) => ({ stream, type, facts: {}, words });
    const busy = meanwhile(() =>
      record(after(`outlet-${outletId}`, 'OutletRenamed', { name: 'After' }), {
        ...aWork(workId, outletId, { title: 'After' }),
        type: 'WorkCorrected',
      }),
    );
    const answer = await busy.execute(new ViewQuery(asked, { id: on }, { reader: EDITOR }) as never);
    const then = await ask(asked, { id: on }, { asOf: answer.position });
    expect(then).toEqual({ ...answer, asOf: answer.position });
  });

  it('is in a record only as far as its rows have come', async () => {
    const outletId = v7();
    const position = await record(...anOutlet(outletId, 'Before'));
    await questions.engine.stop();
    await questions.recording.record({
      stream: `outlet-${outletId}`,
      type: 'OutletRenamed',
      facts: {},
      words: { name: 'After' },
    });
    const late = await ask(outletRecord, { id: outletId });
    await questions.restart();
    expect(late).toMatchObject({ name: 'Before', position, stale: true });
  });
});

describe('A stranger', () => {
  it('learns nothing of a claim before its first verdict is published, nor as of then', async () => {
    const { id, before, at } = await published();
    for (const view of [claimPage, claimHistory] as View<{ id: string }, AnswerMeta>[]) {
      await expect(ask(view, { id }, { reader: ANYBODY, asOf: before })).rejects.toEqual(refusedWith('not-found'));
      expect(await ask(view, { id }, { reader: ANYBODY, asOf: at })).toMatchObject({ id });
    }
    const listed = async (asOf: number) =>
      (await ask(claimList, { limit: 200 }, { reader: ANYBODY, asOf })).items.map((item) => item.id);
    expect(await listed(before)).not.toContain(id);
    expect(await listed(at)).toContain(id);
  });

  it('sees neither notes nor uncited evidence nor proposals, nor who did anything', async () => {
    const { id, entry, proposed, evidenceId, verdictId } = await published();
    const open = v7();
    await record(proposed(open, { rating: 'FALSE' }), entry('VerdictSentBack', { verdictId: open }, { reason: 'no' }));
    const page = await ask(claimPage, { id }, { reader: ANYBODY });
    expect(page.evidence.map((item) => item.id)).toEqual([evidenceId]);
    expect(page.verdicts.map((each) => each.id)).toEqual([verdictId]);
    await expect(ask(verdictPage, { claimId: id, verdictId: open }, { reader: ANYBODY })).rejects.toEqual(
      refusedWith('not-found'),
    );
    const history = await ask(claimHistory, { id }, { reader: ANYBODY });
    const feed = await ask(eventList, { limit: 200 }, { reader: ANYBODY });
    const of = feed.items.filter(({ subject }) => subject === `claim-${id}`);
    for (const types of [history.items.map(({ type }) => type), of.map(({ type }) => type)]) {
      expect(types).toEqual([
        'ClaimSubmitted',
        'AppearanceRecorded',
        'EvidenceAttached',
        'VerdictProposed',
        'VerdictPublished',
      ]);
    }
    for (const shown of [page, history, of]) {
      const text = JSON.stringify(shown);
      for (const kept of [SOMEBODY, 'for the desk', open]) expect(text).not.toContain(kept);
    }
    const staff = JSON.stringify(await ask(claimPage, { id }));
    for (const kept of [SOMEBODY, 'for the desk', open]) expect(staff).toContain(kept);
  });

  it('still reads a retracted claim, and every verdict at its own address', async () => {
    const { id, entry, verdictId } = await published();
    await record(entry('VerdictRetracted', { verdictId }, { reason: 'forged' }));
    expect(await ask(claimPage, { id }, { reader: ANYBODY })).toMatchObject({ status: 'retracted', verdict: null });
    expect(await ask(verdictPage, { claimId: id, verdictId }, { reader: ANYBODY })).toMatchObject({
      id: verdictId,
      state: 'retracted',
      retraction: { reason: 'forged', confirmed: false, by: null },
    });
  });

  it('finds every leaf of a published claim with the salt of its history, and so none missing', async () => {
    const { id } = await published();
    const { stream, streamSalt, revision } = await ask(claimHistory, { id }, { reader: ANYBODY });
    const { rows } = await questions.recording.pool.query<{ leaf: Buffer }>('select leaf from ledger.events');
    const tags = rows.map(({ leaf }) => parseLeaf(leaf).stream);
    const salt = Buffer.from(streamSalt, 'base64url');
    for (let n = 1; n <= revision; n += 1) {
      expect(tags.filter((tag) => tag === commitStream(salt, stream, n))).toHaveLength(1);
    }
    expect(tags).not.toContain(commitStream(salt, stream, revision + 1));
  });

  it('is shown a work in which a public claim appears, without its note, and no other', async () => {
    const { workId, before } = await published();
    const [made, hidden] = [aClaim(), v7()];
    await record(made.submitted(), aWork(hidden, null, { title: 'Hidden' }), made.appeared(hidden));
    await record({ ...aWork(workId, null, { title: 'Shown', note: 'for the desk' }), type: 'WorkCorrected' });
    expect(await ask(workPage, { id: workId }, { reader: ANYBODY })).toMatchObject({ title: 'Shown', note: null });
    expect(await ask(workPage, { id: workId })).toMatchObject({ title: 'Shown', note: 'for the desk' });
    const then = ask(workPage, { id: workId }, { reader: ANYBODY, asOf: before });
    await expect(then).rejects.toEqual(refusedWith('not-found'));
    await expect(ask(workPage, { id: hidden }, { reader: ANYBODY })).rejects.toEqual(refusedWith('not-found'));
  });

  it('is told of a work what is inferred, and from what', async () => {
    const { workId, ...made } = await published();
    const [outletId, other] = [v7(), v7()];
    const facts = { outletId, outletBasis: 'inferred', publishedOn: '2025-01-02', publishedOnBasis: 'inferred' };
    const words = { outletInferredFrom: 'The imprint.', publishedOnInferredFrom: 'The first capture.' };
    await record(...anOutlet(outletId, 'Supposed'), { stream: `work-${workId}`, type: 'WorkCorrected', facts, words });
    await record(aWork(other, null), made.appeared(other));
    const { appearances } = await ask(claimPage, { id: made.id }, { reader: ANYBODY });
    expect(appearances.map(({ work }) => work)).toMatchObject([
      { outlet: { id: outletId }, outletBasis: 'inferred', publishedOnBasis: 'inferred', ...words },
      { outlet: null, outletBasis: 'unknown', outletInferredFrom: null, publishedOnBasis: 'unknown' },
    ]);
    expect((await ask(claimList, { outlet: outletId })).items).toEqual([]);
  });

  it('is shown of outlets those that carried what is published', async () => {
    const [carrier, other, carried, drafted] = [v7(), v7(), v7(), v7()];
    const [{ appeared }, draft] = [await published(), aClaim()];
    await record(...anOutlet(carrier, 'Carrier'), ...anOutlet(other, 'Other'), draft.submitted());
    await record(aWork(carried, carrier), aWork(drafted, other), appeared(carried), draft.appeared(drafted));
    const listed = async (reader?: Reader) =>
      (await ask(outletList, { limit: 200 }, reader ? { reader } : {})).items.map(({ id }) => id);
    expect(await listed()).toEqual(expect.arrayContaining([carrier, other]));
    const told = await listed(ANYBODY);
    expect([told.includes(carrier), told.includes(other)]).toEqual([true, false]);
  });
});

describe('Confidential evidence', () => {
  it('shows who it is only to those who know, and why it is trusted only to the desk', async () => {
    const made = aClaim();
    const [evidenceId, verdictId, secret, knower] = [v7(), v7(), v7(), v7()];
    const words = {
      title: 'The colonel',
      originName: 'Colonel X',
      trustedBecause: 'Right before',
      url: 'https://x.example',
    };
    const confidential = { originId: secret, confidential: { knownBy: [knower] } };
    await record(made.submitted(), made.attached(evidenceId, confidential, words));
    const pin = { evidenceId, eventId: v7(), originId: secret };
    await record(made.proposed(verdictId, { evidence: [pin] }), made.published(verdictId, [secret]));
    const everything = async (reader: Reader) =>
      JSON.stringify([
        await ask(claimPage, { id: made.id }, { reader }),
        await ask(claimHistory, { id: made.id }, { reader }),
        await ask(eventList, { limit: 200 }, { reader }),
        await ask(verdictPage, { claimId: made.id, verdictId }, { reader }),
      ]);
    const told = ['The colonel', 'Colonel X', 'x.example', secret];
    for (const reader of [EDITOR, AUDITOR, { id: v7(), roles: ['admin'] } as const]) {
      const shown = await everything(reader);
      for (const text of told) expect(shown).not.toContain(text);
      for (const text of ['Right before', knower, evidenceId]) expect(shown).toContain(text);
    }
    const known = await everything({ id: knower, roles: ['reviewer'] });
    for (const text of [...told, 'Right before']) expect(known).toContain(text);
    const strange = await everything(ANYBODY);
    for (const text of [...told, 'Right before', knower]) expect(strange).not.toContain(text);
    expect(strange).toContain(evidenceId);
  });
});

describe('An erasure', () => {
  it('reaches every view of every moment, and each says what is gone', async () => {
    const words = { text: 'Unmistakable words', claimant: { name: 'Jane Roe' } };
    const { id, submitted, at } = await published({ claimantId: v7() }, words);
    const by = await erase(submitted);
    await questions.engine.waitForPosition(PROJECTIONS, by, 20_000);
    const marker = { position: submitted, type: 'ClaimSubmitted', basis: 'data-protection', erasedBy: by };
    for (const asOf of [undefined, at]) {
      const when = asOf === undefined ? {} : { asOf };
      const page = await ask(claimPage, { id }, when);
      const history = await ask(claimHistory, { id }, when);
      const list = await ask(claimList, { limit: 200 }, when);
      const item = list.items.find((each) => each.id === id);
      expect(page).toMatchObject({ text: null, claimant: { name: null }, erasures: [{ ...marker, reason: null }] });
      expect(history).toMatchObject({
        erasures: [marker],
        items: expect.arrayContaining([expect.objectContaining({ type: 'ClaimSubmitted', words: null })]),
      });
      expect(item).toMatchObject({ text: null, claimant: { name: null }, erasures: [marker] });
    }
    expect((await ask(claimPage, { id }, { reader: AUDITOR })).erasures).toMatchObject([{ reason: 'asked for' }]);
    const dump = await withClient(questions.recording.database.superuserUrl, (client) =>
      client.query<{ text: string }>(
        `select query_to_xml('select * from ${tableOf(claimProjection)}', true, true, '')::text || query_to_xml('select * from ${tableOf(claimProjection)}_past', true, true, '')::text as text`,
      ),
    );
    expect(dump.rows[0]?.text).not.toContain('Unmistakable');
  });
});

describe('Two moments of a claim', () => {
  it('are compared field by field and item by item, with what happened in between', async () => {
    const { id, entry, before, at, verdictId } = await published({ topics: ['old'] });
    const tagged = await record(entry('ClaimTagged', { topics: ['new'] }));
    const compared = await ask(claimCompare, { id, from: String(before), to: String(tagged) });
    expect(compared).toMatchObject({ id, from: before, to: tagged });
    expect(compared.events.map(({ type }) => type)).toEqual(['VerdictPublished', 'ClaimTagged']);
    expect(compared.changes).toEqual(
      expect.arrayContaining([
        { field: 'status', id: null, before: 'proposed', after: 'published' },
        { field: 'topics', id: null, before: ['old'], after: ['new'] },
        {
          field: 'verdicts',
          id: verdictId,
          before: expect.objectContaining({ state: 'proposed' }),
          after: expect.objectContaining({ state: 'published' }),
        },
      ]),
    );
    expect(compared.changes.map(({ field }) => field)).not.toContain('text');
    expect((await ask(claimCompare, { id, from: String(tagged), to: String(before) })).changes).toEqual(
      compared.changes,
    );
    expect((await ask(claimCompare, { id, from: String(at), to: String(at) })).changes).toEqual([]);
    const strange = await ask(claimCompare, { id, from: String(before) }, { reader: ANYBODY });
    expect(strange.changes).toContainEqual({ field: 'status', id: null, before: null, after: 'published' });
    await expect(ask(claimCompare, { id, from: '999999999' })).rejects.toEqual(refusedWith('as-of-in-the-future'));
  });
});

describe('A claim that was corrected', () => {
  it('reads as the correction says, by page, verdict and list, and its proposal holds the words', async () => {
    const {
      id,
      entry,
      proposed,
      published: publish,
      verdictId,
    } = await published({ claimantId: v7() }, { claimant: { name: 'Wrong' } });
    const [by, wordingId, claimantId] = [v7(), v7(), v7()];
    const { wordingId: replaces } = await ask(claimPage, { id });
    const rewording = { language: 'sv', kind: 'promise', replaces } as const;
    const reassignment = { claimantId, claimedOn: '2024-02', claimedOnBasis: 'inferred' } as const;
    const words = {
      wording: 'Something else.',
      claimant: { name: 'Right', role: 'minister' },
      claimedOnInferredFrom: 'the date line',
      reason: 'we misread it',
    };
    const follows = { verdictId, as: 'correction' } as const;
    await record(proposed(by, { wordingId, rating: 'FALSE', follows, rewording, reassignment }, words));
    expect(await ask(claimPage, { id })).toMatchObject({ text: 'Something happened.', claimant: { name: 'Wrong' } });
    expect((await ask(claimPage, { id })).verdicts[1]).toMatchObject({
      rewording: { text: 'Something else.' },
      followsAs: 'correction',
    });
    await record(
      publish(by),
      entry('VerdictCorrected', { verdictId, grade: 'material', by }),
      entry('ClaimReworded', { wordingId, language: 'sv', kind: 'promise', by }),
      entry('ClaimantCorrected', { claimantId, claimedOn: '2024-02', claimedOnBasis: 'inferred', by }),
    );
    for (const reader of [EDITOR, ANYBODY]) {
      const page = await ask(claimPage, { id }, { reader });
      const asserted = {
        text: 'Something else.',
        language: 'sv',
        kind: 'promise',
        claimant: { id: claimantId, name: 'Right', role: 'minister' },
        claimedOn: '2024-02',
        claimedOnBasis: 'inferred',
      };
      expect(page).toMatchObject({ ...asserted, claimedOnInferredFrom: 'the date line', verdict: { id: by } });
      expect(page.wordings).toMatchObject([
        { wordingId: replaces, text: 'Something happened.', current: false },
        { wordingId, text: 'Something else.', current: true, correctedBy: by, reason: 'we misread it' },
      ]);
      expect(page.verdicts).toMatchObject([
        { id: verdictId, state: 'corrected', supersededBy: by },
        { id: by, state: 'published', supersedes: verdictId },
      ]);
      const list = await ask(claimList, { language: 'sv', kind: 'promise', claimant: claimantId }, { reader });
      expect(list.items).toMatchObject([{ id, ...asserted, verdict: { rating: 'FALSE' } }]);
      expect(await ask(verdictPage, { claimId: id, verdictId }, { reader })).toMatchObject({
        text: 'Something happened.',
      });
      expect(await ask(verdictPage, { claimId: id, verdictId: by }, { reader })).toMatchObject({
        text: 'Something else.',
      });
    }
  });

  it('in small only reads as mended, in its texts and translations, and stands', async () => {
    const { id, entry, verdictId } = await published();
    await record(
      entry(
        'VerdictCorrected',
        { verdictId, grade: 'minor', texts: ['summary'] },
        { summary: 'Mended.', reason: 'style' },
      ),
      entry('VerdictTranslated', { verdictId, language: 'uk' }, { summary: 'Старе.' }),
      entry('VerdictTranslated', { verdictId, language: 'uk' }, { summary: 'Нове.' }),
    );
    expect((await ask(claimPage, { id }, { reader: ANYBODY })).verdict).toMatchObject({
      state: 'published',
      summary: 'Mended.',
      corrections: [{ texts: ['summary'], reason: 'style', by: null }],
      translations: [{ language: 'uk', summary: 'Нове.' }],
    });
  });
});

describe('The course of a claim', () => {
  it('is its status, and disputes are marks beside it', async () => {
    const made = aClaim();
    const [verdictId, disputeId] = [v7(), v7()];
    const status = async () => (await ask(claimPage, { id: made.id })).status;
    await record(made.submitted({ topics: ['course'] }));
    expect(await status()).toBe('open');
    await record(made.entry('ClaimDeclined', { ground: 'too-vague' }, { reason: 'r' }));
    expect(await status()).toBe('declined');
    await record(made.entry('ClaimReopened', {}, { reason: 'r' }), made.entry('ClaimWithdrawn', {}, { reason: 'r' }));
    expect(await status()).toBe('withdrawn');
    await record(
      made.entry('ClaimReopened', {}, { reason: 'r' }),
      made.entry('ReviewAssigned', { reviewer: SOMEBODY }),
    );
    expect(await status()).toBe('in-review');
    await record(made.proposed(verdictId), made.published(verdictId));
    const marks = async () => (await ask(claimList, { topic: 'course' })).items;
    await record(made.entry('DisputeOpened', { disputeId, verdictId, party: 'staff' }, { grounds: 'g' }));
    expect(await marks()).toMatchObject([{ status: 'published', disputed: true, reviewDue: true }]);
    await record(made.entry('DisputeDecided', { disputeId, outcome: 'upheld' }, { reason: 'r' }));
    expect(await marks()).toMatchObject([{ disputed: false, reviewDue: true, expired: false }]);
    expect((await ask(claimPage, { id: made.id })).disputes).toMatchObject([
      { id: disputeId, state: 'upheld', reason: 'r' },
    ]);
  });

  it('is told in a sentence for each event, with who and why for the desk', async () => {
    const { id, entry } = await published();
    await record(
      entry('ClaimTagged', { topics: ['a', 'b'] }),
      entry('VerdictRetracted', { verdictId: v7() }, { reason: 'It was forged.' }),
    );
    const { items } = await ask(claimHistory, { id });
    const [tagged, retracted] = items.slice(-2).map(({ summary }) => summary);
    expect(tagged).toMatch(/^Topics were set to a, b on \d{4}-\d\d-\d\d at \d\d:\d\d UTC by person [0-9a-f]{8}\.$/);
    expect(retracted).toMatch(/^The verdict was retracted on .* by person [0-9a-f]{8}: It was forged\.$/);
    const strange = await ask(claimHistory, { id }, { reader: ANYBODY });
    for (const { summary } of strange.items) expect(summary).not.toMatch(/person [0-9a-f]{8}/);
  });

  it('relates it to others in both directions', async () => {
    const [one, two] = [await published(), await published()];
    const relation = { relationId: v7(), relation: 'narrows', claimId: two.id } as const;
    await record(one.entry('ClaimRelated', relation));
    for (const reader of [EDITOR, ANYBODY]) {
      expect((await ask(claimPage, { id: one.id }, { reader })).relations).toEqual([{ ...relation, direction: 'to' }]);
      expect((await ask(claimPage, { id: two.id }, { reader })).relations).toEqual([
        { ...relation, claimId: one.id, direction: 'from' },
      ]);
    }
    await record(one.entry('ClaimUnrelated', relation, { reason: 'r' }));
    expect((await ask(claimPage, { id: two.id })).relations).toEqual([]);
  });
});

describe('A list of claims', () => {
  it('filters by every filter', async () => {
    const [outletId, workId, claimantId] = [v7(), v7(), v7()];
    await record(...anOutlet(outletId, 'Filtered'), aWork(workId, outletId));
    const match = await published({
      kind: 'quantity',
      language: 'uk',
      claimantId,
      topics: ['x', 'y'],
      claimedOn: '2025-05',
    });
    await record(match.appeared(workId, outletId));
    await published({ topics: ['z'], claimedOn: '2025-04-30' });
    const ids = async (args: Parameters<typeof claimList.answer>[1]) =>
      (await ask(claimList, { limit: 200, ...args })).items.map(({ id }) => id);
    for (const filter of [
      { outlet: outletId },
      { claimant: claimantId },
      { topic: 'y' },
      { language: 'uk' },
      { kind: 'quantity' },
      { from: '2025-05-31', to: '2025-06-30' },
      { from: '2025-05-01', to: '2025-05-01', status: 'published', rating: 'TRUE' },
      { topic: 'x', rating: 'TRUE', validAt: '2025-01-01' },
    ] as const) {
      expect(await ids(filter)).toEqual([match.id]);
    }
    for (const filter of [
      { topic: 'x', rating: 'FALSE' },
      { topic: 'x', rating: 'TRUE', validAt: '2024-12-31' },
      { topic: 'x', status: 'open' },
    ] as const) {
      expect(await ids(filter)).toEqual([]);
    }
  });

  it('goes through its pages as of the first, whatever happens meanwhile', async () => {
    for (let i = 0; i < 5; i += 1)
      await record(aClaim().submitted({ topics: ['paged'], claimedOn: `2025-01-0${i + 1}` }));
    for (const sort of ['recorded', 'claimedOn'] as const) {
      const whole = await ask(claimList, { topic: 'paged', sort });
      const ids: string[] = [];
      let page = await ask(claimList, { topic: 'paged', sort, limit: 2 });
      ids.push(...page.items.map(({ id }) => id));
      const { position } = page;
      await record(aClaim().submitted({ topics: ['paged'], claimedOn: '2025-01-03' }));
      while (page.nextCursor) {
        page = await ask(claimList, { cursor: page.nextCursor, limit: 2 });
        expect(page).toMatchObject({ position, asOf: null, stale: false });
        ids.push(...page.items.map(({ id }) => id));
      }
      expect(ids).toEqual(whole.items.map(({ id }) => id));
    }
  });

  it('refuses a cursor of another list, of other filters, or that was changed', async () => {
    const { nextCursor } = await ask(claimList, { topic: 'paged', limit: 1 });
    const cursor = nextCursor ?? '';
    const changed = `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`;
    const asked = [
      ask(claimList, { cursor, topic: 'other' }),
      ask(claimList, { cursor, sort: 'claimedOn' }),
      ask(claimList, { cursor }, { asOf: 0 }),
      ask(claimList, { cursor: changed }),
      ask(claimList, { cursor: 'x' }),
      ask(outletList, { cursor }),
    ];
    for (const each of asked) await expect(each).rejects.toEqual(refusedWith('cursor-invalid'));
    expect((await ask(claimList, { cursor, topic: 'paged' })).items).toHaveLength(6);
  });
});

describe('Origins', () => {
  it('are counted by the roots of the chains', async () => {
    const made = aClaim();
    const [agency, a, b, c, workA, workB, workC] = [v7(), v7(), v7(), v7(), v7(), v7(), v7()];
    const upstream = (of: object, originId: string) =>
      made.entry('UpstreamAttributed', {
        upstreamId: v7(),
        of: of as { appearanceId: string },
        kind: 'institution',
        originId,
        relation: 'quote',
        translated: false,
        basis: 'credited',
      });
    await record(aWork(workA, null), aWork(workB, null), aWork(workC, null), made.submitted());
    await record(made.appeared(workA, workA, a), made.appeared(workB, workB, b), made.appeared(workC, workC, c));
    expect(await ask(claimPage, { id: made.id })).toMatchObject({ independentOrigins: 0, untracedAppearances: 3 });
    await record(upstream({ appearanceId: a }, agency), upstream({ appearanceId: b }, agency));
    expect(await ask(claimPage, { id: made.id })).toMatchObject({ independentOrigins: 1, untracedAppearances: 1 });
  });
});

describe('A verdict with an end', () => {
  it('expires by the time of the question', async () => {
    const made = aClaim();
    const verdictId = v7();
    const facts = { assessedOn: '2020-01-01', validUntil: '2020-12' };
    await record(made.submitted(), made.proposed(verdictId, facts), made.published(verdictId));
    expect(await ask(claimPage, { id: made.id })).toMatchObject({
      expired: true,
      reviewDue: true,
      status: 'published',
    });
    expect(await ask(claimPage, { id: made.id, validAt: '2020-12-31' })).toMatchObject({
      verdict: { id: verdictId },
      validAtRule: 'only-verdict-for-that-day',
    });
    expect(await ask(claimPage, { id: made.id, validAt: '2021-01-01' })).toMatchObject({
      verdict: null,
      validAtRule: 'no-verdict-for-that-day',
    });
  });
});

describe('Outlets and works', () => {
  it('are read by identifier, a work by its address as well', async () => {
    const [outletId, workId] = [v7(), v7()];
    const url = 'https://address.example/a';
    await record(...anOutlet(outletId, 'Addressed', ['address.example']));
    await questions.recording.ledger.append({
      events: [
        {
          id: v7(),
          ...aWork(workId, outletId, { url }),
          words: { url },
          reserve: [{ key: `url:${url}`, id: workId, ofWords: true }],
        },
      ],
      expected: new Map([[`work-${workId}`, 0]]),
      actor: SOMEBODY,
      causation: v7(),
    });
    expect(await ask(outletPage, { id: outletId })).toMatchObject({
      name: 'Addressed',
      revision: 2,
      domains: [{ domain: 'address.example' }],
    });
    const found = await ask(workByAddress, { keys: [`url:${url}`] });
    expect(found.items).toMatchObject([{ id: workId, url, outlet: { id: outletId, name: 'Addressed' } }]);
    expect((await ask(workByAddress, { keys: ['url:https://nowhere.example'] })).items).toEqual([]);
    await expect(ask(outletPage, { id: v7() })).rejects.toEqual(refusedWith('not-found'));
  });

  it('are told of a day of the world with the domains by which the outlet may have been known on it', async () => {
    const outletId = v7();
    const stream = `outlet-${outletId}`;
    const added = (domain: string, days: object): Entry => ({
      stream,
      type: 'OutletDomainAdded',
      facts: { domain, ...days },
    });
    const removed = (domain: string, days: object): Entry => ({
      stream,
      type: 'OutletDomainRemoved',
      facts: { domain, ...days },
      words: { reason: 'sold' },
    });
    await record(...anOutlet(outletId, 'Old name', ['always.example', 'never.example']));
    await record(
      added('since.example', { from: '2019' }),
      added('until.example', { until: '2020-02' }),
      added('once.example', { from: '2019-05-02', until: '2019-05-02' }),
    );
    const before = await record(added('sold.example', {}));
    await record(removed('sold.example', { until: '2019-12' }), removed('never.example', {}));
    const after = await record({ stream, type: 'OutletRenamed', facts: {}, words: { name: 'New name' } });
    const expected: Readonly<Record<string, readonly string[]>> = {
      '2018-12-31': ['always', 'until', 'sold'],
      '2019-01-01': ['always', 'since', 'until', 'sold'],
      '2019-05-02': ['always', 'since', 'until', 'once', 'sold'],
      '2019-12-31': ['always', 'since', 'until', 'sold'],
      '2020-01-01': ['always', 'since', 'until'],
      '2020-02-29': ['always', 'since', 'until'],
      '2020-03-01': ['always', 'since'],
    };
    const listed = async (validAt: string | undefined, beside: { asOf?: number }) => {
      const { items, ...list } = await ask(outletList, { validAt, limit: 200 }, beside);
      expect(list).toMatchObject({ validAt: validAt ?? null, nextCursor: null });
      return items.find(({ id }) => id === outletId);
    };
    const names = (domains: readonly { domain: string }[] | undefined) =>
      domains?.map(({ domain }) => domain.replace('.example', ''));
    const told = async (asked: Readonly<Record<string, readonly string[]>>, name: string | null, asOf?: number) => {
      const beside = asOf === undefined ? {} : { asOf };
      for (const [validAt, domains] of Object.entries(asked)) {
        const one = await ask(outletPage, { id: outletId, validAt }, beside);
        // Names have no days: it is what it is called as of the position.
        expect(one).toMatchObject({ validAt, name, asOf: asOf ?? null });
        const { validAt: _, position: __, asOf: ___, stale: ____, ...shown } = one;
        expect(await listed(validAt, beside)).toEqual({ ...shown, corrupt: name === null });
        expect([validAt, names(one.domains)]).toEqual([validAt, domains]);
      }
    };
    await told(expected, 'New name');
    await told({ '2020-03-01': ['always', 'never', 'since', 'sold'] }, 'Old name', before);
    const all = await ask(outletPage, { id: outletId });
    expect([all.validAt, names(all.domains)]).toEqual([null, ['always', 'since', 'until', 'once', 'sold']]);
    expect(names((await listed(undefined, {}))?.domains)).toEqual(names(all.domains));

    await questions.engine.waitForPosition(PROJECTIONS, await erase(after), 20_000);
    for (const [validAt, domains] of Object.entries(expected)) {
      const one = await ask(outletPage, { id: outletId, validAt });
      expect([one.name, names(one.domains)]).toEqual([null, domains]);
      expect(names((await listed(validAt, {}))?.domains)).toEqual(domains);
    }
  });

  it('are listed for a day page by page, and a cursor holds to its day', async () => {
    await record(...[1, 2, 3].flatMap((i) => anOutlet(v7(), `Paged ${i}`, [`paged-${i}.example`])));
    const day = '2020-01-01';
    const whole = await ask(outletList, { validAt: day, limit: 200 });
    const paged: unknown[] = [];
    for (let next: string | undefined, validAt: string | undefined = day; ; validAt = undefined) {
      const page: Awaited<ReturnType<typeof outletList.answer>> = await ask(outletList, {
        validAt,
        limit: 2,
        cursor: next,
      });
      expect(page.validAt).toBe(day);
      paged.push(...page.items);
      if (page.nextCursor === null) break;
      next = page.nextCursor;
    }
    expect(paged).toEqual(whole.items);
    const { nextCursor } = await ask(outletList, { validAt: day, limit: 1 });
    const { nextCursor: ofAll } = await ask(outletList, { limit: 1 });
    expect((await ask(outletList, { validAt: day, cursor: nextCursor ?? '' })).items).toHaveLength(
      whole.items.length - 1,
    );
    for (const [cursor, validAt] of [
      [nextCursor, '2020-01-02'],
      [ofAll, day],
    ] as const) {
      await expect(ask(outletList, { validAt, cursor: cursor ?? '' })).rejects.toEqual(refusedWith('cursor-invalid'));
    }
  });
});

describe('The feed', () => {
  it('gives the desk every event once, page by page', async () => {
    const { position } = await questions.recording.ledger.read.head();
    await questions.engine.waitForPosition(PROJECTIONS, position, 20_000);
    const seen: number[] = [];
    for (let beyond: number | undefined = -1; beyond !== undefined;) {
      const page: Awaited<ReturnType<typeof eventList.answer>> = await ask(
        eventList,
        { beyond, limit: 7 },
        { reader: AUDITOR },
      );
      seen.push(...page.items.map((each) => Number(each.position)));
      beyond = page.nextCursor === null ? undefined : Number(page.nextCursor);
    }
    expect(seen).toEqual(Array.from({ length: position + 1 }, (_, i) => i));
  });

  it('gives a stranger the same events in pages of any size', async () => {
    const walk = async (limit: number) => {
      const seen: string[] = [];
      for (let beyond: number | undefined = -1; beyond !== undefined;) {
        const page: Awaited<ReturnType<typeof eventList.answer>> = await ask(
          eventList,
          { beyond, limit },
          { reader: ANYBODY },
        );
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map(({ position }) => position));
        beyond = page.nextCursor === null ? undefined : Number(page.nextCursor);
      }
      return seen;
    };
    const whole = await walk(200);
    expect(whole.length).toBeGreaterThan(5);
    expect(await walk(1)).toEqual(whole);
    expect(await walk(3)).toEqual(whole);
  });
});

// Last: nothing that follows a corrupt event is projected.
describe('A corrupt event', () => {
  const forge = (position: number) =>
    withClient(questions.recording.database.superuserUrl, async (client) => {
      await client.query('alter table ledger.events disable trigger all');
      await client.query(`update ledger.events set words = '{"text":"forged","title":"forged"}' where position = $1`, [
        position,
      ]);
      await client.query('alter table ledger.events enable trigger all');
    });

  it('of a work hides that name only', async () => {
    const made = aClaim();
    const workId = v7();
    const position = await record(aWork(workId, null));
    await record(made.submitted(), made.appeared(workId));
    await forge(position);
    const page = await ask(claimPage, { id: made.id });
    expect(page).toMatchObject({ text: 'Something happened.', stale: true });
    expect(page.appearances[0]?.work).toMatchObject({ title: null, corrupt: true });
    await expect(ask(workPage, { id: workId })).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('of a claim fails that claim and no other, and its words are in no list', async () => {
    const sound = await published();
    const broken = await published();
    await forge(broken.submitted);
    for (const view of [claimPage, claimHistory] as View<{ id: string }, AnswerMeta>[]) {
      await expect(ask(view, { id: broken.id })).rejects.toMatchObject({ code: 'corrupt', position: broken.submitted });
      expect(await ask(view, { id: sound.id })).toMatchObject({ id: sound.id, stale: false });
    }
    const list = await ask(claimList, { limit: 200 });
    expect(list.stale).toBe(true);
    expect(list.items.find(({ id }) => id === broken.id)).toMatchObject({ corrupt: true, text: null });
    expect(list.items.find(({ id }) => id === sound.id)).toMatchObject({ corrupt: false, text: 'Something happened.' });
    expect(JSON.stringify(list)).not.toContain('forged');
  });

  it('is noticed as well where one was taken away', async () => {
    const { id, at } = await published();
    await withClient(questions.recording.database.superuserUrl, async (client) => {
      await client.query('alter table ledger.events disable trigger all');
      await client.query('delete from ledger.events where position = $1', [at]);
      await client.query('alter table ledger.events enable trigger all');
    });
    await expect(ask(claimPage, { id })).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('marks lists stale when followers stand before it', async () => {
    const made = aClaim();
    await questions.engine.stop();
    const position = await questions.recording.record(made.submitted());
    await forge(position);
    await questions.restart();
    expect(await questions.engine.waitForPosition(PROJECTIONS, position, 500)).toBe(false);
    expect(await questions.engine.status()).toMatchObject({ corrupt: position });
    expect(await ask(claimList, {})).toMatchObject({ stale: true });
  });
});
