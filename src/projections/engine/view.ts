import type { Pool } from 'pg';
import { STAFF, type Capacity } from '../../kernel/roles.js';
import type { LedgerReader } from '../../ledger/reader.js';
import type { AnyProjection } from './projection.js';

/** Who reads; what they may see is decided by the views. */
export interface Reader {
  readonly id: string;
  readonly roles: readonly Capacity[];
}

/** Anybody: who has shown no token. */
export const ANYBODY: Reader = { id: 'public', roles: ['public'] };

/** Whether somebody works here, and so may read what is not published. */
export const isStaff = ({ roles }: Reader): boolean =>
  roles.includes('system') || STAFF.some((role) => roles.includes(role));

/** When a question is asked of: the newest, or as of a position. */
export interface ReadContext {
  /** The position asked for; null: the newest. -1: before the first event. */
  readonly asOf: number | null;
  /** RFC 3339: the time that counts as now, which is that of `asOf` where it is given. */
  readonly time: string;
  /** The answer must rest on this position, else it is stale. */
  readonly after: number;
  readonly reader: Reader;
}

/** What every answer says of itself. */
export interface AnswerMeta {
  /** The position that the answer rests on. */
  readonly position: number;
  /** The position that was asked for, null for the newest. */
  readonly asOf: number | null;
  /** Whether it may lack what was recorded before it was asked. */
  readonly stale: boolean;
}

/** Where views read. */
export interface ReadDeps {
  readonly pool: Pool;
  readonly ledger: LedgerReader;
}

/** A question: which rows it rests on, and how it is answered. A question that reads streams only waits for nothing. */
export interface View<Args, Answer> {
  readonly dependsOn: readonly AnyProjection[];
  readonly answer: (source: ReadDeps, args: Args, moment: ReadContext) => Promise<Answer>;
}

/** Writes a view down with its types inferred. */
export const view = <Args, Answer>(v: View<Args, Answer>): View<Args, Answer> => v;

/**
 * Why a question has no answer.
 *
 * - `not-found`: there is no such thing, or the reader may not see it, which must look the same.
 * - `as-of-in-the-future`: no event stands at that position yet.
 * - `cursor-invalid`: the cursor is not one of this list with these filters.
 */
export type QueryErrorCode = 'not-found' | 'as-of-in-the-future' | 'cursor-invalid';

export class QueryError extends Error {
  override readonly name = 'QueryError';

  constructor(
    readonly code: QueryErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** @throws QueryError `not-found` */
export const notFound = (): never => {
  throw new QueryError('not-found', 'There is nothing here.');
};
