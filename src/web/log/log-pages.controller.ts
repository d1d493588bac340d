import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { ClaimQuery } from '../../api/queries.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { Cosigning } from '../../audit/witness/cosigning.js';
import { PublishedLog } from '../../audit/log/published-log.js';
import { claimPage as claimView } from '../../projections/claims/claim-page.js';
import { CHECKER_PAGE } from '../assets.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { readPageQuery } from '../page-query.js';
import { logPage } from './log.page.js';
import { verifyPage } from './verify.page.js';

/** The public log as people read it, and the page on which a claim is checked in the reader's own browser. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class LogPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
    private readonly cosigning: Cosigning,
    private readonly published: PublishedLog,
  ) {}

  /** How far the log is, who has watched it, and how it is kept from being rewritten. */
  @Get('log')
  @Anyone()
  async log(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const [frame, { inForce: keys }, { checkpoints, witnesses }] = await Promise.all([
      this.frames.of(request, reply),
      this.published.vkeys(),
      this.cosigning.overview({ below: undefined, limit: 1, witnessed: false }),
    ]);
    this.frames.send(request, reply, frame, logPage({ ...frame, newest: checkpoints[0] ?? null, witnesses, keys }));
  }

  /** Checks a proof that somebody kept. */
  @Get('verify')
  @Anyone()
  async verify(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.of(request, reply);
    this.frames.send(request, reply, frame, verifyPage({ ...frame, claim: null }));
  }

  /** The checker as one page that works from disk, without a network. */
  @Get('verify/checker.html')
  @Anyone()
  checker(@Res() reply: FastifyReply): void {
    // An attachment runs nowhere but from disk, where its own policy holds.
    void reply
      .header('content-disposition', 'attachment; filename="claim-ledger-checker.html"')
      .header('cache-control', 'public, max-age=3600')
      .type('application/octet-stream')
      .send(CHECKER_PAGE);
  }

  /** Checks one claim. */
  @Get('claims/:id/check')
  @Anyone()
  async check(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const query = readPageQuery(ClaimQuery, request);
    const claim = await this.queries.ask(request, claimView, { id, validAt: undefined }, query);
    const frame = await this.frames.of(request, reply, claim.asOf);
    this.frames.send(request, reply, frame, verifyPage({ ...frame, indexed: false, claim }));
  }
}
