import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { AsOf, ClaimQuery, ClaimsQuery } from '../../api/queries.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { claimHistory } from '../../projections/claims/claim-history.js';
import type { ListedClaimView } from '../../projections/claims/claim-list.views.js';
import { claimPage as claimView } from '../../projections/claims/claim-page.js';
import { QueryError } from '../../projections/engine/view.js';
import { listOrSearch } from '../../projections/search/claim-search.js';
import { DataPages } from '../machines/data-pages.js';
import { readPageQuery } from '../page-query.js';
import { claimEntry, claimRow, historyEntries } from './claim-data.js';

/** How many entries a feed has. */
const FEED_LENGTH = 20;

/** Claims as data, at the addresses of their pages. Whatever is refused is refused as by the interface. */
@ApiExcludeController()
@Controller()
export class ClaimDataController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly data: DataPages,
  ) {}

  /** The list as data. */
  @Get('claims.json')
  @Anyone()
  async listJson(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    this.data.json(request, reply, await this.#list(request));
  }

  /** The list as a table, whole. */
  @Get('claims.csv')
  @Anyone()
  async listCsv(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const rows = await this.data.all((page) => this.#list(request, page));
    const { t } = this.data.words(request);
    const head = t.lists.csv;
    const { rating, claim, claimant, claimedOn, assessedOn, validFrom, validUntil, status, kind, language } = head;
    this.data.csv(request, reply, 'claims', {
      head: [
        ...[rating, claim, claimant, claimedOn, assessedOn, validFrom, validUntil],
        ...[status, kind, language, head.topics, head.address],
      ],
      rows: rows.map((each) => claimRow(each, t, this.data.absolute(`/claims/${each.id}`))),
    });
  }

  /** The list as a feed: what is new in it, or has changed, is what happened to verdicts. */
  @Get('claims.atom')
  @Anyone()
  async listAtom(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const { items } = await this.#list(request, { limit: FEED_LENGTH });
    const { t } = this.data.words(request);
    const entries = await Promise.all(items.map(({ id }) => this.#entry(request, id)));
    this.data.atom(request, reply, {
      title: t.lists.claimsTitle,
      subtitle: t.home.lead,
      path: '/claims',
      entries: entries.flat().sort((a, b) => (a.updated < b.updated ? 1 : -1)),
    });
  }

  /** One claim as data. */
  @Get('claims/:id.json')
  @Anyone()
  async claimJson(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const query = readPageQuery(ClaimQuery, request);
    this.data.json(request, reply, await this.queries.ask(request, claimView, { id, validAt: query.validAt }, query));
  }

  /** What happened to a claim, as a feed. */
  @Get('claims/:id.atom')
  @Anyone()
  async claimAtom(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const query = readPageQuery(AsOf, request);
    const [claim, history] = await Promise.all([
      this.queries.ask(request, claimView, { id, validAt: undefined }, query),
      this.queries.ask(request, claimHistory, { id }, query),
    ]);
    const { t, language } = this.data.words(request);
    const text = claim.text ?? t.claim.textErased;
    this.data.atom(request, reply, {
      title: t.history.title(text),
      subtitle: text,
      path: `/claims/${claim.id}`,
      entries: historyEntries(history.items, claim, { t, language, link: this.data.absolute(`/claims/${claim.id}`) }),
    });
  }

  #list(request: AuthenticatedRequest, page: { readonly limit?: number; readonly cursor?: string } = {}) {
    const query = readPageQuery(ClaimsQuery, request);
    const { asOf: _, after: __, ...args } = query;
    return this.queries.ask(request, listOrSearch, { ...args, ...page }, query);
  }

  /** One that is gone between the list and this is left out. */
  async #entry(request: AuthenticatedRequest, id: ListedClaimView['id']) {
    try {
      const claim = await this.queries.ask(request, claimView, { id, validAt: undefined });
      const { t } = this.data.words(request);
      return [claimEntry(claim, t, this.data.absolute(`/claims/${id}`))];
    } catch (error) {
      if (error instanceof QueryError) return [];
      throw error;
    }
  }
}
