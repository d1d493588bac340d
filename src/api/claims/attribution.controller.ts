import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { attribution } from '../../projections/claims/attribution.js';
import { AttributionView } from '../../projections/claims/attribution.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { AttributionQuery } from '../questions.queries.js';

/** Who has a claim from whom. */
@ApiTags('claims')
@Controller('claims')
export class AttributionController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** Where a claim appeared and what that was taken from, as a graph, with the origins at which it ends. */
  @Get(':id/attribution')
  @Anyone()
  graph(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: AttributionQuery,
  ): Promise<AttributionView> {
    return this.queries.ask(request, attribution, { id, validAt: query.validAt }, query);
  }
}
