import { AnswerMetaView } from '../engine/answers.views.js';

/** Who did it. */
export class CloudEventWhoView {
  /** A person, `system` or `public`. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a30' */
  readonly actor: string;

  /** In which role. @example 'editor' */
  readonly role: string | null;
}

/** What an event carries. */
export class CloudEventDataView {
  /** Identifiers, codes, numbers and days. @example { kind: 'quantity', language: 'en' } */
  readonly facts: Record<string, unknown>;

  /**
   * Texts; null once erased, or where they are withheld.
   * @example { text: 'North Korea sent 3,000 more soldiers to Russia.' }
   */
  readonly words: Record<string, unknown> | null;

  /** For the desk. @example null */
  readonly who: CloudEventWhoView | null;
}

/** An event as CloudEvents 1.0 (JSON format, structured). */
export class CloudEventView {
  /** The version of CloudEvents. @example '1.0' */
  readonly specversion: string;

  /** The event. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a20' */
  readonly id: string;

  /** Where it comes from: a relative reference. @example '/api/v1/events' */
  readonly source: string;

  /** What happened. @example 'ClaimSubmitted' */
  readonly type: string;

  /** The stream that it belongs to. @example 'claim-01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly subject: string;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly time: string;

  /** Of `data`. @example 'application/json' */
  readonly datacontenttype: string;

  /** Its place in the ledger, in decimal. @example '12' */
  readonly position: string;

  /** Its place in its stream, in decimal. @example '1' */
  readonly revision: string;

  /**
   * Of an event that was written without the ledger's append key: the position of the event by which an operator accepted
   * that it stands, in decimal; null for all others.
   * @example null
   */
  readonly acceptedby: string | null;

  /**
   * What it carries.
   */
  readonly data: CloudEventDataView;
}

/** Events in the order of the ledger. */
export class EventListView extends AnswerMetaView {
  /** Those that the reader may see; positions jump over the others. */
  readonly items: CloudEventView[];

  /** The `after` with which to go on; null at the end. @example null */
  readonly nextCursor: string | null;
}
