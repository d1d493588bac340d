import type { DayBasis, SubjectRole } from '../../claims/claim.events.js';

/** Who asserts a claim. */
export class ClaimantView {
  /** The claimant; null where nobody knows who it is. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  readonly id: string | null;

  /** By name. @example 'Joint Chiefs of Staff, Republic of Korea' */
  readonly name: string | null;

  /** In what capacity. @example 'general staff' */
  readonly role: string | null;

  /** What Wikidata calls it. @example 'Q494892' */
  readonly wikidataId: string | null;

  /** Whether somebody asserts it of whom nobody knows who it is: a claim without a claimant is the outlet's own. @example false */
  readonly unknown: boolean;
}

/** One of those who assert a claim, with the day on which they did. */
export class DatedClaimantView extends ClaimantView {
  /** When they claimed it, EDTF. @example '2025-03-28' */
  readonly claimedOn: string | null;

  /** How that day is known. @example 'stated' */
  readonly claimedOnBasis: DayBasis;

  /** What an inferred day was concluded from. @example null */
  readonly claimedOnInferredFrom: string | null;
}

/** What a claimant put right themself. */
export class OwnCorrectionView {
  /** The correction. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a1d' */
  readonly id: string;

  /** The claimant. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18' */
  readonly claimantId: string;

  /** What they say now; null once erased. @example 'It was 3,000 in all, not 3,000 more.' */
  readonly text: string | null;

  /** Where they say it. @example 'https://jcs.example.org/correction' */
  readonly url: string | null;

  /** When they said it, EDTF. @example '2025-04-03' */
  readonly correctedOn: string | null;

  /** Its language, BCP 47. @example 'en' */
  readonly language: string | null;

  /** For the desk only. @example null */
  readonly note: string | null;

  /** When it was recorded, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;
}

/** Somebody whom a claim shows, quotes wrongly, or passes off as its author. */
export class SubjectView {
  /** The subject. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a1c' */
  readonly id: string;

  /** What the name counts as, as of a claimant or an item of evidence. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a1e' */
  readonly originId: string;

  /** What they are in it. @example 'depicted' */
  readonly as: SubjectRole;

  /** By name; null once erased. @example 'A. Person' */
  readonly name: string | null;

  /** In what capacity. @example null */
  readonly role: string | null;

  /** What Wikidata calls them. @example null */
  readonly wikidataId: string | null;

  /** What colleagues should know. @example null */
  readonly note: string | null;

  /** When they were named, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who named them. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly by: string;
}
