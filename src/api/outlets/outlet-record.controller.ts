import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { outletClaims } from '../../projections/outlets/outlet-claims.js';
import { OutletClaimsView } from '../../projections/outlets/outlet-claims.views.js';
import { outletRecord } from '../../projections/outlets/outlet-record.js';
import { OutletRecordView } from '../../projections/outlets/outlet-record.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { OutletClaimsQuery, OutletRecordQuery } from '../questions.queries.js';

/** What outlets carried. */
@ApiTags('outlets')
@Controller('outlets')
export class OutletRecordController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** What an outlet carried of the published claims, in counts with every denominator; no score, no ranking. */
  @Get(':id/record')
  @Anyone()
  record(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: OutletRecordQuery,
  ): Promise<OutletRecordView> {
    const { by, topic, validAt } = query;
    return this.queries.ask(request, outletRecord, { id, by, topic, validAt }, query);
  }

  /** The claims in an outlet's works, newest recorded first, each with how the outlet's record counts it. */
  @Get(':id/claims')
  @Anyone()
  claims(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: OutletClaimsQuery,
  ): Promise<OutletClaimsView> {
    const { cursor, limit, validAt } = query;
    return this.queries.ask(request, outletClaims, { id, validAt, cursor, limit }, query);
  }
}
