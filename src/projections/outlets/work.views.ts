import type { Basis } from '../../works/work.events.js';
import { ErasureView } from '../erasure.views.js';
import { NamedOutletView } from '../claims/appearance.views.js';
import { AnswerMetaView, PageMetaView } from '../engine/answers.views.js';

/** A work: one page, post or broadcast. */
export class WorkView extends AnswerMetaView {
  /** The work. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' */
  readonly id: string;

  /** Its revision. @example 1 */
  readonly revision: number;

  /** Its address, as it was given. @example 'https://www.rbc.ua/ukr/news/example-1711519200.html' */
  readonly url: string | null;

  /** Its title. @example 'North Korea sent 3,000 more soldiers to Russia' */
  readonly title: string | null;

  /** Who is named as its author. @example 'Daria Shekina' */
  readonly author: string | null;

  /** Who published it; null where unknown. */
  readonly outlet: NamedOutletView | null;

  /** How that is known. @example 'stated' */
  readonly outletBasis: Basis;

  /** What an inferred outlet was concluded from. @example null */
  readonly outletInferredFrom: string | null;

  /** Day or interval of publication, EDTF. @example '2025-03-27' */
  readonly publishedOn: string | null;

  /** How that is known. @example 'stated' */
  readonly publishedOnBasis: Basis;

  /** What an inferred day was concluded from. @example null */
  readonly publishedOnInferredFrom: string | null;

  /** Language it is written in, BCP 47. @example 'uk' */
  readonly language: string | null;

  /** What a colleague should know of it; for the desk. @example null */
  readonly note: string | null;

  /** When it was recorded, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly recordedAt: string;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];
}

/** Works. */
export class WorkListView extends PageMetaView {
  /** Those of this page. */
  readonly items: WorkView[];
}
