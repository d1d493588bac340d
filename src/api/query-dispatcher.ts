import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ViewQuery } from '../projections/view-query.js';
import { ANYBODY, type AnswerMeta, type View } from '../projections/engine/view.js';
import { CursorSealer } from './cursor-sealer.js';
import type { AuthenticatedRequest } from './http/auth.guard.js';
import type { AsOf } from './queries.js';

/** Takes questions from the edge to the bus, with who asks and as of when. */
@Injectable()
export class QueryDispatcher {
  constructor(
    private readonly bus: QueryBus,
    private readonly cursors: CursorSealer,
  ) {}

  /**
   * @param view the question, or which it is by what is asked, a cursor among it opened
   * @throws QueryError, and LedgerError `corrupt`
   */
  async ask<Args, Answer extends AnswerMeta>(
    { actor }: AuthenticatedRequest,
    view: View<Args, Answer> | ((args: Args) => View<Args, Answer>),
    args: Args,
    { asOf, after }: Pick<AsOf, 'asOf' | 'after'> = {},
  ): Promise<Answer> {
    const moment = { ...(asOf === undefined ? {} : { asOf }), ...(after === undefined ? {} : { after }) };
    const { cursor } = args as { readonly cursor?: string };
    const asked = cursor === undefined ? args : { ...args, cursor: this.cursors.open(cursor) };
    const which = typeof view === 'function' ? view(asked) : view;
    const answer = await this.bus.execute(new ViewQuery(which, asked, { reader: actor ?? ANYBODY, ...moment }));
    const { nextCursor } = answer as { readonly nextCursor?: string | null };
    return typeof nextCursor === 'string' ? { ...answer, nextCursor: this.cursors.seal(nextCursor) } : answer;
  }
}
