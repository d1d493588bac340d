import type {
  Mode,
  AppearancePlace,
  SourcingRelation,
  UpstreamBasis,
  UpstreamKind,
} from '../../claims/claim.events.js';
import { NamedOutletView, NamedWorkView } from './appearance.views.js';
import { ErasureView } from '../erasure.views.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** A place in the way that a claim went: where it appeared, or where that was taken from. */
export class AttributionNodeView {
  /** The appearance or upstream. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  readonly id: string;

  /** Which of the two it is, and of an upstream what it is. @example 'appearance' */
  readonly kind: 'appearance' | UpstreamKind;

  /** What an upstream that is not of this ledger is called; null once erased. @example null */
  readonly name: string | null;

  /**
   * What to write beside it: that name, else the outlet's, else the work's title; null where none is on record.
   * @example 'RBC-Ukraine'
   */
  readonly label: string | null;

  /** The work. */
  readonly work: NamedWorkView | null;

  /** The outlet. */
  readonly outlet: NamedOutletView | null;

  /**
   * What it counts as where nothing is above it; an outlet that was merged counts as the one that goes on.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10'
   */
  readonly originId: string;

  /** Of an appearance, how the work takes the claim. @example 'attributed' */
  readonly mode: Mode | null;

  /** Of an appearance, where in the work. @example 'lead' */
  readonly place: AppearancePlace | null;

  /**
   * How often the claim was passed on above it, by the longest way that is known; a circle is walked once.
   * @example 2
   */
  readonly depth: number;

  /** Whether a chain ends here. @example false */
  readonly root: boolean;

  /** Whether it is one of a circle. @example false */
  readonly circular: boolean;

  /** The position of the event that recorded or last corrected it. @example 42 */
  readonly position: number;
}

/** A step from a place to the one that it was taken from. */
export class AttributionEdgeView {
  /** What took it. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  readonly from: string;

  /** Where from. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a20' */
  readonly to: string;

  /**
   * How. Null where an upstream is a work in which the claim appears: both are the same place, and the chain goes on there.
   * @example 'credited-rewrite'
   */
  readonly relation: SourcingRelation | null;

  /** Whether it was translated on the way. @example false */
  readonly translated: boolean;

  /** How the step is known; null where both ends are the same place. @example 'credited' */
  readonly basis: UpstreamBasis | null;

  /**
   * The words of what took it that show the step; null where none are on record, or once erased.
   * @example 'as Yonhap reports'
   */
  readonly shownBy: string | null;

  /**
   * The position of the event that recorded the step, and has those words; null where both ends are the same place.
   * @example 43
   */
  readonly position: number | null;
}

/** Where the chains of one appearance end. */
export class AppearanceOriginsView {
  /** The appearance. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12' */
  readonly appearanceId: string;

  /**
   * How often the claim was passed on above it, by the longest way that is known; a circle is walked once.
   * @example 2
   */
  readonly relayDepth: number;

  /** The origins that it comes from. @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a21'] */
  readonly originIds: string[];

  /** Whether it is shown where it took the claim from, or that it is an origin itself. @example true */
  readonly traced: boolean;
}

/** An independent origin of the claim. */
export class AttributionRootView {
  /**
   * The origin that it counts as; of circular reporting, of which nobody knows who was first, those of all its works.
   * @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a21']
   */
  readonly originIds: string[];

  /** What it is called. @example 'Yonhap' */
  readonly label: string | null;

  /** The nodes at which chains end in it. @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a20'] */
  readonly nodeIds: string[];

  /**
   * Whether it is a circle only: works that name nobody but each other, which are one origin together.
   * @example false
   */
  readonly circular: boolean;

  /** Whether a traced appearance leads here: only such roots count. @example true */
  readonly traced: boolean;

  /** Whether every way here holds a step that we infer. @example false */
  readonly inferred: boolean;
}

/** Circular reporting: works that each have the claim from the next, and the last from the first. */
export class CircularReportView {
  /** Its nodes. @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a12', '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a20'] */
  readonly nodeIds: string[];

  /** Its works. */
  readonly works: NamedWorkView[];
}

/** Who has a claim from whom. */
export class AttributionView extends AnswerMetaView {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly claimId: string;

  /** Its revision. @example 7 */
  readonly revision: number;

  /** Where it appeared, and where that was taken from. What was withdrawn is not in it. */
  readonly nodes: AttributionNodeView[];

  /** The steps between them, upwards. */
  readonly edges: AttributionEdgeView[];

  /** Each appearance with the origins that it comes from. */
  readonly appearances: AppearanceOriginsView[];

  /** The independent origins at which all chains end. */
  readonly roots: AttributionRootView[];

  /**
   * The same by identifier: those of which no further source is known.
   * @example ['01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a21']
   */
  readonly originIds: string[];

  /**
   * How many origins could be traced: there are at least so many. Several outlets that relay one report have one origin, and
   * what credits nobody says nothing of how many knew.
   * @example 1
   */
  readonly independentOrigins: number;

  /** How many appearances have an origin that nobody could trace. @example 0 */
  readonly untracedAppearances: number;

  /** The greatest depth of all appearances. @example 2 */
  readonly relayDepth: number;

  /** Works that name each other as their source. */
  readonly circles: CircularReportView[];

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /** The day of the world as of which it stands: only works that were out by then. @example null */
  readonly validAt: string | null;
}
