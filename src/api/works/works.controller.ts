import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { workPage as workView, workByAddress } from '../../projections/outlets/work-page.js';
import { workClaims } from '../../projections/outlets/work-claims.js';
import { WorkClaimsView } from '../../projections/outlets/work-claims.views.js';
import { WorkListView, WorkView } from '../../projections/outlets/work.views.js';
import { addressLookup } from '../../works/address.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { AsOf, WorksQuery } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** Pages, posts and broadcasts in which claims appear. */
@ApiTags('works')
@Controller('works')
export class WorksController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** The work that is known under an address: a list of one or none. */
  @Get()
  @Permit(...STAFF)
  at(@CurrentRequest() request: AuthenticatedRequest, @Query() query: WorksQuery): Promise<WorkListView> {
    return this.queries.ask(request, workByAddress, { keys: addressLookup(query.url) }, query);
  }

  /** One work; anybody reads one in which a public claim appears. */
  @Get(':id')
  @Anyone()
  one(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: AsOf,
  ): Promise<WorkView> {
    return this.queries.ask(request, workView, { id }, query);
  }

  /** The published claims that stand in a work, and the work as they name it. */
  @Get(':id/claims')
  @Anyone()
  claims(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: AsOf,
  ): Promise<WorkClaimsView> {
    return this.queries.ask(request, workClaims, { id }, query);
  }
}
