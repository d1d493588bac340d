import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Projections } from './projections.js';
import { momentOf } from './engine/as-of.js';
import type { AnswerMeta, ReadContext, Reader, View } from './engine/view.js';

/** What travels beside a question. */
export interface QueryContext {
  readonly reader: Reader;
  /** Digits (and `-1`, before the first event) are a position, anything else an RFC 3339 instant, of the right form: whoever asks has checked it. */
  readonly asOf?: string;
  /** A position that the answer must rest on: what an append answered. */
  readonly after?: number;
}

/** The one message on the query bus. */
export class ViewQuery<Args, Answer extends AnswerMeta> extends Query<Answer> {
  constructor(
    readonly view: View<Args, Answer>,
    readonly args: Args,
    readonly context: QueryContext,
  ) {
    super();
  }
}

/** How long a question waits for the rows to reach the position that it must rest on. */
const TIMEOUT_MS = 2000;

/** Finds the moment, waits for the rows, asks the view. */
@QueryHandler(ViewQuery)
export class ViewQueryHandler implements IQueryHandler<ViewQuery<unknown, AnswerMeta>> {
  constructor(private readonly projections: Projections) {}

  /** @throws QueryError by its codes; LedgerError `corrupt` when an event that the answer cannot do without is. */
  async execute({ view, args, context }: ViewQuery<unknown, AnswerMeta>): Promise<AnswerMeta> {
    const { reader, after = -1 } = context;
    const { deps, engine } = this.projections;
    const now = new Date().toISOString();
    const { asOf, time } =
      context.asOf === undefined ? { asOf: null, time: now } : await momentOf(deps, context.asOf, now);
    const moment: ReadContext = { asOf, time, after: Math.max(after, asOf ?? -1), reader };
    if (moment.after >= 0 && (await this.#exists(moment.after)))
      await engine.waitForPosition(view.dependsOn, moment.after, TIMEOUT_MS);
    return view.answer(deps, args, moment);
  }

  /** A position that is above the head is waited for in vain: the answer is stale at once. */
  async #exists(position: number): Promise<boolean> {
    return position <= (await this.projections.deps.ledger.head()).position;
  }
}
