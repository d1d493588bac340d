import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import type { Rating } from '../src/claims/claim.events.js';
import { claimPage } from '../src/projections/claims/claim-page.js';
import { claimList } from '../src/projections/claims/claim-list.js';
import { queue } from '../src/projections/review/queue.js';
import { ANYBODY, type Reader } from '../src/projections/engine/view.js';
import { aClaim, anOutlet, aWork } from './support/claims.js';
import { EDITOR, startQuestions, type Questioned } from './support/questions.js';
import type { Entry } from './support/recording.js';

let desk: Questioned;
beforeAll(async () => {
  desk = await startQuestions();
});
afterAll(() => desk.end());

type Made = ReturnType<typeof aClaim>;
const reviewer = v7();
const pin = (evidenceId: string) => ({ evidenceId, eventId: v7(), originId: null });
const onOutlet = (id: string, type: string, facts: object): Entry => ({ stream: `outlet-${id}`, type, facts });
const onWork = (id: string, type: string, facts: object): Entry => ({ stream: `work-${id}`, type, facts });

/** A claim with a verdict on two items of different origins. */
const rated = async (
  facts: { validUntil?: string; rating?: Rating } = {},
  items: readonly { originId: string; workId?: string; outletId?: string }[] = [{ originId: v7() }, { originId: v7() }],
) => {
  const made = aClaim();
  const [verdictId, ...evidence] = [v7(), ...items.map((item) => ({ id: v7(), ...item }))] as [
    string,
    ...{ id: string; originId: string; workId?: string; outletId?: string }[],
  ];
  await desk.record(
    made.submitted(),
    ...evidence.map(({ id, ...item }) => made.attached(id, item)),
    made.proposed(verdictId, { evidence: evidence.map(({ id }) => pin(id)), ...facts }),
    made.published(
      verdictId,
      evidence.map(({ originId }) => originId),
    ),
  );
  return { made, verdictId, evidence: evidence.map(({ id }) => id) };
};

/** Why a claim is due for review by the queue; its page and the list of claims must say the same, at any moment. */
const dueOf = async ({ id }: Made, asOf?: number, due = 0) => {
  const { items } = await desk.ask(queue, { limit: 200, due }, { asOf });
  const own = items.filter(({ claimId }) => claimId === id);
  const now = own.some(({ reason }) => reason !== 'validity-ending');
  const page = await desk.ask(claimPage, { id }, { asOf });
  const list = await desk.ask(claimList, { limit: 200 }, { asOf });
  const listed = list.items.find((item) => item.id === id);
  expect([page.reviewDue, listed?.reviewDue]).toEqual([now, now]);
  return own;
};
const reasonsOf = async (made: Made, asOf?: number) =>
  (await dueOf(made, asOf)).map(({ reason, part }) => [reason, part]);
const tellStranger = async ({ id }: Made) => (await desk.ask(claimPage, { id }, { reader: ANYBODY })).reviewDue;

describe('A published verdict is due for review', () => {
  it('when its validity has ended, and is announced before', async () => {
    const [gone, far] = [await rated({ validUntil: '2025-02' }), await rated({ validUntil: '2999' })];
    const soonDay = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const soon = await rated({ validUntil: soonDay });
    expect(await dueOf(gone.made)).toMatchObject([
      {
        reason: 'expired',
        part: gone.verdictId,
        since: '2025-03-01T00:00:00.000Z',
        due: '2025-03-01T00:00:00.000Z',
        overdue: true,
      },
    ]);
    expect(await dueOf(far.made, undefined, 366)).toEqual([]);
    expect(await dueOf(soon.made)).toEqual([]);
    expect(await dueOf(soon.made, undefined, 10)).toMatchObject([
      { reason: 'validity-ending', part: soon.verdictId, since: null, overdue: false },
    ]);
    const ending = await desk.ask(queue, { reason: 'validity-ending', limit: 200 });
    expect(ending.items.map(({ claimId }) => claimId)).toEqual([soon.made.id]);
    expect((await desk.ask(queue, { reason: 'expired', limit: 200 })).items.map(({ claimId }) => claimId)).toEqual([
      gone.made.id,
    ]);
  });

  it('when another claim contradicts, updates or negates it since, and not when it is only a part', async () => {
    const { made } = await rated();
    const other = aClaim();
    const relation = (kind: 'updates' | 'narrows' | 'contradicts', relationId = v7()) =>
      ({ relationId, relation: kind, claimId: made.id }) as const;
    await desk.record(other.submitted(), other.entry('ClaimRelated', relation('narrows')));
    expect(await reasonsOf(made)).toEqual([]);
    const updates = relation('updates');
    const position = await desk.record(other.entry('ClaimRelated', updates));
    expect(await dueOf(made)).toMatchObject([
      { reason: 'related-claim', part: other.id, sincePosition: position, overdue: false, due: null },
    ]);
    // Of a claim that is not published strangers are told nothing, not even by this.
    expect(await tellStranger(made)).toBe(false);
    await desk.record(other.entry('ClaimUnrelated', updates, { reason: 'no' }));
    expect(await reasonsOf(made)).toEqual([]);
    // What contradicts is contradicted.
    const second = await rated();
    await desk.record(second.made.entry('ClaimRelated', relation('contradicts')));
    expect(await reasonsOf(made)).toEqual([['related-claim', second.made.id]]);
    expect(await reasonsOf(second.made)).toEqual([['related-claim', made.id]]);
    expect(await reasonsOf(made, position)).toEqual([['related-claim', other.id]]);
  });

  it('for as long as a dispute about it is open, and when one was upheld until another verdict follows', async () => {
    const { made, verdictId } = await rated();
    const [one, two, next] = [v7(), v7(), v7()];
    await desk.record(made.entry('DisputeOpened', { disputeId: one, verdictId, party: 'reader' }));
    expect(await reasonsOf(made)).toEqual([['dispute', one]]);
    await desk.record(made.entry('DisputeDecided', { disputeId: one, outcome: 'rejected' }));
    expect(await reasonsOf(made)).toEqual([]);
    await desk.record(
      made.entry('DisputeOpened', { disputeId: two, verdictId, party: 'reader' }),
      made.entry('DisputeDecided', { disputeId: two, outcome: 'upheld' }),
    );
    expect(await reasonsOf(made)).toEqual([['dispute-upheld', two]]);
    await desk.record(
      made.proposed(next),
      made.published(next),
      made.entry('VerdictSuperseded', { verdictId, by: next }),
    );
    expect(await reasonsOf(made)).toEqual([]);
  });

  it('when a reply came in, or another fact-checker sees it on another side of the truth', async () => {
    const { made } = await rated({ rating: 'MOSTLY_TRUE' });
    const [replyId, outsideReviewId] = [v7(), v7()];
    const review = { outsideReviewId, publisherId: v7(), reservationId: v7() };
    await desk.record(made.entry('OutsideReviewRecorded', { ...review, rating: 'TRUE' }));
    expect(await reasonsOf(made)).toEqual([]);
    await desk.record(made.entry('OutsideReviewChanged', { ...review, rating: 'UNPROVEN' }));
    expect(await reasonsOf(made)).toEqual([]);
    await desk.record(made.entry('OutsideReviewChanged', { ...review, rating: 'FALSE' }));
    expect(await reasonsOf(made)).toEqual([['outside-review-differs', outsideReviewId]]);
    await desk.record(made.entry('ReplyReceived', { replyId, from: 'claimant' }));
    expect((await reasonsOf(made)).map(([reason]) => reason)).toEqual(['outside-review-differs', 'reply-received']);
    expect(await tellStranger(made)).toBe(true);
    await desk.record(made.entry('OutsideReviewWithdrawn', { outsideReviewId }));
    expect(await reasonsOf(made)).toEqual([['reply-received', replyId]]);
  });

  it('until a reviewer who took it up lays it down again, where one can only take note', async () => {
    const { made, evidence } = await rated();
    await desk.record(made.entry('ReplyReceived', { replyId: v7(), from: 'claimant' }));
    await desk.record(made.entry('EvidenceWithdrawn', { evidenceId: evidence[0] as string }));
    const all = ['reply-received', 'evidence-withdrawn', 'origins-fallen'].sort();
    expect((await reasonsOf(made)).map(([reason]) => reason).sort()).toEqual(all);
    await desk.record(made.entry('ReviewAssigned', { reviewer }));
    // Taken away by another, nobody has looked.
    await desk.record(made.entry('ReviewReleased', { reviewer }), made.entry('ReviewAssigned', { reviewer }));
    expect((await reasonsOf(made)).map(([reason]) => reason).sort()).toEqual(all);
    await desk.record({ ...made.entry('ReviewReleased', { reviewer }), actor: reviewer });
    expect((await reasonsOf(made)).map(([reason]) => reason).sort()).toEqual(['evidence-withdrawn', 'origins-fallen']);
  });

  it('when an outlet corrects a work in which it appears, and when evidence is deleted that nobody kept', async () => {
    const [outletId, carrier, proof] = [v7(), v7(), v7()];
    await desk.record(...anOutlet(outletId, 'Corrected'), aWork(carrier, outletId), aWork(proof, outletId));
    const { made } = await rated({}, [{ originId: v7(), workId: proof }, { originId: v7() }]);
    await desk.record(made.appeared(carrier, v7()));
    const [correctionId, deletionId] = [v7(), v7()];
    const observed = (id: string, kind: string) => ({ correctionId: id, kind, observedOn: '2025-05-01' });
    const position = await desk.record(
      onWork(carrier, 'OutletCorrectionObserved', observed(correctionId, 'silent-edit')),
    );
    expect(await dueOf(made)).toMatchObject([
      { reason: 'outlet-correction', part: correctionId, sincePosition: position },
    ]);
    await desk.record(onWork(carrier, 'OutletCorrectionWithdrawn', { correctionId }));
    expect(await reasonsOf(made)).toEqual([]);
    const lost = await desk.record(onWork(proof, 'OutletCorrectionObserved', observed(deletionId, 'deletion')));
    expect(await reasonsOf(made)).toEqual([['evidence-lost', deletionId]]);
    const snapshot = { snapshotId: v7(), digest: 'a'.repeat(64), takenAt: '2025-01-01T00:00:00.000Z' };
    await desk.record(onWork(proof, 'SnapshotKept', snapshot));
    expect(await reasonsOf(made)).toEqual([['outlet-correction', deletionId]]);
    expect(await reasonsOf(made, lost)).toEqual([['evidence-lost', deletionId]]);
    expect(await reasonsOf(made, position)).toEqual([['outlet-correction', correctionId]]);
  });

  it('when two of its origins turn out to be one, by a merge, an edit, or a source found above', async () => {
    const [one, two] = [v7(), v7()];
    await desk.record(...anOutlet(one, 'One'), ...anOutlet(two, 'Two'));
    const merged = await rated({}, [
      { originId: one, outletId: one },
      { originId: two, outletId: two },
    ]);
    const three = await rated({}, [
      { originId: one, outletId: one },
      { originId: two, outletId: two },
      { originId: v7() },
    ]);
    const position = await desk.record(
      onOutlet(two, 'OutletMerged', { intoId: one }),
      onOutlet(one, 'OutletAbsorbed', { outletId: two }),
    );
    expect(await dueOf(merged.made)).toMatchObject([{ reason: 'origins-fallen', sincePosition: position - 1 }]);
    expect(await reasonsOf(three.made)).toEqual([]);
    await desk.record(
      onOutlet(two, 'OutletSplit', { fromId: one }),
      onOutlet(one, 'OutletReleased', { outletId: two }),
    );
    expect(await reasonsOf(merged.made)).toEqual([]);
    expect((await reasonsOf(merged.made, position)).map(([reason]) => reason)).toEqual(['origins-fallen']);

    const edited = await rated();
    const same = v7();
    const corrected = (evidenceId: string): Entry => ({
      ...edited.made.attached(evidenceId, { originId: same }),
      type: 'EvidenceCorrected',
    });
    await desk.record(...edited.evidence.map(corrected));
    expect(await reasonsOf(edited.made)).toEqual([['origins-fallen', edited.verdictId]]);

    const source = v7();
    const above = await rated({}, [{ originId: source }, { originId: v7() }]);
    const [appearanceId, outletId, workId] = [v7(), v7(), v7()];
    await desk.record(...anOutlet(outletId, 'Relaying'), aWork(workId, outletId));
    await desk.record(above.made.appeared(workId, outletId, appearanceId));
    expect(await reasonsOf(above.made)).toEqual([]);
    const found = { upstreamId: v7(), of: { appearanceId }, kind: 'institution', originId: source } as const;
    const step = { ...found, relation: 'quote', translated: false, basis: 'credited' } as const;
    await desk.record(above.made.entry('UpstreamAttributed', step));
    expect(await reasonsOf(above.made)).toEqual([['origins-fallen', above.verdictId]]);
  });

  it('not while it is merged or closed, nor where none stands', async () => {
    const { made, verdictId } = await rated({ validUntil: '2025-02' });
    await desk.record(made.entry('VerdictRetracted', { verdictId }));
    expect(await reasonsOf(made)).toEqual([]);
    await desk.record(made.entry('RetractionOverturned', { verdictId }));
    expect((await reasonsOf(made)).map(([reason]) => reason)).toEqual(['expired']);
    const into = await rated();
    await desk.record(
      made.entry('ClaimMerged', { intoId: into.made.id }),
      into.made.entry('ClaimAbsorbed', { claimId: made.id, submitters: [] }),
    );
    expect(await reasonsOf(made)).toEqual([]);
  });

  it('in pages that hold each reason once, filtered by who is to review it', async () => {
    const { made } = await rated({ validUntil: '2025-02' });
    await desk.record(made.entry('ReviewAssigned', { reviewer }));
    const whole = (await desk.ask(queue, { due: 0, limit: 200 })).items;
    const paged: typeof whole = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Awaited<ReturnType<typeof queue.answer>> = await desk.ask(queue, {
        due: 0,
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(5);
    const mine = (await desk.ask(queue, { due: 0, assignee: reviewer })).items;
    expect(mine.map(({ claimId, reason }) => [claimId, reason])).toEqual([[made.id, 'expired']]);
  });
});

describe('What is new in the queue', () => {
  it('is overdue only once a day that was set for it has passed', async () => {
    const made = aClaim();
    const position = await desk.record(made.submitted());
    const own = async (reader: Reader = EDITOR) =>
      (await desk.ask(queue, { limit: 200 }, { reader })).items.filter(({ claimId }) => claimId === made.id);
    expect(await own()).toMatchObject([
      { reason: 'awaiting-review', due: null, overdue: false, sincePosition: position },
    ]);
    await desk.record(made.entry('ReviewAssigned', { reviewer, dueOn: '2025-01' }));
    expect(await own()).toMatchObject([{ due: '2025-02-01T00:00:00.000Z', overdue: true, sincePosition: position }]);
  });
});
