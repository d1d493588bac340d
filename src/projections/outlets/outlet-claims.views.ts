import type { Attribution, Mode, AppearancePlace, Rating } from '../../claims/claim.events.js';
import { ErasureView } from '../erasure.views.js';
import type { Group, LeftOut } from './outlet-record.appearances.js';
import { PageMetaView } from '../engine/answers.views.js';

/** The verdict by which an appearance is judged. */
export class JudgingVerdictView {
  /** The verdict. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a13' */
  readonly id: string;

  /** Its rating. @example 'MOSTLY_TRUE' */
  readonly rating: Rating;
}

/** A claim's place in a work of the outlet, and how the outlet's record counts it. */
export class CarriedAppearanceView {
  /** The appearance. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  readonly id: string;

  /** The work. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  readonly workId: string;

  /** Day or interval of the work's publication, EDTF. @example '2025-03-27' */
  readonly publishedOn: string | null;

  /** How the work takes it. @example 'attributed' */
  readonly mode: Mode;

  /** Where in the work. @example 'headline' */
  readonly place: AppearancePlace;

  /** Of an attributed one, whether it renders its source rightly. @example 'accurate' */
  readonly attribution: Attribution | null;

  /** Whether something is known that it was taken from. @example true */
  readonly relayed: boolean;

  /** The verdict that held on the day of publication; null where none did. */
  readonly verdict: JudgingVerdictView | null;

  /** Where the record counts it; null where it is left out. @example 'attribution' */
  readonly counted: Group | null;

  /** Why it is left out. @example null */
  readonly leftOut: LeftOut | null;
}

/** A claim that an outlet carried. */
export class CarriedClaimView {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly id: string;

  /**
   * Its text; null once erased.
   * @example 'North Korea sent 3,000 more soldiers to Russia in January and February 2025.'
   */
  readonly text: string | null;

  /** Whether anybody may know of it, so that the record rests on it; others only the desk is shown. @example true */
  readonly published: boolean;

  /** The claim that it repeats, by whose verdicts it is judged. @example null */
  readonly mergedInto: string | null;

  /** Its places in works of this outlet. None where it is not published: nothing is judged then. */
  readonly appearances: CarriedAppearanceView[];

  /** Whether its record is not what the ledger committed to; its words are not shown then. @example false */
  readonly corrupt: boolean;
}

/** Claims that an outlet carried, newest recorded first: what its record is counted from. */
export class OutletClaimsView extends PageMetaView {
  /** Those of this page. */
  readonly items: CarriedClaimView[];

  /**
   * The outlet; where the one asked for was merged into another, that one.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10'
   */
  readonly outletId: string;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /** The day of the world as of which it stands: only works that were out by then. @example null */
  readonly validAt: string | null;
}
