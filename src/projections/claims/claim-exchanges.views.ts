import type { DisputeParty, Mapping, Rating, Replier } from '../../claims/claim.events.js';
import { NamedOutletView } from './appearance.views.js';
import type { DisputeState } from '../../claims/disputes/disputes.state.js';

/** A dispute about a verdict. It rates nothing. */
export class DisputeView {
  /** The dispute. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a43' */
  readonly id: string;

  /** The verdict that is disputed. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly verdictId: string;

  /** Whether it is open, or how it ended. @example 'open' */
  readonly state: DisputeState['status'];

  /** Who disputes it. @example 'claimant' */
  readonly party: DisputeParty;

  /** The claimant, where it is that. @example null */
  readonly claimantId: string | null;

  /** The outlet, where it is one. */
  readonly outlet: NamedOutletView | null;

  /** On what grounds. @example 'The figure is of another month.' */
  readonly grounds: string | null;

  /** How to reach them; for the desk. @example null */
  readonly contact: string | null;

  /** When it was opened, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly openedAt: string;

  /** Who opened it; for the desk. @example null */
  readonly openedBy: string | null;

  /** When it was decided or withdrawn, RFC 3339. @example null */
  readonly closedAt: string | null;

  /** Who did; for the desk. @example null */
  readonly closedBy: string | null;

  /** Why it was decided so, or withdrawn. @example null */
  readonly reason: string | null;
}

/** What somebody whom the claim concerns says to it. */
export class ReplyView {
  /** The reply. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a44' */
  readonly id: string;

  /** Who replied. @example 'outlet' */
  readonly from: Replier;

  /** The claimant, where it is that. @example null */
  readonly claimantId: string | null;

  /** The outlet, where it is one. */
  readonly outlet: NamedOutletView | null;

  /** The subject, where it is one; for the desk. @example null */
  readonly subjectId: string | null;

  /** How the claim concerns them; for the desk. @example null */
  readonly concern: string | null;

  /** Whether somebody has checked who sent it: the public is not shown others. @example true */
  readonly identityChecked: boolean;

  /** How; for the desk. @example null */
  readonly identityCheck: string | null;

  /** The request that it answers; null where nobody had asked. @example null */
  readonly requestId: string | null;

  /** When it was received, EDTF. @example '2025-04-02' */
  readonly receivedOn: string | null;

  /** Its language, BCP 47. @example 'en' */
  readonly language: string | null;

  /** What it says; null once erased. @example 'We stand by our report.' */
  readonly text: string | null;

  /** Where it was published. @example null */
  readonly url: string | null;

  /** For the desk only. @example null */
  readonly note: string | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;
}

/** What another fact-checker found of the same claim. */
export class OutsideReviewView {
  /** The review. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a45' */
  readonly id: string;

  /** The publisher. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a46' */
  readonly publisherId: string;

  /** By name; null once erased. @example 'Example Facts' */
  readonly publisher: string | null;

  /** Its address. @example 'https://facts.example/review' */
  readonly url: string | null;

  /** Its title. @example null */
  readonly title: string | null;

  /** Its own rating. @example 'Mostly accurate' */
  readonly nativeRating: string | null;

  /** On our scale, where it has a place there. @example 'MOSTLY_TRUE' */
  readonly rating: Rating | null;

  /** Our scale. @example 'truth-5' */
  readonly scale: string | null;

  /** Its version. @example 1 */
  readonly scaleVersion: number | null;

  /** How it came onto our scale. @example 'by-hand' */
  readonly mapped: Mapping | null;

  /** When it was reviewed, EDTF. @example '2025-04-01' */
  readonly reviewedOn: string | null;

  /** Its language, BCP 47. @example 'en' */
  readonly language: string | null;

  /** For the desk only. @example null */
  readonly note: string | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Whether it was changed since it was recorded. @example false */
  readonly changed: boolean;
}
