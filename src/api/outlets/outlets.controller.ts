import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { EDITORS, STAFF } from '../../kernel/roles.js';
import { newId } from '../../ledger/identifiers.js';
import { RegisterOutlet } from '../../outlets/outlet.commands.js';
import { outletDecider } from '../../outlets/outlet.decider.js';
import { outletPage as outletView, outletList } from '../../projections/outlets/outlet-page.js';
import { OutletListView, OutletView } from '../../projections/outlets/outlet.views.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { OutletQuery, OutletsQuery } from '../questions.queries.js';

/** Organisations that publish works. */
@ApiTags('outlets')
@Controller('outlets')
export class OutletsController {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly queries: QueryDispatcher,
  ) {}

  /** Registers an outlet with the domains it is known by. */
  @Post()
  @Permit(...EDITORS)
  @RouteConfig({ created: 'outlets' })
  register(@Caller() request: AuthenticatedRequest, @Body() command: RegisterOutlet): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: outletDecider, target: { id: newId() }, command, fresh: true }]);
  }

  /** Lists outlets in the order in which they were registered. */
  @Get()
  @Permit(...STAFF)
  list(@Caller() request: AuthenticatedRequest, @Query() query: OutletsQuery): Promise<OutletListView> {
    const { validAt, cursor, limit } = query;
    return this.queries.ask(request, outletList, { validAt, cursor, limit }, query);
  }

  /** One outlet. */
  @Get(':id')
  @Permit(...STAFF)
  one(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() query: OutletQuery,
  ): Promise<OutletView> {
    return this.queries.ask(request, outletView, { id, validAt: query.validAt }, query);
  }
}
