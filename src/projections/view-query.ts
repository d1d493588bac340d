import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Projections } from './projections.js';
import { QueryError, type AnswerMeta, type ReadContext, type Reader, type View } from './engine/view.js';

/** What travels beside a question. */
export interface QueryContext {
  readonly reader: Reader;
  /** Digits are a position, anything else an RFC 3339 instant, of the right form: whoever asks has checked it. */
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
const DAY_MS = 86_400_000;

/** Finds the moment, waits for the rows, asks the view. */
@QueryHandler(ViewQuery)
export class ViewQueryHandler implements IQueryHandler<ViewQuery<unknown, AnswerMeta>> {
  constructor(private readonly projections: Projections) {}

  /** @throws QueryError by its codes; LedgerError `corrupt` when an event that the answer cannot do without is. */
  async execute({ view, args, context }: ViewQuery<unknown, AnswerMeta>): Promise<AnswerMeta> {
    const { reader, after = -1 } = context;
    const { asOf, time } = await this.#moment(context.asOf);
    const moment: ReadContext = { asOf, time, after: Math.max(after, asOf ?? -1), reader };
    if (moment.after >= 0 && (await this.#exists(moment.after)))
      await this.projections.engine.waitForPosition(view.dependsOn, moment.after, TIMEOUT_MS);
    return view.answer(this.projections.deps, args, moment);
  }

  async #moment(asOf: string | undefined): Promise<{ asOf: number | null; time: string }> {
    const now = new Date().toISOString();
    if (asOf === undefined) return { asOf: null, time: now };
    if (/^\d+$/.test(asOf)) {
      const position = Number(asOf);
      const time = await this.#timeOf(position);
      if (time) return { asOf: position, time };
      throw new QueryError('as-of-in-the-future', `There is no event at position ${asOf} yet.`);
    }
    // The database's calendar is shorter than RFC 3339's at one end and ours at the other; no event is that old or new.
    const instant = new Date(Math.min(Math.max(Date.parse(asOf), 0), Date.parse(now) + DAY_MS)).toISOString();
    const position = await this.projections.deps.ledger.positionAt(instant);
    return { asOf: position, time: instant < now ? instant : now };
  }

  /** A position that is above the head is waited for in vain: the answer is stale at once. */
  async #exists(position: number): Promise<boolean> {
    return position <= (await this.projections.deps.ledger.head()).position;
  }

  /** Read from the leaf without checking it: a corrupt event must not keep others from being asked as of it. */
  async #timeOf(position: number): Promise<string | undefined> {
    if (!Number.isSafeInteger(position)) return undefined;
    const { rows } = await this.projections.deps.pool.query<{ at: string }>({
      name: 'views-time-of',
      text: `select convert_from(substr(leaf, 8, 24), 'UTF8') as at from ledger.events where position = $1`,
      values: [position],
    });
    return rows[0]?.at;
  }
}
