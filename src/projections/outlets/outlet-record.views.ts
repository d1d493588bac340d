import type { OutletKind } from '../../outlets/outlet.events.js';
import { ErasureView } from '../erasure.views.js';
import type { LeftOut } from './outlet-record.appearances.js';
import {
  AttributionGroupView,
  ObservedCorrectionsView,
  RatedGroupView,
  RecordPartView,
} from './outlet-record-counts.views.js';
import type { RecordPart } from './outlet-record.counting.js';
import { DomainView } from './outlet.views.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** What only those who work at the desk are told: how much of what this outlet carried is not published. */
export class DeskCountsView {
  /**
   * Claims that were entered and that this outlet carried; a duplicate counts as the claim that it repeats.
   * @example 24
   */
  readonly submitted: number;

  /** Those among them that were neither withdrawn nor declined as too vague or not checkable. @example 22 */
  readonly checkable: number;

  /** Those among them on which somebody has proposed a verdict. @example 15 */
  readonly reviewed: number;
}

/** Claims that the outlet carried. */
export class RecordedClaimsView {
  /**
   * Those on which this desk has published a verdict, whatever became of it. All that follows rests on these.
   * @example 14
   */
  readonly published: number;

  /** Those of which at least one appearance is counted. @example 12 */
  readonly counted: number;

  /** Those published ones whose standing verdict is that nothing is proven. @example 1 */
  readonly unproven: number;

  /** What is not published; null for who does not work at the desk. @example null */
  readonly desk: DeskCountsView | null;
}

/** Why appearances are not counted, and how many. */
export class LeftOutView {
  /**
   * The first of these reasons that applies: it asks, jokes or gives an opinion; the same work contradicts it; its exact
   * words were not entered; it can be looked up nowhere; that it is this outlet's is only inferred; nobody has checked
   * whether it quotes rightly; its day is unknown; no verdict held on that day; different ones held on the days that it
   * may be of; it is a promise, rated by what became of it; the same claim from the same origin is counted already.
   * @example 'question'
   */
  readonly reason: LeftOut;

  /** How many appearances. @example 1 */
  readonly count: number;
}

/** Places in works of this outlet in which published claims stand. */
export class RecordedAppearancesView {
  /** All of them: those counted and those left out. @example 19 */
  readonly published: number;

  /** Those counted, a claim from the same origin once. @example 13 */
  readonly counted: number;

  /** Those left out, by reason. */
  readonly leftOut: LeftOutView[];
}

/** What the outlet says of its record. */
export class OutletReplyView {
  /** The reply. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly id: string;

  /** Its day, EDTF. @example '2026-11-21' */
  readonly repliedOn: string | null;

  /** Language of the text, BCP 47. @example 'uk' */
  readonly language: string | null;

  /** Its words; null once erased. @example 'We corrected the article the next day.' */
  readonly text: string | null;

  /** Where it was published. @example null */
  readonly url: string | null;

  /** When it was recorded, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly recordedAt: string;
}

/** What an outlet carried, in counts with their denominators. It is no score, and outlets are not ranked by it. */
export class OutletRecordView extends AnswerMetaView {
  /**
   * The outlet; where the one asked for was merged into another, that one.
   * @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10'
   */
  readonly id: string;

  /** Its name; null once erased. @example 'RBC-Ukraine' */
  readonly name: string | null;

  /** Other names it is known by. @example ['РБК-Україна'] */
  readonly aliases: string[];

  /** Domains it publishes under. */
  readonly domains: DomainView[];

  /** What sort of outlet it is. @example 'online' */
  readonly kind: OutletKind;

  /** ISO 3166-1 alpha-2. @example 'UA' */
  readonly country: string | null;

  /** Language it mostly writes in, BCP 47. @example 'uk' */
  readonly language: string | null;

  /** Outlets that turned out to be this one; their works count as its own. @example [] */
  readonly absorbed: string[];

  /**
   * What these counts say, and what they do not.
   * @example 'Within the claims this desk chose to check; says nothing of the outlet\u2019s other work.'
   */
  readonly scope: string;

  /**
   * The rule by which an appearance is judged.
   * @example 'By the verdict that held on its day of publication, never by later facts.'
   */
  readonly judgedBy: string;

  /** Under so many no share is given. @example 10 */
  readonly minimum: number;

  /** Claims that it carried. */
  readonly claims: RecordedClaimsView;

  /** Places in which published ones stand. */
  readonly appearances: RecordedAppearancesView;

  /** What it asserted itself. */
  readonly ownVoice: RatedGroupView;

  /** What it passed on from elsewhere in its own voice. */
  readonly relaying: RatedGroupView;

  /** What it asserted or passed on that began as satire: counted here alone. */
  readonly satireTakenForReal: RatedGroupView;

  /** What it said that others said; whether that is true does not count here. */
  readonly attribution: AttributionGroupView;

  /** By what the record is taken apart; null where only the whole was asked for. @example null */
  readonly by: RecordPart | null;

  /** Its parts, in the order of their names. */
  readonly parts: RecordPartView[];

  /** What it was seen to correct. */
  readonly corrections: ObservedCorrectionsView;

  /** What it says of this record. */
  readonly replies: OutletReplyView[];

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /** The topic to which it is limited. @example null */
  readonly topic: string | null;

  /** The day of the world as of which it stands: only works that were out by then. @example null */
  readonly validAt: string | null;
}
