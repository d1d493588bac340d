import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { outletPage as outletView, outletList } from '../../projections/outlets/outlet-page.js';
import { OutletListView, OutletView } from '../../projections/outlets/outlet.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { OutletQuery, OutletsQuery } from '../questions.queries.js';

/** Organisations that publish works. */
@ApiTags('outlets')
@Controller('outlets')
export class OutletsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** Lists outlets in the order in which they were registered; without a token, those that carried a published claim. */
  @Get()
  @Anyone()
  list(@CurrentRequest() request: AuthenticatedRequest, @Query() query: OutletsQuery): Promise<OutletListView> {
    const { validAt, cursor, limit } = query;
    return this.queries.ask(request, outletList, { validAt, cursor, limit }, query);
  }

  /** One outlet. */
  @Get(':id')
  @Permit(...STAFF)
  one(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: OutletQuery,
  ): Promise<OutletView> {
    return this.queries.ask(request, outletView, { id, validAt: query.validAt }, query);
  }
}
