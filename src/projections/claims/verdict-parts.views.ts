import type { ClaimKind, DayBasis, Rating, VerdictText } from '../../claims/claim.events.js';
import { ClaimantView } from './claimant.views.js';

/** How a verdict was retracted. */
export class RetractionView {
  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who; for the desk. @example null */
  readonly by: string | null;

  /** Why. @example 'The document turned out to be forged.' */
  readonly reason: string | null;

  /** Whether a second person has confirmed it. @example false */
  readonly confirmed: boolean;
}

/** A conflict of interest that somebody declared with a verdict. */
export class ConflictView {
  /** What they did: readers are told this, and not who it was. @example 'publisher' */
  readonly of: 'proposer' | 'publisher';

  /** Who; for the desk. @example null */
  readonly person: string | null;

  /** What they declared; null once erased. @example 'A relative works for the ministry that issued the order.' */
  readonly text: string | null;
}

/** What an OUTDATED verdict says was overtaken. */
export class OvertakenView {
  /** The claim that overtook it, where it is one of this ledger. @example null */
  readonly claimId: string | null;

  /** The rating that held until then. @example 'TRUE' */
  readonly rating: Rating | null;

  /** What overtook it. @example 'The government changed its position on 3 April.' */
  readonly by: string | null;
}

/** A text of a verdict, mended without touching what it says. */
export class VerdictCorrectionView {
  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who; for the desk. @example null */
  readonly by: string | null;

  /** Which texts. @example ['summary'] */
  readonly texts: VerdictText[];

  /** The summary from then on. @example 'Two governments confirm the number.' */
  readonly summary: string | null;

  /** The rationale from then on. @example null */
  readonly rationale: string | null;

  /** Why. @example 'A name was misspelt.' */
  readonly reason: string | null;
}

/** A verdict's texts in another language. */
export class VerdictTranslationView {
  /** The language, BCP 47. @example 'uk' */
  readonly language: string;

  /** The finding in short. @example 'Два уряди підтверджують це число.' */
  readonly summary: string | null;

  /** How it was found. @example null */
  readonly rationale: string | null;

  /** When it was recorded, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;
}

/** The wording that a material correction gives the claim. */
export class RewordingView {
  /** The new wording. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a42' */
  readonly wordingId: string;

  /** The wording that it takes the place of. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly replaces: string;

  /** The text; null once erased. @example 'North Korea sent 3,000 more soldiers to Russia in early 2025.' */
  readonly text: string | null;

  /** Its language, BCP 47. @example 'en' */
  readonly language: string;

  /** What sort of assertion it is. @example 'quantity' */
  readonly kind: ClaimKind;
}

/** The claimant, and the day, that a material correction gives the claim. */
export class ReassignmentView {
  /** Who asserts it; null where the outlet speaks itself. */
  readonly claimant: ClaimantView | null;

  /** When it was claimed, EDTF. @example '2025-03-27' */
  readonly claimedOn: string | null;

  /** How that day is known. @example 'stated' */
  readonly claimedOnBasis: DayBasis;

  /** What an inferred day was concluded from. @example null */
  readonly claimedOnInferredFrom: string | null;
}
