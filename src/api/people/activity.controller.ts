import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { activity } from '../../projections/people/activity.js';
import { ActivityView } from '../../projections/people/activity.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { ListQuery } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** What people did. */
@ApiTags('people')
@Controller('people')
export class ActivityController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** The events that a person caused, newest first, with how many there are of each type. */
  @Get(':id/activity')
  @Permit(...STAFF)
  list(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: ListQuery,
  ): Promise<ActivityView> {
    return this.queries.ask(request, activity, { id, cursor: query.cursor, limit: query.limit }, query);
  }
}
