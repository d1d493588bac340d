import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { CorrectionsQuery } from '../../api/questions.queries.js';
import { corrections } from '../../projections/log/corrections.js';
import type { CorrectionView } from '../../projections/log/corrections.views.js';
import type { Messages } from '../../messages/messages.js';
import { DataPages } from '../machines/data-pages.js';
import { readPageQuery } from '../page-query.js';

/** The log of corrections as data, at the address of its page. */
@ApiExcludeController()
@Controller()
export class CorrectionDataController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly data: DataPages,
  ) {}

  @Get('corrections.json')
  @Anyone()
  async json(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    this.data.json(request, reply, await this.#list(request));
  }

  @Get('corrections.csv')
  @Anyone()
  async csv(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const { t } = this.data.words(request);
    const rows = await this.data.all((page) => this.#list(request, page));
    const { at, what, claim, was, is, reason, address } = t.lists.csv;
    this.data.csv(request, reply, 'corrections', {
      head: [at, what, claim, was, is, reason, address],
      rows: rows.map((each) => [
        ...[each.at, t.lists.correctionKind[each.kind], each.text],
        ...[t.terms.rating[each.verdict.rating], each.by && t.terms.rating[each.by.rating]],
        ...[each.reason, this.data.absolute(`/claims/${each.claimId}`)],
      ]),
    });
  }

  @Get('corrections.atom')
  @Anyone()
  async atom(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const { t } = this.data.words(request);
    const { items } = await this.#list(request);
    this.data.atom(request, reply, {
      title: t.lists.correctionsTitle,
      subtitle: t.lists.correctionsLead,
      path: '/corrections',
      entries: items.map((each) => ({
        id: this.data.absolute(`/corrections#event-${each.position}`),
        title: titleOf(each, t),
        text: each.reason ?? '',
        link: this.data.absolute(`/claims/${each.claimId}`),
        updated: each.at,
      })),
    });
  }

  #list(request: AuthenticatedRequest, page: { readonly limit?: number; readonly cursor?: string } = {}) {
    const query = readPageQuery(CorrectionsQuery, request);
    const { validAt, cursor, limit } = query;
    return this.queries.ask(request, corrections, { validAt, cursor, limit, ...page }, query);
  }
}

/** What happened and to which rating come first, so that a claim never stands alone. */
function titleOf({ kind, verdict, by, text }: CorrectionView, t: Messages): string {
  const rating = t.terms.rating[verdict.rating];
  const ratings = by === null ? rating : `${rating} → ${t.terms.rating[by.rating]}`;
  return `${t.lists.correctionKind[kind]} (${ratings}): ${text ?? t.claim.textErased}`;
}
