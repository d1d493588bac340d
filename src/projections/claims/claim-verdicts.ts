import type { EventOf } from '../../kernel/event.js';
import type { ClaimEvent, VerdictProposed } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { ofType, type ClaimStream } from './claim-stream.js';
import { mediaOf } from './claim-claimants.js';
import { claimantOf, wordsIn } from './claim-wordings.js';
import { soughtReplies } from './sought-replies.js';
import { hasExpired, type Verdict } from '../../claims/verdicts/verdict.js';
import type {
  ConflictView,
  ReaffirmationView,
  RetractionView,
  VerdictCorrectionView,
  VerdictTranslationView,
} from './verdict-parts.views.js';
import type { VerdictView } from './verdict.views.js';
import type { NamedOriginView } from '../outlets/origin.views.js';
import { isStaff, type ReadContext } from '../engine/view.js';
import { showsClaim } from '../visibility.js';

/** A claim's verdicts that its reader may see, oldest proposal first. */
export function verdictsOf(stream: ClaimStream, moment: ReadContext): VerdictView[] {
  const proposals = new Map(ofType(stream.readable, 'VerdictProposed').map((event) => [event.facts.verdictId, event]));
  return stream.row.verdicts.flatMap((verdict) => {
    const proposal = proposals.get(verdict.id);
    if (!proposal) return [];
    const corrections = minorOnes(stream, verdict.id, isStaff(moment.reader));
    return [
      {
        ...said(proposal, stream),
        repliesSought: soughtReplies(stream, verdict.id),
        ...corrected(proposal, corrections),
        ...course(verdict, proposal, stream, moment),
        corrections,
        translations: translationsOf(stream, verdict.id),
        reaffirmations: reaffirmationsOf(stream, verdict.id, isStaff(moment.reader)),
      },
    ];
  });
}

/** What the proposal said, which is what was published. */
function said({ facts, words }: Recorded<VerdictProposed>, stream: ClaimStream) {
  const { visible, names } = stream;
  const { rating, scale, scaleVersion, wordingId, assessedOn, overtaken } = facts;
  const overtaking = overtaken?.claimId ?? null;
  return {
    rating,
    scale,
    scaleVersion,
    wordingId,
    assessedOn,
    validFrom: facts.validFrom ?? null,
    validUntil: facts.validUntil ?? null,
    confidence: facts.confidence ?? null,
    flags: facts.flags,
    singleSourceReason: words?.singleSourceReason ?? null,
    noReplyReason: words?.noReplyReason ?? null,
    unknowns: words?.unknowns ?? [],
    searched: words?.searched ?? [],
    asked: words?.asked ?? [],
    reason: words?.reason ?? null,
    overtaken: overtaken
      ? {
          claimId: overtaking !== null && showsClaim(visible, overtaking) ? overtaking : null,
          rating: overtaken.rating ?? null,
          by: words?.overtakenBy ?? null,
        }
      : null,
    supersedes: facts.follows?.verdictId ?? null,
    followsAs: facts.follows?.as ?? null,
    disputeId: facts.follows?.disputeId ?? null,
    media: facts.media
      ? {
          categories: facts.media.categories,
          technique: facts.media.technique ?? null,
          originalWork: facts.media.originalWorkId === undefined ? null : names.work(facts.media.originalWorkId),
          originalUrl: words?.originalUrl ?? null,
        }
      : null,
    term: facts.term ? { ...facts.term, shownBy: words?.termShownBy ?? null } : null,
    finalReason: words?.finalReason ?? null,
    ...asserting(facts, { words }, stream),
  };
}

/** What a material correction says of the claim itself. */
function asserting(
  { rewording, reassignment, wordingId }: VerdictProposed['facts'],
  event: Pick<Recorded, 'words'>,
  stream: ClaimStream,
) {
  const proposal = event as Recorded;
  return {
    rewording: rewording
      ? {
          wordingId,
          replaces: rewording.replaces,
          text: wordsIn(proposal).text,
          language: rewording.language,
          kind: rewording.kind,
          media: mediaOf(rewording.media, proposal, stream),
        }
      : null,
    reassignment: reassignment
      ? {
          claimant: claimantOf(reassignment, proposal),
          claimedOn: reassignment.claimedOn ?? null,
          claimedOnBasis: reassignment.claimedOnBasis,
          claimedOnInferredFrom: wordsIn(proposal).claimedOnInferredFrom,
        }
      : null,
  };
}

/** Minor corrections, oldest first: no rating, no day, no evidence. */
function minorOnes({ readable }: ClaimStream, verdictId: string, staff: boolean): VerdictCorrectionView[] {
  return ofType(readable, 'VerdictCorrected').flatMap(({ facts, words, at, actor }) =>
    facts.verdictId === verdictId && facts.grade === 'minor'
      ? [
          {
            at,
            by: staff ? actor : null,
            texts: [...facts.texts],
            summary: words?.summary ?? null,
            rationale: words?.rationale ?? null,
            reason: words?.reason ?? null,
          },
        ]
      : [],
  );
}

/** A verdict's texts as they read since they were last mended. */
function corrected({ words }: Recorded<VerdictProposed>, corrections: readonly VerdictCorrectionView[]) {
  const text = (name: 'summary' | 'rationale') => {
    const last = corrections.findLast(({ texts }) => texts.includes(name));
    return last ? last[name] : (words?.[name] ?? null);
  };
  return { summary: text('summary'), rationale: text('rationale') };
}

function reaffirmationsOf({ readable }: ClaimStream, verdictId: string, staff: boolean): ReaffirmationView[] {
  const all = ofType(readable, 'VerdictReaffirmed').filter(({ facts }) => facts.verdictId === verdictId);
  return all.map(({ facts, words, at, actor }) => ({
    at,
    by: staff ? actor : null,
    upTo: facts.upTo,
    lookedAt: words?.lookedAt ?? [],
    reason: words?.reason ?? null,
  }));
}

function translationsOf({ readable }: ClaimStream, verdictId: string): VerdictTranslationView[] {
  const all = ofType(readable, 'VerdictTranslated').filter(({ facts }) => facts.verdictId === verdictId);
  const newest = new Map(all.map((event) => [event.facts.language, event]));
  return [...newest.values()].map(({ facts: { language }, words, at }) => ({
    language,
    summary: words?.summary ?? null,
    rationale: words?.rationale ?? null,
    at,
  }));
}

function course(
  verdict: Verdict,
  proposal: Recorded<VerdictProposed>,
  stream: ClaimStream,
  { reader, time }: ReadContext,
) {
  const { readable } = stream;
  const { id, state, evidence, successor } = verdict;
  const staff = isStaff(reader);
  const last = <Type extends ClaimEvent['type']>(type: Type) =>
    ofType(readable, type).findLast(({ facts }) => (facts as { verdictId?: string }).verdictId === id);
  const publication = last('VerdictPublished');
  const closing = last('VerdictProposalWithdrawn') ?? last('VerdictSentBack');
  return {
    id,
    state,
    expired: publication !== undefined && hasExpired(verdict, time),
    evidenceIds: [...evidence],
    origins: originsOf(publication?.facts.originIds ?? originsPinned(proposal), stream),
    supersededBy: successor ?? null,
    proposedAt: staff ? proposal.at : null,
    proposedBy: staff ? proposal.actor : null,
    publishedAt: publication?.at ?? null,
    publishedBy: staff ? (publication?.actor ?? null) : null,
    policy: publication?.facts.policy ?? null,
    closedBecause: closing?.words?.reason ?? null,
    conflicts: [...conflictOf('proposer', proposal, staff), ...conflictOf('publisher', publication, staff)],
    retraction:
      state === 'retracted' ? retractionOf(last('VerdictRetracted'), last('RetractionConfirmed'), staff) : null,
  };
}

const originsPinned = ({ facts }: Recorded<VerdictProposed>): string[] =>
  facts.evidence.flatMap(({ originId }) => originId ?? []);

/** Origins by the names that the claim's evidence gives them, without those that the reader may not know. */
function originsOf(originIds: readonly string[], { readable, kept, names }: ClaimStream): NamedOriginView[] {
  const evidence = ofType(readable, 'EvidenceAttached', 'EvidenceCorrected').filter(
    ({ facts }) => !kept.evidence.has(facts.evidenceId),
  );
  const called = new Map(
    evidence.flatMap(({ facts: { originId, outletId, workId }, words }): [string, string | null][] => {
      const work = workId === undefined ? undefined : names.work(workId);
      const outlet = outletId === undefined ? work?.outlet : names.outlet(outletId);
      return originId === null
        ? []
        : [[names.same(originId), words?.originName ?? outlet?.name ?? work?.title ?? null]];
    }),
  );
  const shown = new Set(originIds.filter((id) => !kept.origins.has(id)).map(names.same));
  return [...shown].map((id) => ({ id, name: called.get(id) ?? null }));
}

function conflictOf(
  of: ConflictView['of'],
  event: Recorded<EventOf<ClaimEvent, 'VerdictProposed' | 'VerdictPublished'>> | undefined,
  staff: boolean,
): ConflictView[] {
  if (!event?.facts.conflictDeclared) return [];
  return [{ of, person: staff ? event.actor : null, text: event.words?.conflictOfInterest ?? null }];
}

function retractionOf(
  retracted: Recorded<EventOf<ClaimEvent, 'VerdictRetracted'>> | undefined,
  confirmed: { readonly position: number } | undefined,
  staff: boolean,
): RetractionView | null {
  if (!retracted) return null;
  return {
    at: retracted.at,
    by: staff ? retracted.actor : null,
    reason: retracted.words?.reason ?? null,
    confirmed: confirmed !== undefined && confirmed.position > retracted.position,
  };
}
