import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Ask } from '../projections/ask.js';
import { ANYBODY, type Answered, type View } from '../projections/engine/view.js';
import { Cursors } from './cursors.js';
import type { KnownRequest } from './http/auth.guard.js';
import type { AsOf } from './queries.js';

/** Takes questions from the edge to the bus, with who asks and as of when. */
@Injectable()
export class Questions {
  constructor(
    private readonly bus: QueryBus,
    private readonly cursors: Cursors,
  ) {}

  /** @throws Unanswerable, and LedgerError `corrupt` */
  async ask<Args, Answer extends Answered>(
    { standing }: KnownRequest,
    view: View<Args, Answer>,
    args: Args,
    { asOf, after }: Pick<AsOf, 'asOf' | 'after'> = {},
  ): Promise<Answer> {
    const moment = { ...(asOf === undefined ? {} : { asOf }), ...(after === undefined ? {} : { after }) };
    const { cursor } = args as { readonly cursor?: string };
    const asked = cursor === undefined ? args : { ...args, cursor: this.cursors.opened(cursor) };
    const answer = await this.bus.execute(new Ask(view, asked, { reader: standing ?? ANYBODY, ...moment }));
    const { nextCursor } = answer as { readonly nextCursor?: string | null };
    return typeof nextCursor === 'string' ? { ...answer, nextCursor: this.cursors.sealed(nextCursor) } : answer;
  }
}
