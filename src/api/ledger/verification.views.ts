/** One thing that is wrong with the ledger, and where. */
export class FindingView {
  /** What sort of damage; a closed list. @example 'part-altered' */
  readonly code: string;

  /** What it means, and what to do next. @example 'Words are gone, and no event erased them.' */
  readonly meaning: string;

  /** The event, or the first of those among which it lies; null where it is about none. @example 42 */
  readonly position: number | null;

  /** The last of those among which it lies. @example null */
  readonly through: number | null;

  /** The stream of the event. @example 'claim-01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly stream: string | null;

  /** The place of the event in its stream. @example 3 */
  readonly revision: number | null;

  /** Which part, tile or checkpoint. @example 'facts' */
  readonly at: string | null;

  /** What should be there. @example 'vGv1DKfPUt1e8dlxbtLrZC2A01sZJ0cdrpB1L1RZm0k' */
  readonly expected: string;

  /** What is there. @example 'bB1bFZqkQyPNVeqxGTvzIFqL0BBBdHiLpDLq8ZNiVuE' */
  readonly found: string;
}

/** A verification of the ledger in this process. */
export class VerificationView {
  /**
   * `none` before the first one; `failed` where it came to no end, which says nothing about the ledger.
   * @example 'done'
   */
  readonly state: 'none' | 'running' | 'done' | 'failed';

  /** RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly startedAt: string | null;

  /** RFC 3339. @example '2026-11-22T10:00:20.000Z' */
  readonly endedAt: string | null;

  /** Events that have been checked. @example 1000 */
  readonly checked: number;

  /** Events that there are to check. @example 1000 */
  readonly of: number;

  /** Whether the last one that came to its end found nothing wrong; null before. @example true */
  readonly whole: boolean | null;

  /** Events that the newest good checkpoint covers. @example 1000 */
  readonly covered: number | null;

  /** What is wrong, by its codes, the decisive ones first. @example [] */
  readonly codes: string[];

  /** Who remembers checkpoints of this log and could not be asked. @example [] */
  readonly unasked: string[];

  /** What is wrong: of each kind the first twenty; none for those who are neither auditor nor admin. */
  readonly findings: FindingView[];

  /** How many more there are of a kind. @example {} */
  readonly more: Record<string, number>;
}
