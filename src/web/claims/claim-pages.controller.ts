import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { AsOf, ClaimQuery, ClaimsQuery, CompareQuery } from '../../api/queries.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { attribution } from '../../projections/claims/attribution.js';
import { claimCompare } from '../../projections/claims/claim-compare.js';
import { claimHistory } from '../../projections/claims/claim-history.js';
import { claimPage as claimView, verdictPage as verdictView } from '../../projections/claims/claim-page.js';
import { listOrSearch } from '../../projections/search/claim-search.js';
import { addMementoHeaders, sendToMemento, timemapOf } from '../machines/memento.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { readPageQuery, textsOf } from '../page-query.js';
import { sendPublic } from '../public-answer.js';
import { claimPage } from './claim.page.js';
import { firstPublished } from './verdict-changes.js';
import { claimsPage } from './claims.page.js';
import { comparePage } from './compare.page.js';
import { historyPage } from './history.page.js';
import { verdictPage } from './verdict.page.js';

/** Claims as people read them. They ask the same questions as the interface, and show nothing that it would not tell. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('claims')
export class ClaimPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
  ) {}

  /** Search and browse. */
  @Get()
  @Anyone()
  async list(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readPageQuery(ClaimsQuery, request);
    const { asOf: _, after: __, ...args } = query;
    const answer = await this.queries.ask(request, listOrSearch, args, query);
    const frame = await this.frames.of(request, reply, answer.asOf);
    this.frames.send(request, reply, frame, claimsPage({ ...frame, answer, filters: textsOf(request) }));
  }

  /** One claim. */
  @Get(':id')
  @Anyone()
  async one(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const query = readPageQuery(ClaimQuery, request);
    const [claim, graph] = await Promise.all([
      this.queries.ask(request, claimView, { id, validAt: query.validAt }, query),
      this.queries.ask(request, attribution, { id, validAt: undefined }, query),
    ]);
    const canonical = this.frames.absolute(`/claims/${claim.id}`);
    const timed = { original: canonical, timemap: `${canonical}/timemap`, first: firstPublished(claim) };
    if (claim.asOf === null && sendToMemento(request, reply, timed)) return;
    const frame = await this.frames.of(request, reply, claim.asOf);
    addMementoHeaders(reply, timed, frame.past?.at);
    this.frames.send(
      request,
      reply,
      frame,
      claimPage({ ...frame, canonical, claim, graph, publisher: this.frames.publisher }),
    );
  }

  /** The past states of a claim, as a Memento client reads them. */
  @Get(':id/timemap')
  @Anyone()
  async timemap(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const [claim, history] = await Promise.all([
      this.queries.ask(request, claimView, { id, validAt: undefined }),
      this.queries.ask(request, claimHistory, { id }),
    ]);
    const original = this.frames.absolute(`/claims/${claim.id}`);
    const first = firstPublished(claim) ?? '';
    const instants = [...new Set(history.items.flatMap(({ at }) => (at >= first ? at : [])))];
    const body = timemapOf({ original, timemap: `${original}/timemap` }, instants);
    sendPublic(request, reply, { type: 'application/link-format', body });
  }

  /** What happened to a claim. */
  @Get(':id/history')
  @Anyone()
  async history(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const query = readPageQuery(AsOf, request);
    const [claim, history] = await Promise.all([
      this.queries.ask(request, claimView, { id, validAt: undefined }, query),
      this.queries.ask(request, claimHistory, { id }, query),
    ]);
    const frame = await this.frames.of(request, reply, claim.asOf);
    this.frames.send(request, reply, frame, historyPage({ ...frame, claim, history }));
  }

  /** Two moments of a claim. */
  @Get(':id/compare')
  @Anyone()
  async compare(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const { from, to } = readPageQuery(CompareQuery, request);
    const answer = await this.queries.ask(request, claimCompare, { id, from, to });
    const later = to === undefined ? {} : { asOf: String(answer.to) };
    const [claim, first, last, frame] = await Promise.all([
      this.queries.ask(request, claimView, { id, validAt: undefined }, later),
      this.frames.instantOf(answer.from),
      to === undefined ? undefined : this.frames.instantOf(answer.to),
      this.frames.of(request, reply),
    ]);
    this.frames.send(request, reply, frame, comparePage({ ...frame, indexed: false, claim, answer, first, last }));
  }

  /** One verdict, for ever. */
  @Get(':id/verdicts/:verdictId')
  @Anyone()
  async verdict(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') claimId: string,
    @Param('verdictId') verdictId: string,
  ): Promise<void> {
    const query = readPageQuery(AsOf, request);
    const verdict = await this.queries.ask(request, verdictView, { claimId, verdictId }, query);
    const frame = await this.frames.of(request, reply, verdict.asOf);
    // A tombstone is read where one comes by its address, and is not looked for.
    const indexed = frame.indexed && verdict.retraction === null;
    this.frames.send(request, reply, frame, verdictPage({ ...frame, indexed, verdict }));
  }
}
