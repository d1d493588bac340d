import { IntersectionType, OmitType } from '@nestjs/swagger';
import type { OutletKind, Platform } from '../../outlets/outlet.events.js';
import { ErasureView } from '../erasure.views.js';
import { AnswerMetaView, PageMetaView } from '../engine/answers.views.js';

/** A domain by which an outlet is known. */
export class DomainView {
  /** The host name, lower case, ASCII. @example 'rbc.ua' */
  readonly domain: string;

  /** Since when, EDTF. @example null */
  readonly from: string | null;

  /** Until when, EDTF. @example null */
  readonly until: string | null;
}

/** An outlet in a list. */
export class ListedOutletView {
  /** The outlet. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  readonly id: string;

  /** Its revision. @example 2 */
  readonly revision: number;

  /** Its name; null once erased. @example 'RBC-Ukraine' */
  readonly name: string | null;

  /** Other names it is known by. @example ['РБК-Україна'] */
  readonly aliases: string[];

  /** Domains it publishes under. */
  readonly domains: DomainView[];

  /** Of a social account: where it is kept. @example null */
  readonly platform: Platform | null;

  /** Of a social account: its handle there, without `@`; null once erased. @example null */
  readonly handle: string | null;

  /** The outlet that this one turned out to be. @example null */
  readonly mergedInto: string | null;

  /** Outlets that turned out to be this one. @example [] */
  readonly absorbed: string[];

  /** What sort of outlet it is. @example 'online' */
  readonly kind: OutletKind;

  /** ISO 3166-1 alpha-2. @example 'UA' */
  readonly country: string | null;

  /** Language it mostly writes in, BCP 47. @example 'uk' */
  readonly language: string | null;

  /** When it was registered, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly recordedAt: string;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];

  /** Whether its record is not what the ledger committed to; its words are not shown then. @example false */
  readonly corrupt: boolean;
}

/** An outlet. */
export class OutletView extends IntersectionType(OmitType(ListedOutletView, ['corrupt']), AnswerMetaView) {
  /**
   * The day of the world that was asked for: only domains by which an outlet may have been known on it.
   * @example null
   */
  readonly validAt: string | null;
}

/** Outlets, in the order in which they were registered. */
export class OutletListView extends PageMetaView {
  /** Those of this page. */
  readonly items: ListedOutletView[];

  /**
   * The day of the world that was asked for: only domains by which an outlet may have been known on it.
   * @example null
   */
  readonly validAt: string | null;
}
