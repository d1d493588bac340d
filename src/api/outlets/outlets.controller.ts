import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { EDITORS, STAFF } from '../../kernel/roles.js';
import { newId } from '../../ledger/identifiers.js';
import { RegisterOutlet } from '../../outlets/outlet.commands.js';
import { outlet } from '../../outlets/outlet.js';
import { outlet as outletView, outletList } from '../../projections/outlets/outlet.js';
import { OutletListView, OutletView } from '../../projections/outlets/outlet.views.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, Desk } from '../command-dispatcher.js';
import { Permit, type KnownRequest } from '../http/auth.guard.js';
import { Questions } from '../query-dispatcher.js';
import { OutletQuery, OutletsQuery } from '../questions.queries.js';

/** Organisations that publish works. */
@ApiTags('outlets')
@Controller('outlets')
export class OutletsController {
  constructor(
    private readonly desk: Desk,
    private readonly questions: Questions,
  ) {}

  /** Registers an outlet with the domains it is known by. */
  @Post()
  @Permit(...EDITORS)
  @RouteConfig({ created: 'outlets' })
  register(@Caller() request: KnownRequest, @Body() command: RegisterOutlet): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: outlet, target: { id: newId() }, command, fresh: true }]);
  }

  /** Lists outlets in the order in which they were registered. */
  @Get()
  @Permit(...STAFF)
  list(@Caller() request: KnownRequest, @Query() query: OutletsQuery): Promise<OutletListView> {
    const { validAt, cursor, limit } = query;
    return this.questions.ask(request, outletList, { validAt, cursor, limit }, query);
  }

  /** One outlet. */
  @Get(':id')
  @Permit(...STAFF)
  one(@Caller() request: KnownRequest, @Param('id') id: string, @Query() query: OutletQuery): Promise<OutletView> {
    return this.questions.ask(request, outletView, { id, validAt: query.validAt }, query);
  }
}
