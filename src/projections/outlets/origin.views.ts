import type { AnswerMeta } from '../engine/view.js';

/** An origin by what names it. */
export class NamedOriginView {
  /** The origin. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  readonly id: string;

  /** The name that it was given first, or its outlet's; null where it was erased, or where a work is the origin. @example 'Yonhap' */
  readonly name: string | null;
}

/** An origin that counts as another, or is suspected to be another. */
export class ListedOriginView extends NamedOriginView {
  /** Its revision. @example 1 */
  readonly revision: number;

  /** The origin that counts in its place. @example null */
  readonly joinedInto: NamedOriginView | null;

  /** The origin that it may be, since by newer rules both have names with one key: somebody has to say. */
  readonly suspectedOf: NamedOriginView | null;

  /** Since when, RFC 3339. @example '2026-11-22T10:00:00.000Z' */
  readonly since: string;
}

/** Origins that were joined, or may have to be. */
export class OriginListView implements AnswerMeta {
  /** Those of which something was said last first. */
  readonly items: ListedOriginView[];

  /** Where the next page goes on; null where there is none. @example null */
  readonly nextCursor: string | null;

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null for the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked. @example false */
  readonly stale: boolean;
}
