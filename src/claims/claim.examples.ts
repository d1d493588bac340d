import { eventId, someId } from '../kernel/specification.js';
import type { EventOf } from '../kernel/event.js';
import type {
  AppearanceRecorded,
  ClaimantAdded,
  ClaimSubmitted,
  EvidenceAttached,
  SubjectEvent,
  UpstreamAttributed,
  VerdictProposed,
} from './claim.events.js';

/** Events of one claim's life for specifications; each takes the facts that matter to the case. */
export const [SUBMITTER, PROPOSER, PUBLISHER, FOURTH] = [someId(1), someId(2), someId(3), someId(4)];
export const [CLAIM, WORDING, CLAIMANT] = [someId(100), someId(101), someId(102)];
export const [VERDICT, LATER_VERDICT] = [someId(201), someId(202)];
export const [ITEM_A, ITEM_B] = [someId(301), someId(302)];
export const [ORIGIN_A, ORIGIN_B] = [someId(401), someId(402)];

export const submitted = (facts: Partial<ClaimSubmitted['facts']> = {}): ClaimSubmitted => ({
  type: 'ClaimSubmitted',
  facts: {
    wordingId: WORDING,
    kind: 'quantity',
    language: 'en',
    claimantId: CLAIMANT,
    claimedOnBasis: 'unknown',
    topics: [],
    ...facts,
  },
  words: { text: 'North Korea sent 3,000 more soldiers.', claimant: { name: 'Joint Chiefs of Staff' } },
});

export const appeared = (facts: Partial<AppearanceRecorded['facts']> = {}): AppearanceRecorded => ({
  type: 'AppearanceRecorded',
  facts: {
    appearanceId: someId(501),
    workId: someId(502),
    originId: someId(503),
    mode: 'own-voice',
    place: 'body',
    excerpted: false,
    challenged: false,
    ...facts,
  },
  words: { note: 'Seen in print.' },
});

export const attributed = (facts: Partial<UpstreamAttributed['facts']> = {}): UpstreamAttributed => ({
  type: 'UpstreamAttributed',
  facts: {
    upstreamId: someId(511),
    of: { appearanceId: someId(501) },
    kind: 'institution',
    originId: someId(512),
    relation: 'quote',
    translated: false,
    basis: 'credited',
    ...facts,
  },
  words: { name: 'A ministry' },
});

export const attached = (facts: Partial<EvidenceAttached['facts']> = {}): EvidenceAttached => ({
  type: 'EvidenceAttached',
  facts: {
    evidenceId: ITEM_A,
    stance: 'supports',
    source: 'secondary',
    sourceKind: 'document',
    originId: ORIGIN_A,
    ...facts,
  },
  words: { title: 'A statement' },
});

/** A second item, of an origin of its own. */
export const attachedB = (facts: Partial<EvidenceAttached['facts']> = {}): EvidenceAttached =>
  attached({ evidenceId: ITEM_B, originId: ORIGIN_B, ...facts });

/** A proposal that rests on both items, where they are the second and third event given. */
export const proposed = (facts: Partial<VerdictProposed['facts']> = {}): VerdictProposed => ({
  type: 'VerdictProposed',
  facts: {
    verdictId: VERDICT,
    scale: 'truth-5',
    scaleVersion: 1,
    rating: 'TRUE',
    wordingId: WORDING,
    evidence: [
      { evidenceId: ITEM_A, eventId: eventId(2), originId: ORIGIN_A },
      { evidenceId: ITEM_B, eventId: eventId(3), originId: ORIGIN_B },
    ],
    assessedOn: '2025-04-28',
    flags: [],
    singleSource: false,
    noReply: false,
    unknowns: 0,
    ...facts,
  },
  words: { summary: 'Two services confirm it.' },
});

export const claimantAdded = (facts: Partial<ClaimantAdded['facts']> = {}): ClaimantAdded => ({
  type: 'ClaimantAdded',
  facts: { claimantId: someId(103), claimedOnBasis: 'unknown', ...facts },
  words: { claimant: { name: 'A second ministry' } },
});

export const subjectAdded = (facts: Partial<EventOf<SubjectEvent, 'SubjectAdded'>['facts']> = {}) =>
  ({
    type: 'SubjectAdded',
    facts: { subjectId: someId(104), originId: someId(105), as: 'depicted', ...facts },
    words: { subject: { name: 'A person' } },
  }) as const;

export const withdrawn = (evidenceId: string) =>
  ({ type: 'EvidenceWithdrawn', facts: { evidenceId }, words: { reason: 'A mistake.' } }) as const;
export const published = (verdictId: string, originIds: string[] = [ORIGIN_A, ORIGIN_B], policy = 'four-eyes') =>
  ({ type: 'VerdictPublished', facts: { verdictId, policy, originIds }, words: {} }) as const;
export const superseded = (verdictId: string, by: string) =>
  ({ type: 'VerdictSuperseded', facts: { verdictId, by }, words: {} }) as const;
export const retracted = (verdictId: string) =>
  ({ type: 'VerdictRetracted', facts: { verdictId }, words: { reason: 'A forgery.' } }) as const;
export const confirmed = (verdictId: string) =>
  ({ type: 'RetractionConfirmed', facts: { verdictId }, words: {} }) as const;
export const overturned = (verdictId: string) =>
  ({ type: 'RetractionOverturned', facts: { verdictId }, words: { reason: 'No forgery.' } }) as const;
export const proposalWithdrawn = (verdictId: string) =>
  ({ type: 'VerdictProposalWithdrawn', facts: { verdictId }, words: { reason: 'Too early.' } }) as const;
export const sentBack = (verdictId: string) =>
  ({ type: 'VerdictSentBack', facts: { verdictId }, words: { reason: 'Too thin.' } }) as const;
