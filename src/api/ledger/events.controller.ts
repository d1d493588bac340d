import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { eventList } from '../../projections/log/events.js';
import { EventListView } from '../../projections/log/events.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { EventsQuery } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** The ledger's events, for who follows it. */
@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** Events above a position as CloudEvents; without a token, those of published claims, without who. */
  @Get()
  @Anyone()
  list(
    @CurrentRequest() request: AuthenticatedRequest,
    @Query() { after, limit }: EventsQuery,
  ): Promise<EventListView> {
    return this.queries.ask(request, eventList, { beyond: after, limit });
  }
}
