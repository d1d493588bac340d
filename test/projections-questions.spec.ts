import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { AppearanceFacts, Attribution, Mode, Rating } from '../src/claims/claim.events.js';
import { activity } from '../src/projections/people/activity.js';
import { attribution } from '../src/projections/claims/attribution.js';
import { claimPage } from '../src/projections/claims/claim-page.js';
import { corrections } from '../src/projections/log/corrections.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { outletClaims } from '../src/projections/outlets/outlet-claims.js';
import { outletRecord } from '../src/projections/outlets/outlet-record.js';
import { rateOf } from '../src/projections/outlets/outlet-record.wilson.js';
import { outsideReviews } from '../src/projections/claims/outside-reviews.js';
import { DUE_REASONS } from '../src/claims/review/queue-items.js';
import { queue } from '../src/projections/review/queue.js';
import { ANYBODY, type Reader } from '../src/projections/engine/view.js';
import { aClaim, anOutlet } from './support/claims.js';
import { eraseWords } from './support/erasing.js';
import { EDITOR, startQuestions, type Questioned } from './support/questions.js';
import type { Entry } from './support/recording.js';

let questions: Questioned;

const ask: Questioned['ask'] = (view, args, beside) => questions.ask(view, args, beside);
const refusedWith = (code: string) => expect.objectContaining({ code }) as unknown as Error;
/** Records, and waits until all rows have it. */
const record = (...entries: Entry[]): Promise<number> => questions.record(...entries);

beforeAll(async () => {
  questions = await startQuestions();
});
afterAll(() => questions.end());

interface Published {
  readonly publishedOn?: string;
  readonly basis?: 'stated' | 'inferred';
  readonly addressed?: boolean;
}
const aWorkOf = (
  id: string,
  outletId: string,
  { publishedOn, basis = 'stated', addressed = true }: Published = {},
) => ({
  stream: `work-${id}`,
  type: 'WorkRecorded',
  facts: {
    outletId,
    outletBasis: basis,
    publishedOnBasis: publishedOn ? 'stated' : 'unknown',
    ...(publishedOn ? { publishedOn } : {}),
    ...(addressed ? { reservationId: v7() } : {}),
  },
  words: { title: 'A title' },
});
const onWork = (id: string, type: string, facts: object): Entry => ({ stream: `work-${id}`, type, facts });
const onOutlet = (id: string, type: string, facts: object, words: object = {}): Entry => ({
  stream: `outlet-${id}`,
  type,
  facts,
  words,
});

const appeared = (
  made: ReturnType<typeof aClaim>,
  workId: string,
  originId: string,
  facts: Partial<AppearanceFacts> = {},
): Entry =>
  made.entry('AppearanceRecorded', {
    appearanceId: v7(),
    workId,
    originId,
    mode: 'own-voice',
    place: 'body',
    excerpted: true,
    challenged: false,
    ...facts,
  });
const takenFrom = (
  made: ReturnType<typeof aClaim>,
  of: { appearanceId: string } | { upstreamId: string },
  originId: string,
  more: { upstreamId?: string; workId?: string; name?: string } = {},
): Entry =>
  made.entry(
    'UpstreamAttributed',
    {
      upstreamId: more.upstreamId ?? v7(),
      of,
      kind: more.workId ? 'work' : 'institution',
      originId,
      relation: 'credited-rewrite',
      translated: false,
      basis: 'credited',
      ...(more.workId ? { workId: more.workId } : {}),
    },
    more.name ? { name: more.name } : {},
  );

/** Publishes a verdict for all days from one on. */
const publish = (made: ReturnType<typeof aClaim>, rating: Rating, validFrom: string, verdictId = v7()): Entry[] => [
  made.proposed(verdictId, { rating, validFrom, assessedOn: '2025-12-01' }),
  made.published(verdictId),
];

describe('The Wilson interval', () => {
  it.each([
    // R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (count, of, low, high) => {
    expect(rateOf(count, of)).toMatchObject({ low, high });
  });

  it('and the share are not given for fewer than ten', () => {
    expect(rateOf(9, 9)).toEqual({ count: 9, of: 9, share: null, low: null, high: null });
    expect(rateOf(5, 10).share).toBe(0.5);
  });
});

describe('The record of an outlet', () => {
  it('is what counting the same facts another way gives', async () => {
    const outletId = v7();
    await record(...anOutlet(outletId, 'Counted', ['counted.example']));
    // A small generator of its own, seeded: the same facts in every run.
    let seed = 20251122;
    const pick = <Item>(items: readonly Item[]): Item => {
      seed = (seed * 48_271) % 2_147_483_647;
      return items[seed % items.length] as Item;
    };
    const wire = v7();
    const expected: { key: string; group: string; rank: number; day: string; id: string; rating: string }[] = [];
    const left: Record<string, number> = {};
    const miss = (reason: string) => (left[reason] = (left[reason] ?? 0) + 1);
    const entries: Entry[] = [];
    const shown = new Set<string>();
    for (let i = 0; i < 40; i += 1) {
      const made = aClaim();
      const [first, second] = [v7(), v7()];
      entries.push(made.submitted());
      // TRUE from January on, FALSE from June on, for new facts.
      entries.push(
        ...publish(made, 'TRUE', '2025-01-01', first),
        made.proposed(second, { rating: 'FALSE', validFrom: '2025-06-01' }),
      );
      entries.push(made.published(second), made.entry('VerdictSuperseded', { verdictId: first, by: second }));
      const places = pick([1, 4, 6]);
      for (let j = 0; j < places; j += 1) {
        const [workId, appearanceId] = [v7(), v7()];
        const mode = pick<Mode>([
          'own-voice',
          'own-voice',
          'attributed',
          'attributed',
          'opinion',
          'question',
          'satire',
        ]);
        const day = pick([
          '2024-12-31',
          '2025-01-01',
          '2025-03-02',
          '2025-05-31',
          '2025-06-01',
          '2025-07-01',
          undefined,
        ]);
        const checked = pick<Attribution>(['unchecked', 'accurate', 'accurate', 'altered', 'false']);
        const [excerpted, challenged, addressed] = [
          pick([true, true, true, false]),
          pick([false, false, false, true]),
          pick([true, true, false]),
        ];
        const basis = pick<'stated' | 'inferred'>(['stated', 'stated', 'stated', 'inferred']);
        const relayed = pick([true, false]);
        entries.push(aWorkOf(workId, outletId, { basis, addressed, ...(day ? { publishedOn: day } : {}) }));
        entries.push(
          appeared(made, workId, outletId, {
            appearanceId,
            mode,
            excerpted,
            challenged,
            ...(mode === 'attributed' ? { attribution: checked } : {}),
          }),
        );
        if (relayed) entries.push(takenFrom(made, { appearanceId }, wire));
        const rating = day === undefined || day < '2025-01-01' ? null : day < '2025-06-01' ? 'TRUE' : 'FALSE';
        // Of an inferred outlet no work stands in its record.
        if (basis === 'inferred') continue;
        shown.add(made.id);
        if (['opinion', 'question', 'satire'].includes(mode)) miss(mode);
        else if (challenged) miss('challenged');
        else if (!excerpted) miss('no-excerpt');
        else if (!addressed) miss('no-address-or-copy');
        else if (mode === 'attributed' && checked === 'unchecked') miss('attribution-unchecked');
        else if (mode === 'own-voice' && day === undefined) miss('day-unknown');
        else if (mode === 'own-voice' && rating === null) miss('no-verdict-for-that-day');
        else
          expected.push({
            key: `${made.id} ${relayed ? wire : outletId}`,
            group: mode === 'attributed' ? 'attribution' : relayed ? 'relaying' : 'ownVoice',
            rank: mode === 'attributed' ? 2 : relayed ? 1 : 0,
            day: day ?? '9999',
            id: appearanceId,
            rating: mode === 'attributed' ? checked : String(rating),
          });
      }
    }
    for (let i = 0; i < entries.length; i += 50) await record(...entries.slice(i, i + 50));
    expected.sort((a, b) => a.rank - b.rank || a.day.localeCompare(b.day) || (a.id < b.id ? -1 : 1));
    const once = expected.filter(({ key }, i) => expected.findIndex((each) => each.key === key) === i);
    const repeated = expected.length - once.length;
    const count = (group: string, rating?: string) =>
      once.filter((each) => each.group === group && (rating === undefined || each.rating === rating)).length;

    const answer = await ask(outletRecord, { id: outletId }, { reader: ANYBODY });
    expect(answer).toMatchObject({
      name: 'Counted',
      domains: [{ domain: 'counted.example' }],
      minimum: 10,
      claims: { published: shown.size, counted: new Set(once.map(({ key }) => key.slice(0, 36))).size, desk: null },
      appearances: { counted: once.length },
      ownVoice: {
        counted: count('ownVoice'),
        borneOut: { count: count('ownVoice', 'TRUE') },
        refuted: { count: count('ownVoice', 'FALSE') },
      },
      relaying: {
        counted: count('relaying'),
        borneOut: { count: count('relaying', 'TRUE') },
        refuted: { count: count('relaying', 'FALSE') },
      },
      attribution: {
        counted: count('attribution'),
        accurate: { count: count('attribution', 'accurate'), of: count('attribution') },
        altered: { count: count('attribution', 'altered') },
        false: { count: count('attribution', 'false') },
      },
    });
    expect(repeated).toBeGreaterThan(0);
    expect(Object.fromEntries(answer.appearances.leftOut.map(({ reason, count: n }) => [reason, n]))).toEqual({
      ...left,
      'same-claim-and-origin': repeated,
    });
    const sum = answer.appearances.leftOut.reduce((all, each) => all + each.count, answer.appearances.counted);
    expect(sum).toBe(answer.appearances.published);

    // The list that it is counted from says the same, page by page.
    const counted: string[] = [];
    let cursor: string | null = null;
    do {
      const args: { id: string; limit: number; cursor?: string } = {
        id: outletId,
        limit: 7,
        ...(cursor ? { cursor } : {}),
      };
      const page: Awaited<ReturnType<typeof outletClaims.answer>> = await ask(outletClaims, args, { reader: ANYBODY });
      counted.push(...page.items.flatMap((item) => item.appearances).flatMap((each) => (each.counted ? each.id : [])));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(counted.sort()).toEqual(once.map(({ id }) => id).sort());
  });

  it('judges by the day of publication: what was found later changes nothing', async () => {
    const [outletId, workId] = [v7(), v7()];
    const made = aClaim();
    const [first, second] = [v7(), v7()];
    await record(
      ...anOutlet(outletId, 'Earlier'),
      aWorkOf(workId, outletId, { publishedOn: '2025-03-02' }),
      made.submitted(),
    );
    const at = await record(appeared(made, workId, outletId), ...publish(made, 'TRUE', '2025-01-01', first));
    const before = await ask(outletRecord, { id: outletId });
    expect(before.ownVoice.ratings).toEqual([{ rating: 'TRUE', count: 1 }]);
    await record(made.proposed(second, { rating: 'FALSE', validFrom: '2025-06-01' }));
    await record(made.published(second), made.entry('VerdictSuperseded', { verdictId: first, by: second }));
    expect((await ask(outletRecord, { id: outletId })).ownVoice).toEqual(before.ownVoice);
    await record(
      made.entry('VerdictRetracted', { verdictId: second }, { reason: 'forged' }),
      onOutlet(outletId, 'OutletRenamed', {}, { name: 'Later' }),
    );
    expect(await ask(outletRecord, { id: outletId }, { asOf: at })).toEqual({ ...before, asOf: at });
  });

  it('leaves out a work whose days lie on both sides of a change', async () => {
    const [outletId, workId] = [v7(), v7()];
    const made = aClaim();
    const [first, second] = [v7(), v7()];
    await record(...anOutlet(outletId, 'Between'), aWorkOf(workId, outletId, { publishedOn: '2025-05-30/2025-06-02' }));
    await record(made.submitted(), appeared(made, workId, outletId), ...publish(made, 'TRUE', '2025-01-01', first));
    expect((await ask(outletRecord, { id: outletId })).ownVoice.counted).toBe(1);
    await record(made.proposed(second, { rating: 'FALSE', validFrom: '2025-06-01' }), made.published(second));
    await record(made.entry('VerdictSuperseded', { verdictId: first, by: second }));
    expect((await ask(outletRecord, { id: outletId })).appearances.leftOut).toEqual([
      { reason: 'several-verdicts-for-those-days', count: 1 },
    ]);
  });

  it('tells a stranger nothing of what is not published, and the desk only how many', async () => {
    const [outletId, workId, other] = [v7(), v7(), v7()];
    const [told, silent, declined] = [aClaim(), aClaim(), aClaim()];
    await record(...anOutlet(outletId, 'Discreet'), aWorkOf(workId, outletId, { publishedOn: '2025-03-02' }));
    const empty = await ask(outletRecord, { id: outletId }, { reader: ANYBODY });
    await record(aWorkOf(other, outletId), onWork(other, 'NoCorrectionSeen', { lookedOn: '2025-04-01' }));
    await record(silent.submitted(), appeared(silent, other, outletId), silent.proposed(v7()));
    await record(
      declined.submitted(),
      appeared(declined, other, outletId),
      declined.entry('ClaimDeclined', { ground: 'not-checkable' }),
    );
    const { position: _, ...still } = await ask(outletRecord, { id: outletId }, { reader: ANYBODY });
    expect(empty).toMatchObject(still);
    await record(told.submitted(), appeared(told, workId, outletId), ...publish(told, 'TRUE', '2025-01-01'));
    const [stranger, desk] = await Promise.all([
      ask(outletRecord, { id: outletId }, { reader: ANYBODY }),
      ask(outletRecord, { id: outletId }),
    ]);
    expect(stranger.claims).toEqual({ published: 1, counted: 1, unproven: 0, desk: null });
    expect(desk).toEqual({
      ...stranger,
      claims: { ...stranger.claims, desk: { submitted: 3, checkable: 2, reviewed: 2 } },
    });
    const listed = async (reader: Reader) =>
      (await ask(outletClaims, { id: outletId }, { reader })).items.map(({ id, published }) => [id, published]);
    expect(await listed(ANYBODY)).toEqual([[told.id, true]]);
    expect(await listed(EDITOR)).toEqual([
      [told.id, true],
      [declined.id, false],
      [silent.id, false],
    ]);
  });

  it('leaves out for strangers what is withheld now, also as of when it was not', async () => {
    const [outletId, workId] = [v7(), v7()];
    const made = aClaim();
    await record(...anOutlet(outletId, 'Withheld'), aWorkOf(workId, outletId, { publishedOn: '2025-03-02' }));
    const at = await record(made.submitted(), appeared(made, workId, outletId), ...publish(made, 'TRUE', '2025-01-01'));
    const shown = async (reader: Reader, asOf?: number) =>
      (await ask(outletRecord, { id: outletId }, { reader, asOf })).claims.published;
    expect(await shown(ANYBODY)).toBe(1);
    await record(made.entry('PublicationWithheld', { basis: 'court-order' }, { reason: 'so ordered' }));
    expect([await shown(ANYBODY), await shown(ANYBODY, at), await shown(EDITOR, at)]).toEqual([0, 0, 1]);
    await record(made.entry('WithholdingLifted', {}, { reason: 'lifted' }));
    expect([await shown(ANYBODY), await shown(ANYBODY, at)]).toEqual([1, 1]);
  });

  it('counts a duplicate as the claim that it repeats, and a merged outlet as the one that goes on', async () => {
    const [outletId, twin, one, two] = [v7(), v7(), v7(), v7()];
    const [made, duplicate] = [aClaim(), aClaim()];
    await record(...anOutlet(outletId, 'Whole'), ...anOutlet(twin, 'Twin'));
    await record(
      aWorkOf(one, outletId, { publishedOn: '2025-03-02' }),
      aWorkOf(two, twin, { publishedOn: '2025-03-03' }),
    );
    await record(made.submitted(), appeared(made, one, outletId), ...publish(made, 'TRUE', '2025-01-01'));
    await record(duplicate.submitted(), appeared(duplicate, two, twin));
    expect((await ask(outletRecord, { id: twin })).claims).toMatchObject({ published: 0, desk: { submitted: 1 } });
    await record(
      duplicate.entry('ClaimMerged', { intoId: made.id }),
      made.entry('ClaimAbsorbed', { claimId: duplicate.id, submitters: [] }),
    );
    expect(await ask(outletRecord, { id: twin }, { reader: ANYBODY })).toMatchObject({
      id: twin,
      ownVoice: { counted: 1 },
    });
    await record(
      onOutlet(twin, 'OutletMerged', { intoId: outletId }),
      onOutlet(outletId, 'OutletAbsorbed', { outletId: twin }),
    );
    for (const id of [outletId, twin]) {
      expect(await ask(outletRecord, { id }, { reader: ANYBODY })).toMatchObject({
        id: outletId,
        absorbed: [twin],
        claims: { published: 1, counted: 1 },
        ownVoice: { counted: 1 },
        appearances: { published: 2, leftOut: [{ reason: 'same-claim-and-origin', count: 1 }] },
      });
    }
  });

  it('says what was seen to be corrected, when somebody last looked, and what the outlet replied', async () => {
    const [outletId, ...works] = [v7(), v7(), v7(), v7(), v7()];
    const [changed, looked, unseen, undone] = works;
    const made = aClaim();
    const mistaken = v7();
    await record(...anOutlet(outletId, 'Replied'), made.submitted());
    for (const workId of works) await record(aWorkOf(workId, outletId), appeared(made, workId, outletId));
    await record(...publish(made, 'TRUE', '2025-01-01'));
    expect((await ask(outletRecord, { id: outletId })).corrections).toMatchObject({
      neverLooked: 4,
      lastLookedOn: null,
    });
    await record(
      onWork(changed, 'OutletCorrectionObserved', {
        correctionId: v7(),
        kind: 'silent-edit',
        observedOn: '2025-05-01',
      }),
    );
    await record(
      onWork(looked, 'NoCorrectionSeen', { lookedOn: '2025-04-30' }),
      onWork(looked, 'NoCorrectionSeen', { lookedOn: '2025-04-01' }),
    );
    await record(
      onWork(undone, 'OutletCorrectionObserved', {
        correctionId: mistaken,
        kind: 'deletion',
        observedOn: '2025-05-01',
      }),
    );
    await record(onWork(undone, 'OutletCorrectionWithdrawn', { correctionId: mistaken }));
    const [kept, gone] = [v7(), v7()];
    await record(
      onOutlet(
        outletId,
        'OutletReplied',
        { replyId: kept, repliedOn: '2025-05-02' },
        { text: 'We stand by it.', note: 'by mail' },
      ),
      onOutlet(outletId, 'OutletReplied', { replyId: gone }, { text: 'Not ours.' }),
      onOutlet(outletId, 'OutletReplyWithdrawn', { replyId: gone }, { reason: 'forged' }),
    );
    const answer = await ask(outletRecord, { id: outletId }, { reader: ANYBODY });
    expect(answer.corrections).toMatchObject({
      works: 4,
      changed: 1,
      kinds: [{ kind: 'silent-edit', count: 1 }],
      noneSeen: 1,
      lastLookedOn: '2025-04-30',
      neverLooked: 2,
    });
    expect(answer.replies).toMatchObject([{ id: kept, text: 'We stand by it.', repliedOn: '2025-05-02' }]);
    expect(JSON.stringify(answer)).not.toContain('by mail');
    expect(unseen).toBeDefined();
  });

  it('is not there for an outlet that is not', async () => {
    const outletId = v7();
    const before = await record(...anOutlet(v7(), 'Another'));
    await record(...anOutlet(outletId, 'Registered'));
    await expect(ask(outletRecord, { id: v7() })).rejects.toEqual(refusedWith('not-found'));
    await expect(ask(outletRecord, { id: outletId }, { asOf: before })).rejects.toEqual(refusedWith('not-found'));
  });
});

describe('The queue', () => {
  const waits = async (
    id: string,
    args: Parameters<typeof queue.answer>[1] = {},
    beside: { reader?: Reader; asOf?: number } = {},
  ) => (await ask(queue, { limit: 200, ...args }, beside)).items.filter(({ claimId }) => claimId === id);
  const reasons = async (id: string, beside: { reader?: Reader; asOf?: number } = {}) =>
    (await waits(id, {}, beside)).map(({ reason }) => reason);

  it('follows a claim from its submission to its last correction, and tells the same as of each moment', async () => {
    const made = aClaim();
    const [verdictId, second, requestId, disputeId, evidenceId, asked] = [v7(), v7(), v7(), v7(), v7(), v7()];
    const past = '2020-01-01T00:00:00.000Z';
    const steps: [Entry, string[]][] = [
      [made.submitted(), ['awaiting-review']],
      [made.entry('ClaimDeclined', { ground: 'other' }), []],
      [made.entry('ClaimReopened', {}), ['awaiting-review']],
      [made.attached(evidenceId), ['awaiting-review']],
      [made.entry('ReplyRequested', { requestId, to: 'claimant', deadline: past }), ['awaiting-review']],
      [
        made.proposed(verdictId, { evidence: [{ evidenceId, eventId: v7(), originId: null }], validUntil: '2025-02' }),
        ['reply-deadline-passed', 'proposed'],
      ],
      [made.entry('ReplyReceived', { replyId: v7(), from: 'claimant', requestId }), ['proposed']],
      [made.entry('VerdictSentBack', { verdictId }), ['awaiting-review']],
      [
        made.proposed(second, { evidence: [{ evidenceId, eventId: v7(), originId: null }], validUntil: '2025-02' }),
        ['proposed'],
      ],
      [made.published(second), ['expired']],
      [made.entry('EvidenceWithdrawn', { evidenceId }), ['evidence-withdrawn', 'expired']],
      [
        made.entry('DisputeOpened', { disputeId, verdictId: second, party: 'reader' }),
        ['evidence-withdrawn', 'dispute', 'expired'],
      ],
      [made.entry('DisputeDecided', { disputeId, outcome: 'rejected' }), ['evidence-withdrawn', 'expired']],
      [
        made.entry('CorrectionRequested', { requestId: asked, verdictId: second, receiptDigest: 'x' }),
        ['evidence-withdrawn', 'correction-request', 'expired'],
      ],
      [
        made.entry('CorrectionRequestAnswered', { requestId: asked, outcome: 'accepted' }),
        ['evidence-withdrawn', 'expired'],
      ],
      [made.entry('VerdictRetracted', { verdictId: second }), ['retraction-unconfirmed']],
      [
        made.entry('PublicationWithheld', { basis: 'court-order' }),
        ['retraction-unconfirmed', 'withholding-unconfirmed'],
      ],
      [made.entry('RetractionConfirmed', { verdictId: second }), ['withholding-unconfirmed']],
      [made.entry('WithholdingConfirmed', {}), []],
    ];
    const then: [number, string[]][] = [];
    for (const [entry, expected] of steps) {
      const position = await record(entry);
      expect([entry.type, await reasons(made.id)]).toEqual([entry.type, expected]);
      then.push([position, expected]);
    }
    for (const [asOf, expected] of then) expect(await reasons(made.id, { asOf })).toEqual(expected);
  });

  it('holds what falls due only once it does, by the time of the moment', async () => {
    const [due, later] = [aClaim(), aClaim()];
    await record(
      due.submitted({ kind: 'prediction', dueOn: '2025-06' }),
      later.submitted({ kind: 'promise', dueOn: '2999' }),
    );
    expect(await waits(due.id)).toMatchObject([{ reason: 'prediction-due', overdue: true }]);
    expect(await waits(later.id)).toEqual([]);
  });

  it('names who is to review a claim and by when, and is filtered by them and by reason', async () => {
    const [one, two] = [aClaim(), aClaim()];
    const reviewer = v7();
    await record(one.submitted({}, { text: 'First.' }), two.submitted({}, { text: 'Second.' }));
    await record(
      one.entry('ReviewAssigned', { reviewer, dueOn: '2999-05' }),
      two.entry('ReviewAssigned', { reviewer, dueOn: '2025-01-31' }),
    );
    const { items } = await ask(queue, { assignee: reviewer });
    expect(items).toMatchObject([
      {
        claimId: two.id,
        text: 'Second.',
        due: '2025-02-01T00:00:00.000Z',
        overdue: true,
        assignees: [{ id: reviewer, dueOn: '2025-01-31' }],
      },
      { claimId: one.id, text: 'First.', due: '2999-06-01T00:00:00.000Z', overdue: false },
    ]);
    expect((await ask(queue, { assignee: reviewer, reason: 'dispute' })).items).toEqual([]);
    await record(one.entry('ReviewReleased', { reviewer }));
    expect((await ask(queue, { assignee: reviewer })).items).toHaveLength(1);
  });

  it('keeps an open proposal from who is to rate it unseen, and asks them for their rating', async () => {
    const made = aClaim();
    const [blind, verdictId] = [v7(), v7()];
    const reader: Reader = { id: blind, roles: ['reviewer'] };
    await record(
      made.submitted(),
      made.entry('ReviewAssigned', { reviewer: blind, blind: true }),
      made.proposed(verdictId),
    );
    expect(await reasons(made.id, { reader })).toEqual(['second-rating']);
    expect((await reasons(made.id)).sort()).toEqual(['proposed', 'second-rating']);
    const rated = {
      verdictId,
      scale: 'truth-5',
      scaleVersion: 1,
      rating: 'TRUE',
      wordingId: v7(),
      blind: true,
    } as const;
    await record({ ...made.entry('SecondRatingRecorded', rated), actor: blind });
    expect(await reasons(made.id, { reader })).toEqual(['proposed']);
  });

  it('goes through all pages once, what may harm readers first', async () => {
    for (let i = 0; i < 5; i += 1) await record(aClaim().submitted());
    const whole = (await ask(queue, { limit: 200 })).items;
    const paged: typeof whole = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof queue.answer>> = await ask(queue, {
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
    const HARM = ['correction-request', 'retraction-unconfirmed', ...DUE_REASONS.filter((each) => each !== 'expired')];
    const places = whole.map(
      ({ reason, due, since }) => `${HARM.includes(reason) ? 0 : due ? 1 : 2} ${due ?? since ?? ''}`,
    );
    expect(places).toEqual([...places].sort());
    expect(whole[0]).toMatchObject({
      carriers: expect.any(Number),
      missing: expect.any(Array),
      evidence: { context: 0 },
    });
    const { nextCursor } = await ask(queue, { limit: 1, reason: 'awaiting-review' });
    await expect(ask(queue, { cursor: nextCursor ?? '', reason: 'dispute' })).rejects.toEqual(
      refusedWith('cursor-invalid'),
    );
  });

  it('is not for strangers', async () => {
    await expect(ask(queue, {}, { reader: ANYBODY })).rejects.toEqual(refusedWith('not-found'));
  });
});

describe('The log of corrections', () => {
  it('has every one with its reason, newest first, in pages', async () => {
    const made = aClaim();
    const [first, second, third] = [v7(), v7(), v7()];
    await record(made.submitted({}, { text: 'It was so.' }), ...publish(made, 'TRUE', '2025-01-01', first));
    const start = await record(
      made.entry(
        'VerdictCorrected',
        { verdictId: first, grade: 'minor', texts: ['summary'] },
        { summary: 'Mended.', reason: 'a slip' },
      ),
    );
    await record(made.proposed(second, { rating: 'FALSE' }, { reason: 'we misread it', wording: 'It was otherwise.' }));
    await record(
      made.published(second),
      made.entry('VerdictCorrected', { verdictId: first, grade: 'material', by: second }),
      made.entry('ClaimReworded', { wordingId: v7(), language: 'en', kind: 'event', by: second }),
    );
    await record(
      made.proposed(third, { rating: 'MIXED' }, { reason: 'new numbers' }),
      made.published(third),
      made.entry('VerdictSuperseded', { verdictId: second, by: third }),
    );
    await record(made.entry('VerdictRetracted', { verdictId: third }, { reason: 'forged' }));
    await record(made.entry('RetractionOverturned', { verdictId: third }, { reason: 'it was not' }));
    const mine = (items: { claimId: string }[]) => items.filter(({ claimId }) => claimId === made.id);
    const { items } = await ask(corrections, { limit: 200 }, { reader: ANYBODY });
    expect(mine(items)).toMatchObject([
      { kind: 'retraction-overturned', verdict: { id: third }, reason: 'it was not', text: 'It was otherwise.' },
      { kind: 'retraction', verdict: { id: third, rating: 'MIXED' }, reason: 'forged' },
      {
        kind: 'supersession',
        verdict: { id: second, rating: 'FALSE' },
        by: { id: third, rating: 'MIXED' },
        reason: 'new numbers',
      },
      {
        kind: 'material-correction',
        verdict: { id: first, rating: 'TRUE' },
        by: { id: second },
        reason: 'we misread it',
      },
      {
        kind: 'minor-correction',
        verdict: { id: first },
        by: null,
        texts: ['summary'],
        reason: 'a slip',
        position: start,
      },
    ]);
    const page = await ask(corrections, { limit: 2 }, { reader: ANYBODY });
    const next = await ask(corrections, { limit: 200, cursor: page.nextCursor ?? '' }, { reader: ANYBODY });
    expect([...page.items, ...next.items]).toEqual(items);
    const then = await ask(corrections, { limit: 200 }, { reader: ANYBODY, asOf: start });
    expect(mine(then.items)).toMatchObject([{ kind: 'minor-correction', text: 'It was so.' }]);
    await record(made.entry('PublicationWithheld', { basis: 'court-order' }, { reason: 'so ordered' }));
    for (const asOf of [undefined, start]) {
      expect(mine((await ask(corrections, { limit: 200 }, { reader: ANYBODY, asOf })).items)).toEqual([]);
      expect(mine((await ask(corrections, { limit: 200 }, { asOf })).items)).not.toEqual([]);
    }
  });

  describe('of a day of the world', () => {
    type Became = (made: ReturnType<typeof aClaim>, first: string, second: string) => Entry[];
    /** A claim with a verdict of these days, and where it stands what became of that. */
    const judged = async (days: { assessedOn?: string; validFrom?: string; validUntil?: string }, became: Became) => {
      const made = aClaim();
      const [first, second] = [v7(), v7()];
      await record(
        made.submitted(),
        made.proposed(first, { assessedOn: '1970-06-15', ...days }),
        made.published(first),
      );
      await record(made.proposed(second, { assessedOn: '1999-01-01' }, { reason: 'so' }));
      return { made, first, at: await record(...became(made, first, second)) };
    };
    const superseded: Became = (made, first, second) => [
      made.published(second),
      made.entry('VerdictSuperseded', { verdictId: first, by: second }),
    ];
    const corrected: Became = (made, first, second) => [
      made.published(second),
      made.entry('VerdictCorrected', { verdictId: first, grade: 'material', by: second }),
    ];
    const mended: Became = (made, verdictId) => [
      made.entry('VerdictCorrected', { verdictId, grade: 'minor', texts: ['summary'] }, { reason: 'a slip' }),
    ];
    const retracted: Became = (made, verdictId) => [
      made.entry('VerdictRetracted', { verdictId }, { reason: 'forged' }),
    ];
    const on = async (validAt: string, beside: Parameters<typeof ask>[2] = { reader: ANYBODY }) =>
      (await ask(corrections, { limit: 200, validAt }, beside)).items.map(({ position }) => position);

    it.each([
      ['superseded', superseded],
      ['materially corrected', corrected],
      ['mended', mended],
      ['retracted', retracted],
    ])('has what became of a verdict that was said to hold on it and was %s', async (_, became) => {
      const { at } = await judged({ assessedOn: '1970-06-15' }, became);
      const { at: spring } = await judged({ validFrom: '1970-02', validUntil: '1970-03' }, became);
      const { at: year } = await judged({ validFrom: '1970', validUntil: '1970' }, became);
      const expected = {
        '1969-12-31': [],
        '1970-01-01': [year],
        '1970-01-31': [year],
        '1970-02-01': [year, spring],
        '1970-03-31': [year, spring],
        '1970-04-01': [year],
        '1970-06-14': [year],
        '1970-06-15': [year, at],
        '1970-12-31': [year, at],
        '1971-01-01': [at],
        '1998-12-31': [at],
        '9999-12-31': [at],
      };
      const mine = new Set([at, spring, year]);
      for (const reader of [ANYBODY, EDITOR]) {
        const found = await Promise.all(
          Object.keys(expected).map(async (day) => [day, (await on(day, { reader })).filter((each) => mine.has(each))]),
        );
        expect(Object.fromEntries(found)).toEqual(expected);
      }
    });

    it('is as of a moment what it was then, whatever became of those verdicts since', async () => {
      const day = '1961-05-05';
      const { made, first, at } = await judged({ validFrom: day, validUntil: day }, mended);
      const { at: other } = await judged({ validFrom: day, validUntil: day }, retracted);
      const later = await record(made.entry('VerdictRetracted', { verdictId: first }, { reason: 'forged' }));
      const last = await record(made.entry('RetractionOverturned', { verdictId: first }, { reason: 'it was not' }));
      for (const [asOf, expected] of [
        [undefined, [last, later, other, at]],
        [later, [later, other, at]],
        [other, [other, at]],
        [at, [at]],
        [at - 1, []],
      ] as const) {
        for (const reader of [ANYBODY, EDITOR]) expect(await on(day, { reader, asOf })).toEqual(expected);
      }
      expect(await ask(corrections, { validAt: day }, { asOf: at })).toMatchObject({
        validAt: day,
        asOf: at,
        position: at,
      });
      expect(await ask(corrections, {})).toMatchObject({ validAt: null, asOf: null });
    });

    it('hides from strangers what is withheld, also as of when it was not, and from nobody who works here', async () => {
      const day = '1962-05-05';
      const { made, at } = await judged({ validFrom: day, validUntil: day }, retracted);
      expect(await on(day)).toEqual([at]);
      await record(made.entry('PublicationWithheld', { basis: 'court-order' }, { reason: 'so ordered' }));
      for (const asOf of [undefined, at]) {
        expect(await on(day, { reader: ANYBODY, asOf })).toEqual([]);
        expect(await on(day, { reader: EDITOR, asOf })).toEqual([at]);
      }
    });

    it('fills its pages, which its cursor holds to that day', async () => {
      const day = '1963-05-05';
      const [term, another] = [
        { validFrom: '1963-05', validUntil: '1963-05' },
        { validFrom: '1963-06', validUntil: '1963-06' },
      ];
      const found: number[] = [];
      for (const became of [superseded, corrected, mended, retracted, retracted]) {
        found.unshift((await judged(term, became)).at);
        await judged(another, became);
      }
      const page = (cursor?: string, validAt?: string, asOf?: number) =>
        ask(corrections, { limit: 2, cursor, validAt }, { reader: ANYBODY, asOf });
      const pages: number[][] = [];
      let next: string | null | undefined;
      do {
        const { items, nextCursor, validAt } = await page(next ?? undefined, next === undefined ? day : undefined);
        expect(validAt).toBe(day);
        pages.push(items.map(({ position }) => position));
        next = nextCursor;
        // What is recorded meanwhile is not on a page that follows.
        await judged(term, retracted);
      } while (next !== null);
      expect(pages).toEqual([found.slice(0, 2), found.slice(2, 4), found.slice(4)]);

      const { nextCursor } = await page(undefined, day);
      expect((await page(nextCursor ?? '', day)).items).toHaveLength(2);
      const { nextCursor: ofAll } = await page();
      for (const [cursor, validAt, asOf] of [
        [nextCursor, '1963-05-06'],
        [ofAll, day],
        [nextCursor, day, found[0]],
      ] as const) {
        await expect(page(cursor ?? '', validAt, asOf)).rejects.toEqual(refusedWith('cursor-invalid'));
      }
    });

    it('is the same once all words are erased', async () => {
      const day = '1964-05-05';
      const term = { validFrom: '1964', validUntil: '1964-05' };
      const first = (await questions.recording.ledger.read.head()).position + 1;
      for (const became of [superseded, corrected, mended, retracted]) await judged(term, became);
      const before = (await ask(corrections, { validAt: day }, { reader: ANYBODY })).items;
      expect(before.map(({ kind, reason }) => [kind, reason])).toEqual([
        ['retraction', 'forged'],
        ['minor-correction', 'a slip'],
        ['material-correction', 'so'],
        ['supersession', 'so'],
      ]);
      const { position } = await questions.recording.ledger.read.head();
      const positions = Array.from({ length: position - first + 1 }, (_, i) => first + i);
      const erased = await eraseWords(questions.recording.ledger, {
        positions,
        basis: 'data-protection',
        actor: v7(),
        causation: v7(),
      });
      expect(await questions.engine.waitForPosition(PROJECTIONS, erased.position, 20_000)).toBe(true);
      const { items, erasures } = await ask(corrections, { validAt: day }, { reader: ANYBODY });
      expect(items).toEqual(before.map((each) => ({ ...each, text: null, reason: null })));
      expect(erasures.length).toBeGreaterThan(0);
    });
  });
});

describe('Who has a claim from whom', () => {
  it('is a graph in which several outlets that relay one report are one origin', async () => {
    const made = aClaim();
    const [outletA, outletB, agency, workA, workB, source] = [v7(), v7(), v7(), v7(), v7(), v7()];
    const [inA, inB, one, two, three] = [v7(), v7(), v7(), v7(), v7()];
    await record(
      ...anOutlet(outletA, 'A'),
      ...anOutlet(outletB, 'B'),
      aWorkOf(workA, outletA),
      aWorkOf(workB, outletB),
    );
    await record(
      made.submitted(),
      appeared(made, workA, outletA, { appearanceId: inA }),
      appeared(made, workB, outletB, { appearanceId: inB }),
    );
    const graph = () => ask(attribution, { id: made.id });
    expect(await graph()).toMatchObject({ independentOrigins: 0, relayDepth: 0, edges: [], circles: [] });
    await record(takenFrom(made, { appearanceId: inA }, agency, { upstreamId: one, name: 'Agency' }));
    await record(takenFrom(made, { upstreamId: one }, source, { upstreamId: two, name: 'Ministry' }));
    await record(takenFrom(made, { appearanceId: inB }, outletA, { upstreamId: three, workId: workA }));
    const whole = await graph();
    expect(whole).toMatchObject({ independentOrigins: 1, originIds: [source], relayDepth: 3, circles: [] });
    expect((await ask(claimPage, { id: made.id })).independentOrigins).toBe(whole.independentOrigins);
    expect(whole.appearances).toEqual([
      { appearanceId: inA, relayDepth: 2, originIds: [source], traced: true },
      { appearanceId: inB, relayDepth: 3, originIds: [source], traced: true },
    ]);
    expect(whole.nodes.find(({ id }) => id === one)).toMatchObject({ kind: 'institution', name: 'Agency' });
    expect(whole.nodes.find(({ id }) => id === three)?.outlet).toMatchObject({ id: outletA, name: 'A' });
    expect(whole.edges.map(({ from, to }) => [from, to]).sort()).toEqual(
      [
        [inA, one],
        [one, two],
        [inB, three],
        [three, inA],
      ].sort(),
    );
    await record(made.entry('UpstreamWithdrawn', { upstreamId: one }, { reason: 'no' }));
    expect(await graph()).toMatchObject({ originIds: [outletA], independentOrigins: 1, relayDepth: 1 });
    expect((await graph()).nodes.map(({ id }) => id).sort()).toEqual([inA, inB, three].sort());
    await expect(ask(attribution, { id: made.id }, { reader: ANYBODY })).rejects.toEqual(refusedWith('not-found'));
  });

  it('counts two outlets that turned out to be one as one origin', async () => {
    const made = aClaim();
    const [one, two, inOne, inTwo] = [v7(), v7(), v7(), v7()];
    await record(...anOutlet(one, 'One'), ...anOutlet(two, 'Two'), aWorkOf(inOne, one), aWorkOf(inTwo, two));
    await record(made.submitted(), appeared(made, inOne, one), appeared(made, inTwo, two));
    const then = await record(onOutlet(v7(), 'OutletRegistered', { kind: 'online' }, { name: 'Other' }));
    await record(onOutlet(two, 'OutletMerged', { intoId: one }), onOutlet(one, 'OutletAbsorbed', { outletId: two }));
    expect(await ask(attribution, { id: made.id })).toMatchObject({ untracedAppearances: 2, originIds: [one] });
    expect(await ask(attribution, { id: made.id }, { asOf: then })).toMatchObject({ roots: [{}, {}] });
  });
});

describe('What a person did', () => {
  const invited = (id: string): Entry => ({ stream: `person-${id}`, type: 'PersonInvited', facts: {} });

  it('is listed newest first with counts, what they did to people only for who answers for it', async () => {
    const [who, whom] = [v7(), v7()];
    const made = aClaim();
    await record(invited(who));
    const first = await record({ ...made.submitted(), actor: who });
    await record({ ...made.attached(v7()), actor: who }, { ...made.attached(v7()), actor: who });
    const last = await record({ ...invited(whom), actor: who });
    const [desk, admin] = await Promise.all([
      ask(activity, { id: who }),
      ask(activity, { id: who }, { reader: { id: v7(), roles: ['admin'] } }),
    ]);
    expect(desk.counts).toEqual([
      { type: 'EvidenceAttached', count: 2 },
      { type: 'ClaimSubmitted', count: 1 },
    ]);
    expect(desk.items.map(({ type, revision }) => [type, revision])).toEqual([
      ['EvidenceAttached', 3],
      ['EvidenceAttached', 2],
      ['ClaimSubmitted', 1],
    ]);
    expect(admin.items[0]).toMatchObject({ position: last, type: 'PersonInvited', stream: `person-${whom}` });
    expect((await ask(activity, { id: who }, { asOf: first })).counts).toEqual([{ type: 'ClaimSubmitted', count: 1 }]);
    const page = await ask(activity, { id: who, limit: 2 });
    const next = await ask(activity, { id: who, limit: 2, cursor: page.nextCursor ?? '' });
    expect([...page.items, ...next.items]).toEqual(desk.items);
    expect(next.nextCursor).toBeNull();
  });

  it('is not for strangers, nor of people who are not', async () => {
    const who = v7();
    await record(invited(who));
    expect((await ask(activity, { id: who })).items).toEqual([]);
    await expect(ask(activity, { id: who }, { reader: ANYBODY })).rejects.toEqual(refusedWith('not-found'));
    await expect(ask(activity, { id: v7() })).rejects.toEqual(refusedWith('not-found'));
  });
});

describe('What others found', () => {
  it('is listed for a claim as it was last changed, without what was withdrawn', async () => {
    const made = aClaim();
    const [kept, gone] = [v7(), v7()];
    const facts = (outsideReviewId: string) => ({ outsideReviewId, publisherId: v7(), reservationId: v7() });
    const words = { publisher: 'Facts', url: 'https://facts.example/1', nativeRating: 'Wrong', note: 'by phone' };
    await record(
      made.submitted(),
      made.entry('OutsideReviewRecorded', facts(kept), words),
      made.entry('OutsideReviewRecorded', facts(gone), words),
    );
    await record(
      made.entry('OutsideReviewChanged', facts(kept), {
        ...words,
        nativeRating: 'Half right',
        reason: 'they changed it',
      }),
    );
    await record(made.entry('OutsideReviewWithdrawn', { outsideReviewId: gone }, { reason: 'another claim' }));
    expect((await ask(outsideReviews, { claim: made.id })).items).toMatchObject([
      { id: kept, nativeRating: 'Half right' },
    ]);
    await expect(ask(outsideReviews, { claim: made.id }, { reader: ANYBODY })).rejects.toEqual(
      refusedWith('not-found'),
    );
    await record(...publish(made, 'TRUE', '2025-01-01'));
    const shown = await ask(outsideReviews, { claim: made.id }, { reader: ANYBODY });
    expect(shown.items).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toContain('by phone');
  });
});
