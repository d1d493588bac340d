import type { AnswerMeta } from '../engine/view.js';

/** An origin by what names it. */
export class NamedOriginView {
  /** The origin. @example '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10' */
  readonly id: string;

  /** The name that it was given first, or its outlet's; null where it was erased, or where a work is the origin. @example 'Yonhap' */
  readonly name: string | null;
}

/** An origin whose name is near one that was given: the same one, to be joined, or another, which somebody says then. */
export class NearOriginView extends NamedOriginView {
  /** The origin of the name that was given. */
  readonly nearTo: NamedOriginView;
}

/** Origins that are near to some. */
export class NearOriginsView implements AnswerMeta {
  /** The nearest. */
  readonly items: NearOriginView[];

  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** Null: it is asked of now. @example null */
  readonly asOf: number | null;

  /** Whether it may lack what was recorded before it was asked. @example false */
  readonly stale: boolean;
}

/** An origin, and whether it counts as another, or is suspected to be another. */
export class ListedOriginView extends NamedOriginView {
  /** Its revision; 0 where nobody has said anything of it. @example 1 */
  readonly revision: number;

  /** The origin that counts in its place. @example null */
  readonly joinedInto: NamedOriginView | null;

  /** The origin that it may be, since by newer rules both have names with one key: somebody has to say. */
  readonly suspectedOf: NamedOriginView | null;

  /** Since when, RFC 3339; null where neither was said. @example '2026-11-22T10:00:00.000Z' */
  readonly since: string | null;
}

/** Origins that were joined, or may have to be, or those of a name. */
export class OriginListView implements AnswerMeta {
  /** Those of which something was said last first; those of a name in the order of names. */
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
