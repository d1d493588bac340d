import type { ClaimKind, DayBasis, Rating } from '../../claims/claim.events.js';
import { CountsView, HighlightView, SearchNoticeView } from '../search/claim-search.views.js';
import { ErasureView } from '../erasure.views.js';
import { ClaimantView } from './claimant.views.js';
import type { ClaimStatus } from '../../claims/claim.status.js';
import { PageMetaView } from '../engine/answers.views.js';

/** The verdict on a listed claim. */
export class ListedVerdictView {
  /** The verdict. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string;

  /** The rating. @example 'MOSTLY_TRUE' */
  readonly rating: Rating;

  /** The scale that it is of. @example 'truth-5' */
  readonly scale: string;

  /** The version of the scale. @example 1 */
  readonly scaleVersion: number;

  /** The day of the assessment. @example '2025-04-28' */
  readonly assessedOn: string;

  /** The first day for which it holds; null: from the assessment. @example null */
  readonly validFrom: string | null;

  /** The last; null: until further notice. @example null */
  readonly validUntil: string | null;
}

/** A claim in a list. */
export class ListedClaimView {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly id: string;

  /** Its revision. @example 7 */
  readonly revision: number;

  /** Where it is on its way. @example 'published' */
  readonly status: ClaimStatus;

  /** Whether a dispute is open. @example false */
  readonly disputed: boolean;

  /**
   * Whether the standing verdict is due for review, for one of the reasons that the queue names; that its validity is about
   * to end is none yet.
   * @example false
   */
  readonly reviewDue: boolean;

  /** Whether the last day for which the standing verdict holds has passed. @example false */
  readonly expired: boolean;

  /** What is claimed; null once erased. @example 'North Korea sent 3,000 more soldiers to Russia.' */
  readonly text: string | null;

  /** What sort of assertion it is. @example 'quantity' */
  readonly kind: ClaimKind;

  /** Language of the text, BCP 47. @example 'en' */
  readonly language: string;

  /** Who asserts it; null where the outlet speaks itself. */
  readonly claimant: ClaimantView | null;

  /** When it was claimed, EDTF. @example '2025-03-27' */
  readonly claimedOn: string | null;

  /** How that day is known. @example 'stated' */
  readonly claimedOnBasis: DayBasis;

  /** When a prediction or promise falls due, EDTF. @example null */
  readonly dueOn: string | null;

  /** Codes of its topics. @example ['ukraine'] */
  readonly topics: string[];

  /** When it was submitted, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly recordedAt: string;

  /** The one that stands, or the one for the day asked for. */
  readonly verdict: ListedVerdictView | null;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /** Whether its record is not what the ledger committed to; its words are not shown then. @example false */
  readonly corrupt: boolean;

  /** With `q`: the texts in which it was found, the one in use first; at most 5. */
  readonly highlights: HighlightView[];
}

/** Claims. */
export class ClaimListView extends PageMetaView {
  /** Those of this page. */
  readonly items: ListedClaimView[];

  /** With `q`: how many are found, also by the values of filters; else null. */
  readonly counts: CountsView | null;

  /** With `q`: what was looked for beside what was typed, and why. @example [] */
  readonly notices: SearchNoticeView[];

  /** The day of the world that was asked for. @example null */
  readonly validAt: string | null;
}
