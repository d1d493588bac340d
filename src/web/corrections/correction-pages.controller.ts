import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { CorrectionsQuery } from '../../api/questions.queries.js';
import { corrections } from '../../projections/log/corrections.js';
import { addMementoHeaders, sendToMemento } from '../machines/memento.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { readPageQuery, textsOf } from '../page-query.js';
import { correctionsPage } from './corrections.page.js';

/** What this desk got wrong and mended, as people read it. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class CorrectionPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
  ) {}

  /** Newest first. */
  @Get('corrections')
  @Anyone()
  async corrections(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readPageQuery(CorrectionsQuery, request);
    const { validAt, cursor, limit } = query;
    const answer = await this.queries.ask(request, corrections, { validAt, cursor, limit }, query);
    const timed = { original: this.frames.absolute('/corrections'), first: null };
    if (answer.asOf === null && sendToMemento(request, reply, timed)) return;
    const frame = await this.frames.of(request, reply, answer.asOf);
    addMementoHeaders(reply, timed, frame.past?.at);
    this.frames.send(request, reply, frame, correctionsPage({ ...frame, answer, filters: textsOf(request) }));
  }
}
