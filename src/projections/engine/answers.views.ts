import type { AnswerMeta } from './view.js';

/** What every answer says of itself. */
export class AnswerMetaView implements AnswerMeta {
  /** The position that the answer rests on. @example 42 */
  readonly position: number;

  /** The position that was asked for; null: the newest. @example null */
  readonly asOf: number | null;

  /** Whether the answer may lack what was recorded before it was asked. @example false */
  readonly stale: boolean;
}

/** What every page of a list says of itself. */
export class PageMetaView extends AnswerMetaView {
  /** Where to go on; null at the end. @example null */
  readonly nextCursor: string | null;
}
