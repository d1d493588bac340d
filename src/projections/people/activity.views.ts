import type { Role } from '../../kernel/roles.js';
import { PageMetaView } from '../engine/answers.views.js';

/** How many events of one type. */
export class ActivityCountView {
  /** The type. @example 'EvidenceAttached' */
  readonly type: string;

  /** How many. @example 12 */
  readonly count: number;
}

/** An event that somebody caused; what it says is asked of its claim. */
export class ActivityEventView {
  /** Its place in the ledger. @example 42 */
  readonly position: number;

  /** What happened. @example 'EvidenceAttached' */
  readonly type: string;

  /** The stream that it is in. @example 'claim-01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a01' */
  readonly stream: string;

  /** Its place in that stream. @example 3 */
  readonly revision: number;

  /** When, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly at: string;

  /** In which role. @example 'editor' */
  readonly role: Role | null;
}

/** What a person did, newest first. */
export class ActivityView extends PageMetaView {
  /** The person. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a40' */
  readonly id: string;

  /** Those of this page. */
  readonly items: ActivityEventView[];

  /** How many events in all, by type. */
  readonly counts: ActivityCountView[];
}
