import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { queue } from '../../projections/review/queue.js';
import { QueueView } from '../../projections/review/queue.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { QueueQuery } from '../questions.queries.js';

/** What the desk has to do. */
@ApiTags('queue')
@Controller('queue')
export class QueueController {
  constructor(private readonly queries: QueryDispatcher) {}

  /**
   * Lists what claims wait for, with who is to review them, what has been due or waited longest first; also why published
   * verdicts are due for review.
   */
  @Get()
  @Permit(...STAFF)
  list(@CurrentRequest() request: AuthenticatedRequest, @Query() query: QueueQuery): Promise<QueueView> {
    const { reason, due, assignee, cursor, limit } = query;
    return this.queries.ask(request, queue, { reason, due, assignee, cursor, limit }, query);
  }
}
