import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { OutletClaimsQuery, OutletsQuery } from '../../api/questions.queries.js';
import { outletClaims } from '../../projections/outlets/outlet-claims.js';
import { outletList } from '../../projections/outlets/outlet-page.js';
import { outletRecord } from '../../projections/outlets/outlet-record.js';
import { addMementoHeaders, sendToMemento } from '../machines/memento.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { readPageQuery, textsOf } from '../page-query.js';
import { outletPage } from './outlet.page.js';
import { outletsPage } from './outlets.page.js';

/** Outlets, and what they carried, as people read it. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('outlets')
export class OutletPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
  ) {}

  /** Those that carried a published claim. */
  @Get()
  @Anyone()
  async list(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readPageQuery(OutletsQuery, request);
    const { validAt, cursor, limit } = query;
    const answer = await this.queries.ask(request, outletList, { validAt, cursor, limit }, query);
    const frame = await this.frames.of(request, reply, answer.asOf);
    this.frames.send(request, reply, frame, outletsPage({ ...frame, answer, filters: textsOf(request) }));
  }

  /** What an outlet carried, and its record. */
  @Get(':id')
  @Anyone()
  async one(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const query = readPageQuery(OutletClaimsQuery, request);
    const { validAt, cursor, limit } = query;
    const [record, claims] = await Promise.all([
      this.queries.ask(request, outletRecord, { id, validAt }, query),
      this.queries.ask(request, outletClaims, { id, validAt, cursor, limit }, query),
    ]);
    const canonical = this.frames.absolute(`/outlets/${record.id}`);
    const timed = { original: canonical, first: null };
    if (record.asOf === null && sendToMemento(request, reply, timed)) return;
    const frame = await this.frames.of(request, reply, record.asOf);
    addMementoHeaders(reply, timed, frame.past?.at);
    this.frames.send(
      request,
      reply,
      frame,
      outletPage({ ...frame, canonical, outlet: record, claims, filters: textsOf(request) }),
    );
  }
}
