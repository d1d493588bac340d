import type { Confidence, Rating, WithholdingBasis } from '../../claims/claim.events.js';

/** What colleagues tell each other. */
export class NoteView {
  /** The note. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a47' */
  readonly id: string;

  /** What it says; null once erased. @example 'Asked the embassy.' */
  readonly text: string | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who wrote it. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly by: string;
}

/** One of the events that make a change. */
export class ChangeEventView {
  /** Its position. @example 42 */
  readonly position: number;

  /** What it is. @example 'AppearanceCorrected' */
  readonly type: string;

  /** What it says that is never erased. @example { "appearanceId": "01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12" } */
  readonly facts: Record<string, unknown>;

  /** In which words; null once erased. @example { "reason": "The sentence stands in the lead." } */
  readonly words: Record<string, unknown> | null;
}

/** A change of who carried the claim that another person has to confirm. */
export class CarrierChangeView {
  /** The change. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a19' */
  readonly changeId: string;

  /** Whether it does not hold yet; else it lets something go, which holds already. @example true */
  readonly pending: boolean;

  /** Who made it. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly by: string;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** What it says. */
  readonly events: ChangeEventView[];
}

/** Somebody who is to review the claim. */
export class AssignmentView {
  /** The reviewer. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a31' */
  readonly reviewer: string;

  /** Until when, EDTF. @example '2025-05-01' */
  readonly dueOn: string | null;

  /** Whether they are to rate a proposal without having seen it. @example false */
  readonly blind: boolean;

  /** The open proposal that is kept from them until they have rated it. @example null */
  readonly toRate: string | null;

  /** What they should know. @example null */
  readonly note: string | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who assigned them. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly by: string;
}

/** What another reviewer makes of a proposal. */
export class SecondRatingView {
  /** The proposal. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly verdictId: string;

  /** The rating. @example 'MOSTLY_TRUE' */
  readonly rating: Rating;

  /** The scale that it is of. @example 'truth-5' */
  readonly scale: string;

  /** The version of the scale. @example 1 */
  readonly scaleVersion: number;

  /** The wording that it rates. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17' */
  readonly wordingId: string;

  /** How sure they are. @example null */
  readonly confidence: Confidence | null;

  /** Whether the proposal was kept from them. @example true */
  readonly blind: boolean;

  /** How they found so. @example null */
  readonly rationale: string | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who rated. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a31' */
  readonly by: string;
}

/** That the claim is kept from the public, and why. */
export class WithholdingView {
  /** On what legal basis. @example 'court-order' */
  readonly basis: WithholdingBasis;

  /** Why. @example null */
  readonly reason: string | null;

  /** By which order. @example null */
  readonly order: string | null;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who withheld it. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly by: string;

  /** Whether a second person has confirmed it. @example false */
  readonly confirmed: boolean;

  /** Who. @example null */
  readonly confirmedBy: string | null;

  /** What they added. @example null */
  readonly note: string | null;
}
