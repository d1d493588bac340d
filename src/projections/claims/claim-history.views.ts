import { ErasureView } from '../erasure.views.js';
import { AnswerMetaView } from '../engine/answers.views.js';

/** One event of a claim. */
export class HistoryEventView {
  /** Its place in the ledger. @example 12 */
  readonly position: number;

  /** Its place in the claim's stream. @example 1 */
  readonly revision: number;

  /** The event. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a20' */
  readonly id: string;

  /** What happened. @example 'ClaimSubmitted' */
  readonly type: string;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** Who did it; for the desk. @example null */
  readonly actor: string | null;

  /**
   * What they are called: their name, or a pseudonym where it is erased; null for the operator and the public. For the desk.
   * @example null
   */
  readonly actorName: string | null;

  /** In which role; for the desk. @example null */
  readonly role: string | null;

  /**
   * What happened, when, by whom and why, as far as the reader may know.
   * @example 'The claim was submitted (quantity, en) on 2026-11-22 at 10:00 UTC.'
   */
  readonly summary: string;

  /** Identifiers, codes, numbers and days. @example { kind: 'quantity', language: 'en' } */
  readonly facts: Record<string, unknown>;

  /**
   * Texts; null once erased, or where they are withheld.
   * @example { text: 'North Korea sent 3,000 more soldiers to Russia.' }
   */
  readonly words: Record<string, unknown> | null;

  /**
   * Whether words, and facts that would tell who a confidential source is, are kept from this reader.
   * @example false
   */
  readonly withheld: boolean;

  /**
   * Of an event that was written without the ledger's append key: the position of the event by which an operator accepted
   * that it stands; null for all others.
   * @example null
   */
  readonly acceptedBy: number | null;
}

/** What happened to a claim, oldest first. */
export class ClaimHistoryView extends AnswerMetaView {
  /** The claim. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly id: string;

  /** The revision of the last event, shown or not. @example 7 */
  readonly revision: number;

  /** The name of its stream, to which leaves commit. @example 'claim-01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly stream: string;

  /**
   * The salt of these commitments, base64url: with it all leaves of the stream are found in the log.
   * @example 'bR1v0S1m8cB2o7Yw4pQJx5nE9aTzKkUuHhGgFfDdSs0'
   */
  readonly streamSalt: string;

  /** The events that the reader may see. */
  readonly items: HistoryEventView[];

  /** Null: a history is given whole. @example null */
  readonly nextCursor: string | null;

  /** What was erased of the words shown here; they are null then. @example [] */
  readonly erasures: ErasureView[];
}
