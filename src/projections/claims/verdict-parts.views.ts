import type {
  ClaimKind,
  DayBasis,
  MediaAuthenticityCategory,
  MediaTechnique,
  Rating,
  Replier,
  ReplyChannel,
  TermBasis,
  VerdictText,
} from '../../claims/claim.events.js';
import { NamedOutletView, NamedWorkView } from './appearance.views.js';
import { ClaimedMediaView } from './claimed-media.views.js';
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

/** What was found of the media that a claim is about. */
export class MediaFindingView {
  /** MediaReview's terms. @example ['DecontextualizedContent'] */
  readonly categories: MediaAuthenticityCategory[];

  /** How it was made, by IPTC's scheme `digitalsourcetype`. @example null */
  readonly technique: MediaTechnique | null;

  /** The work in which the original stands. */
  readonly originalWork: NamedWorkView | null;

  /** Where the original can be seen. @example 'https://pictures.example.org/2014/bridge.jpg' */
  readonly originalUrl: string | null;
}

/** By when a promise that names no day was to be kept. */
export class PromiseTermView {
  /** Its last day, EDTF. @example '2026-12-31' */
  readonly endsOn: string;

  /** Whether it was stated or is inferred. @example 'inferred' */
  readonly basis: TermBasis;

  /** What shows it; null once erased. @example 'The term of office ends then.' */
  readonly shownBy: string | null;
}

/** Somebody who was asked what they say before a verdict was published. */
export class SoughtReplyView {
  /** The request. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a48' */
  readonly requestId: string;

  /** Who was asked. @example 'outlet' */
  readonly to: Replier;

  /** The claimant, where it is that. @example null */
  readonly claimantId: string | null;

  /** The outlet, where it is one. */
  readonly outlet: NamedOutletView | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Until when they were to answer, RFC 3339. @example '2026-11-24T10:00:00.000Z' */
  readonly deadline: string;

  /** By which way. @example 'email' */
  readonly channel: ReplyChannel | null;

  /** Why they were given less than a day. @example null */
  readonly shortNoticeReason: string | null;

  /** Whether they had answered when the verdict was published. @example false */
  readonly answeredBefore: boolean;

  /** Their reply, also a later one. @example null */
  readonly replyId: string | null;
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

/** Somebody has looked at a published verdict again, and it stands. */
export class ReaffirmationView {
  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who; for the desk. @example null */
  readonly by: string | null;

  /** The position up to which they have looked. @example 42 */
  readonly upTo: number;

  /** What they looked at; none once erased. @example ['The correction of 3 May in the Daily Example'] */
  readonly lookedAt: string[];

  /** Why it stands. @example 'The correction is of another figure.' */
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

  /** The media that it is about. @example null */
  readonly media: ClaimedMediaView | null;
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
