import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { originList } from '../../projections/outlets/origin-list.js';
import { OriginListView } from '../../projections/outlets/origin.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { OriginsQuery } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** Which names count as one. */
@ApiTags('origins')
@Controller('origins')
export class OriginsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** Finds origins by name; without one lists those that were joined into another, or that somebody has to look at. */
  @Get()
  @Permit(...STAFF)
  list(@CurrentRequest() request: AuthenticatedRequest, @Query() query: OriginsQuery): Promise<OriginListView> {
    const { cursor, limit, q } = query;
    return this.queries.ask(request, originList, { cursor, limit, q }, query);
  }
}
