import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { notFound } from '../../api/http/problem.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { attribution } from '../../projections/claims/attribution.js';
import { claimPage as claimView } from '../../projections/claims/claim-page.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { citationPage } from './citation.page.js';

const POSITION = /^(?:0|[1-9]\d{0,14})$/;

/** Citations that know what became of them. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('cite')
export class CitationPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
  ) {}

  /** The claim as it stood at a position, and what happened to its verdict since. */
  @Get(':position/claims/:id')
  @Anyone()
  async cited(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('position') asOf: string,
    @Param('id') id: string,
  ): Promise<void> {
    if (!POSITION.test(asOf)) throw notFound();
    const [claim, now, graph] = await Promise.all([
      this.queries.ask(request, claimView, { id, validAt: undefined }, { asOf }),
      this.queries.ask(request, claimView, { id, validAt: undefined }),
      this.queries.ask(request, attribution, { id, validAt: undefined }, { asOf }),
    ]);
    const [frame, citedAt] = await Promise.all([
      this.frames.of(request, reply, claim.asOf),
      this.frames.instantOf(Number(asOf)),
    ]);
    const past = { at: citedAt, now: `/claims/${claim.id}` };
    const canonical = this.frames.absolute(past.now);
    this.frames.send(request, reply, frame, citationPage({ ...frame, past, canonical, claim, now, graph, citedAt }));
  }
}
