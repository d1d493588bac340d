import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { claimEvents, type EvidenceFacts } from '../src/claims/claim.events.js';
import { eraseWords } from './support/erasing.js';
import { claimCompare } from '../src/projections/claims/claim-compare.js';
import { claimHistory } from '../src/projections/claims/claim-history.js';
import { claimList } from '../src/projections/claims/claim-list.js';
import { ClaimMoved } from '../src/projections/claims/claim-stream.js';
import { claimPage, verdictPage } from '../src/projections/claims/claim-page.js';
import { eventList } from '../src/projections/log/events.js';
import { ANYBODY, type AnswerMeta, type Reader, type View } from '../src/projections/engine/view.js';
import { aClaim, anOutlet, aWork } from './support/claims.js';
import { startQuestions, type Questioned } from './support/questions.js';
import type { Entry } from './support/recording.js';

const PROPOSER = v7();
const EDITOR: Reader = { id: v7(), roles: ['editor'] };
const AUDITOR: Reader = { id: v7(), roles: ['auditor'] };
const KNOWER: Reader = { id: v7(), roles: ['reviewer'] };
const BLIND: Reader = { id: v7(), roles: ['reviewer'] };
const refusedWith = (code: string) => expect.objectContaining({ code }) as unknown as Error;

let questions: Questioned;

const ask = <Args, Answer extends AnswerMeta>(
  view: View<Args, Answer>,
  args: Args,
  reader: Reader,
  asOf?: number,
): Promise<Answer> => questions.ask(view, args, { reader, asOf });

const record = (...entries: Entry[]): Promise<number> => questions.record(...entries);
/** An entry with who made it. */
const by = (actor: string, entry: Entry): Entry => ({ ...entry, actor });

/** Everything that a reader is told of some claims, at one moment or now, as one text; refusals are part of it. */
async function toldOf(ids: readonly string[], verdictIds: readonly string[], reader: Reader, asOf?: number) {
  const attempt = (asked: Promise<AnswerMeta>) =>
    asked.catch((error: unknown) => {
      if (error instanceof ClaimMoved) return { moved: error.into };
      return (error as { code: string }).code;
    });
  const answers = await Promise.all([
    ...ids.flatMap((id) => [
      attempt(ask(claimPage, { id }, reader, asOf)),
      attempt(ask(claimPage, { id, validAt: '2025-01-02' }, reader, asOf)),
      attempt(ask(claimHistory, { id }, reader, asOf)),
      attempt(ask(claimCompare, { id, from: '0' }, reader, asOf)),
      ...verdictIds.map((verdictId) => attempt(ask(verdictPage, { claimId: id, verdictId }, reader, asOf))),
    ]),
    ...(['open', 'in-review', 'proposed', 'published', 'merged'] as const).map((status) =>
      attempt(ask(claimList, { status, limit: 200 }, reader, asOf)),
    ),
    attempt(ask(claimList, { limit: 200 }, reader, asOf)),
    attempt(ask(eventList, { limit: 200 }, reader, asOf)),
  ]);
  return JSON.stringify(answers);
}

beforeAll(async () => {
  questions = await startQuestions();
});
afterAll(() => questions.end());

/** Marks what must never be told to strangers: a text, or an identifier of something that they may not know of. */
const marks = () => {
  const tokens: string[] = [];
  return {
    tokens,
    secret: (what: string): string => {
      const token = `secret-${tokens.length}-${what}`;
      tokens.push(token);
      return token;
    },
    hidden: (): string => {
      const id = v7();
      tokens.push(id);
      return id;
    },
  };
};

/** One claim with every event that a claim can have, step by step, and the tokens that strangers must never see. */
function everything() {
  const { tokens, secret, hidden } = marks();
  const [made, two] = [aClaim(), aClaim()];
  const twosVerdict = v7();
  const { entry } = made;
  const [published, follower, origin, unpublished, outletId, workId, appearanceId, gone] = [
    v7(),
    v7(),
    hidden(),
    hidden(),
    v7(),
    v7(),
    v7(),
    v7(),
  ];
  const [cited, uncited, confidential, upstreamId, disputeId, secondDispute] = [v7(), hidden(), v7(), v7(), v7(), v7()];
  const [sentBack, takenBack, wordingId, reviewId] = [hidden(), hidden(), v7(), v7()];
  const [requestId, correctionId, neverAnswered] = [v7(), hidden(), hidden()];
  const [secretWork, secretOutlet] = [hidden(), hidden()];
  const pin = (evidenceId: string, originId: string) => ({ evidenceId, eventId: v7(), originId });
  const pins = [pin(cited, outletId), pin(confidential, origin)];
  const appearance = {
    appearanceId,
    workId,
    originId: outletId,
    mode: 'attributed',
    place: 'lead',
    excerpted: true,
    challenged: false,
  } as const;
  const review = { outsideReviewId: reviewId, publisherId: v7(), reservationId: v7() };
  const outside = (note: string) => ({ publisher: 'Facts', url: 'https://facts.example', nativeRating: 'True', note });
  const unnamed = {
    evidenceId: confidential,
    stance: 'supports',
    source: 'primary',
    sourceKind: 'person',
    originId: origin,
    confidential: { knownBy: [KNOWER.id] },
  } satisfies EvidenceFacts;
  const item = {
    evidenceId: cited,
    stance: 'supports',
    source: 'primary',
    sourceKind: 'document',
    originId: outletId,
  } as const;
  const second = { scale: 'truth-5', scaleVersion: 1, rating: 'FALSE', wordingId, blind: false } as const;
  const colonel = () => ({
    title: secret('title'),
    url: `https://${secret('url')}.example`,
    originName: secret('name'),
    interest: secret('interest'),
    note: secret('note'),
    trustedBecause: secret('trust'),
  });
  const [added, checkedReply] = [v7(), v7()];
  const steps: Entry[][] = [
    [two.submitted(), two.proposed(twosVerdict), two.published(twosVerdict)],
    [...anOutlet(outletId, 'Outlet'), ...anOutlet(secretOutlet, secret('outlet')), aWork(workId, outletId)],
    [aWork(secretWork, secretOutlet, { title: secret('work') })],
    [made.submitted({ claimantId: v7() }, { claimant: { name: 'Jane Roe' } })],
    [entry('ClaimDeclined', { ground: 'too-vague' }, { reason: secret('decline') })],
    [entry('ClaimReopened', {}, { reason: secret('reopen') })],
    [entry('ClaimWithdrawn', {}, { reason: 'a slip' })],
    [entry('ClaimReopened', {}, { reason: secret('reopen') })],
    [entry('ClaimReworded', { wordingId, language: 'en', kind: 'event' }, { text: 'Something else happened.' })],
    [
      entry(
        'ClaimTranslated',
        { translationId: v7(), wordingId, language: 'uk' },
        { text: 'Щось.', note: secret('note') },
      ),
    ],
    [entry('ClaimantCorrected', { claimantId: v7(), claimedOnBasis: 'unknown' }, { claimant: { name: 'John Roe' } })],
    [entry('ClaimantAdded', { claimantId: added, claimedOnBasis: 'unknown' }, { claimant: { name: 'Mary Roe' } })],
    [
      entry(
        'OwnCorrectionRecorded',
        { ownCorrectionId: v7(), claimantId: added },
        { text: 'It was less.', note: secret('note') },
      ),
    ],
    [entry('ClaimantRemoved', { claimantId: added }, { reason: 'shared only' })],
    [
      entry(
        'SubjectAdded',
        { subjectId: hidden(), originId: hidden(), as: 'depicted' },
        { subject: { name: secret('subject') }, note: secret('note') },
      ),
    ],
    [entry('SubjectRemoved', { subjectId: hidden() }, { reason: secret('subject') })],
    [entry('ClaimTagged', { topics: ['seen'] }, { note: secret('note') })],
    [
      entry(
        'ClaimRelated',
        { relationId: hidden(), relation: 'narrows', claimId: unpublished },
        { note: secret('note') },
      ),
    ],
    [
      entry(
        'ClaimUnrelated',
        { relationId: hidden(), relation: 'negates', claimId: unpublished },
        { reason: secret('unrelation') },
      ),
    ],
    [entry('ClaimRelated', { relationId: v7(), relation: 'updates', claimId: two.id }, { note: secret('note') })],
    [entry('AppearanceRecorded', appearance, { excerpt: 'Said', note: secret('note') })],
    [entry('AppearanceCorrected', appearance, { excerpt: 'As said', note: secret('note'), reason: 'misread' })],
    [made.appeared(workId, outletId, gone), entry('AppearanceWithdrawn', { appearanceId: gone }, { reason: 'none' })],
    [entry('AttributionChecked', { appearanceId, attribution: 'accurate' }, { note: secret('note') })],
    [
      entry(
        'UpstreamAttributed',
        {
          upstreamId,
          of: { appearanceId },
          kind: 'institution',
          originId: v7(),
          relation: 'quote',
          translated: false,
          basis: 'credited',
        },
        { name: 'Ministry', note: secret('note') },
      ),
    ],
    [entry('UpstreamWithdrawn', { upstreamId }, { reason: 'not so' })],
    [
      made.attached(cited, { originId: outletId }, { note: secret('note') }),
      made.attached(uncited, { workId: secretWork }, { title: secret('uncited') }),
    ],
    [entry('EvidenceAttached', { ...unnamed, workId: secretWork }, colonel())],
    [
      entry(
        'EvidenceCorrected',
        { ...unnamed, outletId: secretOutlet },
        { ...colonel(), reason: secret('correction') },
      ),
    ],
    [entry('EvidenceCorrected', item, { title: 'A document, page 2', note: secret('note'), reason: 'page' })],
    [entry('EvidenceWithdrawn', { evidenceId: uncited }, { reason: secret('withdrawn') })],
    [entry('NoteAdded', { noteId: hidden() }, { text: secret('text') })],
    [entry('ReviewAssigned', { reviewer: BLIND.id }, { note: secret('note') })],
    [entry('ReviewReleased', { reviewer: BLIND.id }, { reason: secret('release') })],
    [made.proposed(sentBack, { rating: 'FALSE' }, { summary: secret('summary') })],
    [entry('VerdictSentBack', { verdictId: sentBack }, { reason: secret('sent back') })],
    [made.proposed(takenBack, { rating: 'FALSE' }, { summary: secret('summary') })],
    [entry('VerdictProposalWithdrawn', { verdictId: takenBack }, { reason: secret('taken back') })],
    [
      entry(
        'ReplyRequested',
        { requestId, to: 'outlet', outletId, deadline: '2025-01-01T00:00:00.000Z' },
        { question: secret('question'), contact: secret('contact') },
      ),
    ],
    [
      entry(
        'ReplyReceived',
        { replyId: v7(), from: 'outlet', outletId, requestId },
        { text: 'We stand by it.', note: secret('note') },
      ),
    ],
    [
      entry(
        'ReplyReceived',
        { replyId: hidden(), from: 'other', identityUnchecked: true },
        { text: secret('text'), concern: secret('concern') },
      ),
      entry('ReplyReceived', { replyId: checkedReply, from: 'other', identityUnchecked: true }, { text: 'I saw it.' }),
      entry('ReplyIdentityChecked', { replyId: checkedReply }, { identityCheck: secret('check') }),
    ],
    [entry('OutsideReviewRecorded', review, outside(secret('note')))],
    [entry('OutsideReviewChanged', review, { ...outside(secret('note')), reason: 'newer' })],
    [
      made.proposed(
        published,
        { wordingId, evidence: pins, overtaken: { claimId: unpublished } },
        { summary: 'It did.' },
      ),
    ],
    [entry('SecondRatingRecorded', { verdictId: published, ...second }, { rationale: secret('rationale') })],
    [made.published(published, [outletId, origin])],
    [
      entry(
        'CarrierChangesConfirmed',
        { changeIds: [v7()], verdictId: published, policy: 'four-eyes' },
        { note: secret('note') },
      ),
    ],
    [entry('CarrierChangeRefused', { changeId: v7() }, { reason: 'not so' })],
    [entry('CarrierChangeWithdrawn', { changeId: v7() }, { reason: 'a slip' })],
    [entry('VerdictReaffirmed', { verdictId: published, upTo: 0 }, { lookedAt: ['A reply'], reason: 'It stands.' })],
    [entry('VerdictTranslated', { verdictId: published, language: 'uk' }, { summary: 'Так.' })],
    [
      entry(
        'VerdictCorrected',
        { verdictId: published, grade: 'minor', texts: ['summary'] },
        { summary: 'It did so.', reason: 'style' },
      ),
    ],
    [
      entry(
        'DisputeOpened',
        { disputeId, verdictId: published, party: 'reader' },
        { grounds: 'Not so.', contact: secret('contact') },
      ),
    ],
    [entry('DisputeDecided', { disputeId, outcome: 'upheld' }, { reason: 'It is not.' })],
    [
      entry(
        'CorrectionRequested',
        { requestId: correctionId, verdictId: published, receiptDigest: secret('digest') },
        { text: secret('text'), contact: secret('contact') },
      ),
    ],
    [
      entry(
        'CorrectionRequestAnswered',
        { requestId: correctionId, outcome: 'accepted' },
        { answer: secret('answer') },
      ),
    ],
    [
      entry(
        'CorrectionRequested',
        { requestId: neverAnswered, verdictId: published, receiptDigest: secret('digest') },
        { text: secret('text') },
      ),
    ],
    [entry('PublicationWithheld', { basis: 'court-order' }, { reason: secret('reason'), order: secret('order') })],
    [entry('WithholdingConfirmed', {}, { note: secret('note') })],
    [entry('WithholdingLifted', {}, { reason: secret('lift') })],
    [
      made.proposed(follower, {
        wordingId,
        rating: 'FALSE',
        evidence: pins,
        follows: { verdictId: published, as: 'supersession', disputeId },
      }),
    ],
    [made.published(follower), entry('VerdictSuperseded', { verdictId: published, by: follower })],
    [entry('VerdictExpired', { verdictId: follower, validUntil: '2025-01-31' })],
    [
      entry(
        'DisputeOpened',
        { disputeId: secondDispute, verdictId: follower, party: 'reader' },
        { grounds: 'So.', contact: secret('contact') },
      ),
    ],
    [entry('DisputeWithdrawn', { disputeId: secondDispute }, { reason: 'settled' })],
    [entry('VerdictRetracted', { verdictId: follower }, { reason: 'forged' })],
    [entry('RetractionConfirmed', { verdictId: follower }, { note: secret('note') })],
    [entry('RetractionOverturned', { verdictId: follower }, { reason: 'it was not' })],
    [entry('OutsideReviewWithdrawn', { outsideReviewId: reviewId }, { reason: 'another claim' })],
    [entry('ClaimAbsorbed', { claimId: unpublished, submitters: [hidden()] })],
    [entry('ClaimAbsorbed', { claimId: two.id, submitters: [hidden()] })],
    [entry('ClaimReleased', { claimId: unpublished })],
    [entry('ClaimMerged', { intoId: unpublished })],
    [entry('ClaimSplit', { fromId: unpublished }, { reason: 'they differ' })],
  ];
  return { made, steps, tokens, published, follower, sentBack, cited, confidential, unpublished, two, wordingId };
}

describe('A claim with everything in it', () => {
  it('tells a stranger nothing that is private, of any moment, at any moment', async () => {
    const all = everything();
    const { made, steps, tokens } = all;
    const verdicts = [all.published, all.follower, all.sentBack];
    const told = new Map<number, string>();
    const occurred = new Set(steps.flat().map(({ type }) => type));
    expect(Object.keys(claimEvents).filter((type) => !occurred.has(type))).toEqual([]);
    for (const step of steps) {
      const position = await record(...step.map((each) => by(PROPOSER, each)));
      const text = await toldOf([made.id], verdicts, ANYBODY);
      told.set(position, text);
      for (const token of [...tokens, PROPOSER, KNOWER.id, BLIND.id]) expect(text).not.toContain(token);
    }
    for (const position of told.keys()) {
      const text = await toldOf([made.id], verdicts, ANYBODY, position);
      for (const token of [...tokens, PROPOSER, KNOWER.id, BLIND.id]) expect(text).not.toContain(token);
    }
    // What is private is there for those who may read it: the tokens are not merely nowhere.
    const desk = await toldOf([made.id], verdicts, KNOWER);
    for (const token of tokens) expect(desk).toContain(token);
    const page = await ask(claimPage, { id: made.id }, ANYBODY);
    expect(page).toMatchObject({
      text: 'Something else happened.',
      claimant: { name: 'John Roe' },
      notes: [],
      assignments: [],
      secondRatings: [],
      replyRequests: [],
      correctionRequests: [],
      withheld: null,
      relations: [{ claimId: all.two.id, relation: 'updates', direction: 'to' }],
      absorbed: [all.two.id],
      mergedInto: null,
    });
    expect(page.evidence.map(({ id }) => id)).toEqual([all.cited, all.confidential]);
    expect(page.appearances).toMatchObject([{ excerpt: 'As said', attribution: 'accurate', upstreams: [] }]);
  }, 180_000);

  it('tells the desk all of it but who a confidential source is', async () => {
    const { made, steps, tokens } = everything();
    for (const step of steps) await record(...step);
    const colonel = tokens.filter((token) => /-(?:title|url|name|interest|correction)$/.test(token));
    for (const reader of [EDITOR, AUDITOR]) {
      const page = JSON.stringify([
        await ask(claimPage, { id: made.id }, reader),
        await ask(claimHistory, { id: made.id }, reader),
      ]);
      for (const token of colonel) expect(page).not.toContain(token);
      const rest = tokens.filter((each) =>
        /-(?:question|contact|text|answer|reason|order|rationale|summary|trust|lift|decline)$/.test(each),
      );
      for (const token of rest) expect(page).toContain(token);
    }
  });
});

describe('Evidence that becomes confidential', () => {
  it('is so at every moment, also in the events from before', async () => {
    const made = aClaim();
    const [evidenceId, verdictId, first, second, workId] = [v7(), v7(), v7(), v7(), v7()];
    const item = { evidenceId, stance: 'supports', source: 'primary', sourceKind: 'person' } as const;
    await record(made.submitted());
    const blog = await record(aWork(workId, null, { title: 'Her blog' }));
    const open = await record(
      made.entry(
        'EvidenceAttached',
        { ...item, originId: first, workId },
        { title: 'The colonel', note: 'her mobile' },
      ),
    );
    await record(
      made.entry(
        'EvidenceCorrected',
        { ...item, originId: second, confidential: { knownBy: [KNOWER.id] } },
        { title: 'The officer', trustedBecause: 'Right before', reason: 'she asked for it' },
      ),
    );
    const pins = [{ evidenceId, eventId: v7(), originId: first }];
    const at = await record(made.proposed(verdictId, { evidence: pins }), made.published(verdictId, [first]));
    const told = ['The colonel', 'The officer', 'her mobile', 'she asked for it', 'Her blog', first, second, workId];
    for (const asOf of [undefined, open, at]) {
      for (const reader of [EDITOR, AUDITOR, ANYBODY]) {
        const answers = [
          ...(await Promise.all(
            ([claimPage, claimHistory] as View<{ id: string }, AnswerMeta>[]).map((view) =>
              ask(view, { id: made.id }, reader, asOf).catch(({ code }: { code: string }) => code),
            ),
          )),
          (await ask(eventList, { beyond: open - 1, limit: 200 }, reader, asOf)).items,
        ];
        for (const token of told) expect(JSON.stringify(answers)).not.toContain(token);
      }
    }
    const page = await ask(claimPage, { id: made.id }, KNOWER);
    expect(page.evidence).toMatchObject([{ title: 'The officer', originId: second, confidential: true }]);
    expect((await ask(claimPage, { id: made.id }, KNOWER, open)).evidence).toMatchObject([{ title: 'The colonel' }]);
    // A marker of the work's erasure would tell which work it is.
    const erasure = {
      positions: [blog],
      basis: 'data-protection',
      reason: 'asked',
      actor: v7(),
      causation: v7(),
    } as const;
    await eraseWords(questions.recording.ledger, erasure);
    const erased = async (reader: Reader) =>
      (await ask(claimPage, { id: made.id }, reader)).erasures.map(({ position }) => position);
    expect(await erased(EDITOR)).toEqual([]);
    expect(await erased(ANYBODY)).toEqual([]);
    expect((await ask(claimPage, { id: made.id }, KNOWER)).evidence).toMatchObject([{ title: 'The officer' }]);
    expect(await erased(KNOWER)).toEqual([blog]);
  });
});

/** A claim with a published verdict. */
const publishedClaim = async (words: object = {}) => {
  const made = aClaim();
  const verdictId = v7();
  await record(made.submitted({}, words), made.proposed(verdictId));
  const at = await record(made.published(verdictId));
  return { ...made, verdictId, at };
};

describe('A claim withheld by order', () => {
  it('is nowhere for strangers, of no moment, until that is lifted', async () => {
    const { id, entry, verdictId, at } = await publishedClaim({ text: 'Withheld words' });
    await record(entry('PublicationWithheld', { basis: 'court-order' }, { reason: 'ordered' }));
    for (const asOf of [undefined, at]) {
      for (const asked of [
        ask(claimPage, { id }, ANYBODY, asOf),
        ask(claimHistory, { id }, ANYBODY, asOf),
        ask(claimCompare, { id, from: '0' }, ANYBODY, asOf),
        ask(verdictPage, { claimId: id, verdictId }, ANYBODY, asOf),
      ]) {
        await expect(asked).rejects.toEqual(refusedWith('not-found'));
      }
      expect(await toldOf([], [], ANYBODY, asOf)).not.toContain(id);
    }
    expect(await ask(claimPage, { id }, EDITOR)).toMatchObject({ withheld: { reason: 'ordered', confirmed: false } });
    await record(entry('WithholdingLifted', {}, { reason: 'quashed' }));
    expect(await ask(claimPage, { id }, ANYBODY)).toMatchObject({ id, status: 'published', withheld: null });
    expect(await toldOf([], [], ANYBODY)).toContain(id);
  });
});

describe('A merged claim', () => {
  it('sends strangers to the one that goes on, keeps its verdicts where they are, and comes back', async () => {
    const [one, two] = [await publishedClaim(), await publishedClaim()];
    await record(
      one.entry('ClaimMerged', { intoId: two.id }),
      two.entry('ClaimAbsorbed', { claimId: one.id, submitters: [v7()] }),
    );
    for (const view of [claimPage, claimHistory] as View<{ id: string }, AnswerMeta>[]) {
      for (const asOf of [undefined, two.at]) {
        await expect(ask(view, { id: one.id }, ANYBODY, asOf)).rejects.toMatchObject({
          code: 'not-found',
          into: two.id,
        });
      }
    }
    expect(await ask(verdictPage, { claimId: one.id, verdictId: one.verdictId }, ANYBODY)).toMatchObject({
      id: one.verdictId,
    });
    expect(await ask(claimPage, { id: two.id }, ANYBODY)).toMatchObject({ absorbed: [one.id] });
    expect(await ask(claimPage, { id: one.id }, EDITOR)).toMatchObject({ status: 'merged', mergedInto: two.id });
    const listed = await ask(claimList, { limit: 200 }, ANYBODY);
    expect(listed.items.map(({ id }) => id)).not.toContain(one.id);
    await record(
      one.entry('ClaimSplit', { fromId: two.id }, { reason: 'no' }),
      two.entry('ClaimReleased', { claimId: one.id }),
    );
    expect(await ask(claimPage, { id: one.id }, ANYBODY)).toMatchObject({ status: 'published', mergedInto: null });
    expect(await ask(claimPage, { id: two.id }, ANYBODY)).toMatchObject({ absorbed: [] });
  });

  it('into one that is not public tells a stranger nothing of that', async () => {
    const one = await publishedClaim();
    const two = aClaim();
    await record(two.submitted());
    await record(
      one.entry('ClaimMerged', { intoId: two.id }),
      two.entry('ClaimAbsorbed', { claimId: one.id, submitters: [] }),
    );
    await expect(ask(claimPage, { id: one.id }, ANYBODY)).rejects.not.toMatchObject({ into: two.id });
    expect(await toldOf([one.id], [one.verdictId], ANYBODY)).not.toContain(two.id);
  });
});

describe('Who is to rate blind', () => {
  it('is shown nothing of the open proposal by any view of any moment, until they have rated it', async () => {
    const made = aClaim();
    const verdictId = v7();
    const words = { summary: 'The proposed summary' };
    const submitted = await record(made.submitted({ topics: ['blind'] }));
    const assigned = await record(made.entry('ReviewAssigned', { reviewer: BLIND.id, blind: true }));
    const proposed = await record(by(PROPOSER, made.proposed(verdictId, { rating: 'MISLEADING' }, words)));
    const other = {
      verdictId,
      scale: 'truth-5',
      scaleVersion: 1,
      rating: 'SATIRE',
      wordingId: v7(),
      blind: false,
    } as const;
    await record(by(EDITOR.id, made.entry('SecondRatingRecorded', other, { rationale: 'The other rationale' })));
    const told = async (reader: Reader, asOf?: number) =>
      JSON.stringify([
        await ask(claimPage, { id: made.id }, reader, asOf),
        await ask(claimHistory, { id: made.id }, reader, asOf),
        await ask(claimCompare, { id: made.id, from: String(submitted) }, reader, asOf),
        await ask(claimList, { topic: 'blind' }, reader, asOf),
        await ask(claimList, { topic: 'blind', status: 'proposed' }, reader, asOf),
        (await ask(eventList, { beyond: submitted, limit: 200 }, reader, asOf)).items,
      ]);
    const proposal = ['MISLEADING', 'The proposed summary', 'SATIRE', 'The other rationale', '"proposed"'];
    for (const asOf of [undefined, assigned, proposed]) {
      const text = await told(BLIND, asOf);
      for (const kept of proposal) expect(text).not.toContain(kept);
      await expect(ask(verdictPage, { claimId: made.id, verdictId }, BLIND, asOf)).rejects.toEqual(
        refusedWith('not-found'),
      );
    }
    expect(await ask(claimPage, { id: made.id }, BLIND)).toMatchObject({
      status: 'in-review',
      assignments: [{ reviewer: BLIND.id, blind: true, toRate: verdictId }],
    });
    const inReview = await ask(claimList, { topic: 'blind', status: 'in-review' }, BLIND);
    expect(inReview.items).toMatchObject([{ id: made.id, status: 'in-review' }]);
    expect((await ask(claimList, { topic: 'blind', status: 'proposed' }, EDITOR)).items).toMatchObject([
      { id: made.id },
    ]);
    for (const kept of proposal) expect(await told(EDITOR)).toContain(kept);
    await record(by(BLIND.id, made.entry('SecondRatingRecorded', { ...other, blind: true })));
    for (const kept of proposal) expect(await told(BLIND)).toContain(kept);
  });

  it('is not shown it as of before they were assigned either, and sees it once released', async () => {
    const made = aClaim();
    const verdictId = v7();
    await record(made.submitted());
    const asOf = await record(by(PROPOSER, made.proposed(verdictId)));
    expect((await ask(claimPage, { id: made.id }, BLIND, asOf)).verdicts).toHaveLength(1);
    await record(made.entry('ReviewAssigned', { reviewer: BLIND.id, blind: true }));
    for (const moment of [asOf, undefined]) {
      const page = await ask(claimPage, { id: made.id }, BLIND, moment);
      expect(page).toMatchObject({ verdicts: [], status: moment === undefined ? 'in-review' : 'open' });
      expect((await ask(claimHistory, { id: made.id }, BLIND, moment)).items.map(({ type }) => type)).not.toContain(
        'VerdictProposed',
      );
    }
    await record(made.entry('ReviewReleased', { reviewer: BLIND.id }));
    expect((await ask(claimPage, { id: made.id }, BLIND)).verdicts).toHaveLength(1);
  });
});
