import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { Refused } from '../src/kernel/refusal.js';
import { claimList } from '../src/projections/claims/claim-list.js';
import { claimPage } from '../src/projections/claims/claim-page.js';
import { Engine } from '../src/projections/engine/engine.js';
import { ANYBODY, QueryError, type AnswerMeta, type Reader, type View } from '../src/projections/engine/view.js';
import { PROJECTIONS } from '../src/projections/index.js';
import { outletClaims } from '../src/projections/outlets/outlet-claims.js';
import type { Projections } from '../src/projections/projections.js';
import { queue } from '../src/projections/review/queue.js';
import { claimSearch } from '../src/projections/search/claim-search.js';
import { ViewQuery, ViewQueryHandler } from '../src/projections/view-query.js';
import { anyClaimCommands } from './fixtures/any-claim-command.js';
import { ANY_COMMAND } from './fixtures/any-command.js';
import { openDesk } from './fixtures/editorial-team.js';
import { everyEvent } from './fixtures/every-event.js';
import { found } from './fixtures/founded.js';
import { Draw, World, type AnyCommand } from './fixtures/world.js';
import { aClaim, anOutlet } from './support/claims.js';
import { SOMEBODY, startRecording, type Entry, type Recording } from './support/recording.js';

/** The same in every run unless REPLAY_SEED names another; a failure prints it. */
const SEED = Number(process.env.REPLAY_SEED ?? 20_250_327);
const TIMEOUT_MS = 20_000;
/** Positions at which everything is asked, beside now. */
const SAMPLED = 4;
const EDITOR: Reader = { id: '00000000-0000-7000-8000-0000000000e1', roles: ['editor'] };

/** Twice as often something about a claim as about anything. */
const COMMANDS: readonly AnyCommand[] = [...anyClaimCommands, ...anyClaimCommands, ...ANY_COMMAND];

/** What may happen to a published claim so that it is looked at again, or so that nobody need: an event each, of whichever stream. */
const shakes = (one: Published, other: Published): readonly Entry[] => {
  const { claim, verdictId, evidenceIds, workId } = one;
  return [
    claim.entry('ReplyReceived', { replyId: v7(), from: 'claimant' }),
    claim.entry('OutsideReviewRecorded', {
      outsideReviewId: v7(),
      publisherId: v7(),
      rating: 'FALSE',
      reservationId: v7(),
    }),
    claim.entry('EvidenceWithdrawn', { evidenceId: evidenceIds[0] }),
    claim.entry('DisputeOpened', { disputeId: v7(), verdictId, party: 'reader' }),
    claim.entry('ClaimRelated', { relationId: v7(), relation: 'contradicts', claimId: other.claim.id }),
    claim.entry('ClaimRelated', { relationId: v7(), relation: 'updates', claimId: other.claim.id }),
    { ...claim.entry('ReviewReleased', { reviewer: SOMEBODY }), actor: SOMEBODY },
    claim.entry('VerdictRetracted', { verdictId }),
    claim.entry('ClaimWithdrawn', {}),
    corrected(workId, 'correction'),
    corrected(workId, 'deletion'),
    { stream: `outlet-${one.outletIds[0]}`, type: 'OutletMerged', facts: { intoId: one.outletIds[1] } },
  ];
};
const corrected = (workId: string, kind: 'correction' | 'deletion'): Entry => ({
  stream: `work-${workId}`,
  type: 'OutletCorrectionObserved',
  facts: { correctionId: v7(), kind, observedOn: '2025-06-01' },
});

/** A published claim, whose evidence comes from two outlets and stands in one work, in which it appears. */
const published = () => {
  const claim = aClaim();
  const [verdictId, workId] = [v7(), v7()];
  const [outletIds, evidenceIds] = [[v7(), v7()] as const, [v7(), v7()] as const];
  const publisherId = v7();
  const facts = { outletId: publisherId, outletBasis: 'stated', publishedOnBasis: 'stated', publishedOn: '2025-02-01' };
  const entries: Entry[] = [
    ...anOutlet(publisherId, 'Example Gazette'),
    { stream: `work-${workId}`, type: 'WorkRecorded', facts, words: { title: 'A title' } },
    claim.submitted({}, { text: 'A text of its own.' }),
    claim.appeared(workId),
    claim.attached(evidenceIds[0], { originId: outletIds[0] }),
    claim.attached(evidenceIds[1], { originId: outletIds[1], workId }),
    claim.proposed(verdictId, {
      evidence: evidenceIds.map((evidenceId, i) => ({ evidenceId, eventId: v7(), originId: outletIds[i] ?? null })),
      validUntil: '2099',
    }),
    claim.entry('VerdictPublished', { verdictId, policy: 'four-eyes', originIds: [...outletIds] }),
  ];
  return { claim, verdictId, workId, publisherId, outletIds, evidenceIds, entries };
};
type Published = ReturnType<typeof published>;

const histories = fc.record({
  shaken: fc.array(fc.nat(11), { minLength: 8, maxLength: 16 }),
  commands: fc.array(
    fc.record({ kind: fc.nat(COMMANDS.length - 1), numbers: fc.array(fc.nat(), { minLength: 25, maxLength: 25 }) }),
    { minLength: 60, maxLength: 90 },
  ),
  moments: fc.array(fc.double({ min: 0.5, max: 1, noNaN: true }), { minLength: SAMPLED, maxLength: SAMPLED }),
});

type Ask = <Args, Answer extends AnswerMeta>(
  view: View<Args, Answer>,
  args: Args,
  reader: Reader,
) => Promise<Answer | undefined>;

/** Asks as of a position, or of now; undefined: the reader is told of no such thing. */
const asking = (recording: Recording, engine: Engine, asOf: number | undefined): Ask => {
  const deps = { pool: recording.pool, ledger: recording.ledger.read };
  const handler = new ViewQueryHandler({ engine, deps } as unknown as Projections);
  return async (view, args, reader) => {
    const context = asOf === undefined ? { reader } : { reader, asOf: String(asOf) };
    try {
      return (await handler.execute(new ViewQuery(view, args, context) as never)) as never;
    } catch (error) {
      if (error instanceof QueryError && error.code === 'not-found') return undefined;
      throw error;
    }
  };
};

/** What a page, a list and a search say of a claim in the same words. */
const said = (of: {
  readonly id: string;
  readonly revision: number;
  readonly status: string;
  readonly disputed: boolean;
  readonly expired: boolean;
  readonly reviewDue: boolean;
  readonly verdict: { readonly id: string; readonly rating: string } | null;
}) => ({
  ...{ id: of.id, revision: of.revision, status: of.status },
  ...{ disputed: of.disputed, expired: of.expired, reviewDue: of.reviewDue },
  verdict: of.verdict && { id: of.verdict.id, rating: of.verdict.rating },
});

/** How much there was to agree on. */
const met = { claims: 0, due: 0, judged: 0, found: 0 };

/** Page, list and search, for one reader. */
const mustAgree = async (ask: Ask, reader: Reader): Promise<void> => {
  const listed = (await ask(claimList, { limit: 200 }, reader))?.items ?? [];
  const found = (await ask(claimSearch, { q: 'text', limit: 200 }, reader))?.items ?? [];
  const pages = [];
  for (const { id } of listed) pages.push(await ask(claimPage, { id }, reader));
  expect(pages.map((page) => page && said(page))).toEqual(listed.map(said));
  const byId = new Map(listed.map((item) => [item.id, said(item)]));
  expect(found.map(said)).toEqual(found.map(({ id }) => byId.get(id)));
  met.claims += listed.length;
  met.found += found.length;
  if (reader === ANYBODY) return;
  const due = new Set((await ask(queue, { due: 0, limit: 200 }, reader))?.items.map(({ claimId }) => claimId));
  expect([...due].sort()).toEqual(listed.flatMap(({ id, reviewDue }) => (reviewDue ? id : [])).sort());
  met.due += due.size;
};

/** An outlet's record with the lists and pages: what is published, and which verdict held on a work's day. */
const recordMustAgree = async (ask: Ask, outlet: string): Promise<void> => {
  const told = new Set((await ask(claimList, { limit: 200 }, ANYBODY))?.items.map(({ id }) => id));
  const carried = (await ask(outletClaims, { id: outlet, limit: 200 }, EDITOR))?.items ?? [];
  for (const { id, published, mergedInto, appearances } of carried) {
    if (mergedInto !== null) continue;
    expect([id, published]).toEqual([id, told.has(id)]);
    for (const { publishedOn, verdict } of appearances) {
      if (publishedOn === null || !/^\d{4}-\d\d-\d\d$/.test(publishedOn)) continue;
      const page = await ask(claimPage, { id, validAt: publishedOn }, EDITOR);
      expect([id, publishedOn, verdict?.id]).toEqual([id, publishedOn, page?.verdict?.id]);
      met.judged += 1;
    }
  }
};

describe('Page, list, search, queue and record', () => {
  it('say the same of a claim at every moment, whatever has happened', async () => {
    const property = fc.asyncProperty(histories, async ({ commands, moments, shaken }) => {
      const recording = await startRecording();
      const { pool, ledger } = recording.another();
      const engine = new Engine(pool, ledger, PROJECTIONS);
      try {
        await engine.start();
        await found(recording.ledger);
        const world = new World();
        const desk = world.noting(openDesk(recording.ledger));
        world.staff = (await everyEvent(desk)).staff;
        for (const { kind, numbers } of commands) {
          const { as, steps } = COMMANDS[kind]!(new Draw(world, numbers));
          await desk.give(as, ...steps).catch((error: unknown) => {
            if (!(error instanceof Refused)) throw error;
          });
        }
        const claims = Array.from({ length: 4 }, published);
        for (const { entries } of claims) await recording.record(...entries);
        for (const [i, kind] of shaken.entries()) {
          const [one, other] = [claims[i % claims.length]!, claims[(i + 1) % claims.length]!];
          await recording.record(shakes(one, other)[kind]!);
        }
        const { position } = await recording.ledger.read.head();
        expect(await engine.waitForPosition(PROJECTIONS, position, TIMEOUT_MS)).toBe(true);
        for (const moment of [undefined, ...moments.map((share) => Math.floor(position * share))]) {
          const ask = asking(recording, engine, moment);
          await mustAgree(ask, EDITOR);
          await mustAgree(ask, ANYBODY);
          // What is kept from the public now is not told of the past either, which a record for the desk need not say.
          if (moment !== undefined) continue;
          const outlets = [...world.made('outlet'), ...claims.map(({ publisherId }) => publisherId)];
          for (const outlet of outlets) await recordMustAgree(ask, outlet);
        }
      } finally {
        await engine.stop();
        await recording.end();
      }
    });
    // Nothing is made smaller after a failure: each try would take a database. The seed tells all there is to tell.
    await fc.assert(property, {
      seed: SEED,
      numRuns: 3,
      endOnFailure: true,
      reporter: ({ failed, seed, numRuns, errorInstance }) => {
        if (failed) throw new Error(`REPLAY_SEED=${seed} fails in run ${numRuns}`, { cause: errorInstance });
      },
    });
    for (const [what, count] of Object.entries(met)) expect([what, count > 5]).toEqual([what, true]);
  }, 300_000);
});
