import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { AsOf } from '../../api/queries.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { claimPage as claimView } from '../../projections/claims/claim-page.js';
import { workClaims } from '../../projections/outlets/work-claims.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { readPageQuery } from '../page-query.js';
import { workPage } from './work.page.js';

/** How many claims a work's page shows. */
const MAX_CLAIMS = 50;

/** Works, as far as they stand in published claims. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('works')
export class WorkPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
  ) {}

  /** What a work said. */
  @Get(':id')
  @Anyone()
  async one(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const query = readPageQuery(AsOf, request);
    const { work, claimIds, asOf } = await this.queries.ask(request, workClaims, { id }, query);
    const claims = await Promise.all(
      claimIds
        .slice(0, MAX_CLAIMS)
        .map((claim) =>
          this.queries.ask(request, claimView, { id: claim, validAt: undefined }, query).catch(() => null),
        ),
    );
    const frame = await this.frames.of(request, reply, asOf);
    const canonical = this.frames.absolute(`/works/${id}`);
    const shown = claims.filter((claim) => claim !== null);
    this.frames.send(request, reply, frame, workPage({ ...frame, canonical, work, claims: shown }));
  }
}
