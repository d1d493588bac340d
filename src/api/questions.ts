import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Ask } from '../projections/ask.js';
import { ANYBODY, type Answered, type View } from '../projections/view.js';
import type { KnownRequest } from './gate.js';
import type { AsOf } from './queries.js';

/** Takes questions from the edge to the bus, with who asks and as of when. */
@Injectable()
export class Questions {
  constructor(private readonly bus: QueryBus) {}

  /** @throws Unanswerable, and LedgerError `corrupt` */
  ask<Args, Answer extends Answered>(
    { standing }: KnownRequest,
    view: View<Args, Answer>,
    args: Args,
    { asOf, after }: Pick<AsOf, 'asOf' | 'after'> = {},
  ): Promise<Answer> {
    const moment = { ...(asOf === undefined ? {} : { asOf }), ...(after === undefined ? {} : { after }) };
    return this.bus.execute(new Ask(view, args, { reader: standing ?? ANYBODY, ...moment }));
  }
}
