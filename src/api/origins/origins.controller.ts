import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { originList } from '../../projections/outlets/origin-list.js';
import { OriginListView } from '../../projections/outlets/origin.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { ListQuery } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** Which names count as one. */
@ApiTags('origins')
@Controller('origins')
export class OriginsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** Lists origins that were joined into another, or that somebody has to look at: their names have one key by newer rules. */
  @Get()
  @Permit(...STAFF)
  list(@CurrentRequest() request: AuthenticatedRequest, @Query() query: ListQuery): Promise<OriginListView> {
    const { cursor, limit } = query;
    return this.queries.ask(request, originList, { cursor, limit }, query);
  }
}
