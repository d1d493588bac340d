import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { verdictPage } from '../../projections/claims/claim-page.js';
import { ClaimVerdictView } from '../../projections/claims/verdict.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { AsOf } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** Every way of a verdict, from its proposal on. */
@ApiTags('verdicts')
@Controller('claims/:id/verdicts')
export class VerdictsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** One verdict, whatever became of it: its address holds for ever. */
  @Get(':verdictId')
  @Anyone()
  one(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') claimId: string,
    @Param('verdictId') verdictId: string,
    @Query() query: AsOf,
  ): Promise<ClaimVerdictView> {
    return this.queries.ask(request, verdictPage, { claimId, verdictId }, query);
  }
}
