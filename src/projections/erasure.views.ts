import type { ErasureBasis } from '../ledger/ledger.events.js';

/** Words that were erased: which, when and on what ground. */
export class ErasureView {
  /** The event whose words are gone. @example 12 */
  readonly position: number;

  /** What that event is. @example 'ClaimSubmitted' */
  readonly type: string;

  /** When they were erased, RFC 3339; null where the record of it is corrupt. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string | null;

  /** On what legal basis. @example 'data-protection' */
  readonly basis: ErasureBasis | null;

  /** Why; for auditors and admins. @example null */
  readonly reason: string | null;

  /** The position of the event that erased them. @example 57 */
  readonly erasedBy: number;
}
