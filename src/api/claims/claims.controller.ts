import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimCompare } from '../../projections/claims/claim-compare.js';
import { ClaimCompareView } from '../../projections/claims/claim-compare.views.js';
import { claimHistory } from '../../projections/claims/claim-history.js';
import { ClaimHistoryView } from '../../projections/claims/claim-history.views.js';
import { ClaimListView } from '../../projections/claims/claim-list.views.js';
import { listOrSearch } from '../../projections/search/claim-search.js';
import { claimPage as claimView } from '../../projections/claims/claim-page.js';
import { ClaimView } from '../../projections/claims/claim.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { AsOf, ClaimQuery, ClaimsQuery, CompareQuery } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** Claims, and all that is known of them. */
@ApiTags('claims')
@Controller('claims')
export class ClaimsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** Lists claims that fit all filters, with `q` those that have its words; without a token, those that have been published. */
  @Get()
  @Anyone()
  list(@CurrentRequest() request: AuthenticatedRequest, @Query() query: ClaimsQuery): Promise<ClaimListView> {
    const { asOf: _, after: __, ...args } = query;
    return this.queries.ask(request, listOrSearch, args, query);
  }

  /** One claim with its appearances, evidence and verdicts. */
  @Get(':id')
  @Anyone()
  one(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: ClaimQuery,
  ): Promise<ClaimView> {
    return this.queries.ask(request, claimView, { id, validAt: query.validAt }, query);
  }

  /** What happened to a claim, oldest first, with the salt by which its leaves are found in the public log. */
  @Get(':id/history')
  @Anyone()
  history(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: AsOf,
  ): Promise<ClaimHistoryView> {
    return this.queries.ask(request, claimHistory, { id }, query);
  }

  /** What changed of a claim between two moments, and what happened in between. */
  @Get(':id/compare')
  @Anyone()
  compare(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() { from, to }: CompareQuery,
  ): Promise<ClaimCompareView> {
    return this.queries.ask(request, claimCompare, { id, from, to });
  }
}
