import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PublicAddress } from '../../access/public-address.js';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { notFound, Problem } from '../../api/http/problem.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { claimPage as claimView } from '../../projections/claims/claim-page.js';
import { claimTitle } from '../claims/claim-title.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { sendPublic } from '../public-answer.js';
import { embedPage } from './embed.page.js';

const CLAIM_PATH = /^\/claims\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const SIZE = { width: 480, height: 240 } as const;
/** A page that shows a card asks again within this. */
const CACHE_SECONDS = 3600;

/** Cards for other people's pages, always of the current state. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class EmbedController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
    private readonly address: PublicAddress,
  ) {}

  /** The card: no script, nothing to fill in, the only page of ours that may be framed. */
  @Get('embed/claims/:id')
  @Anyone()
  async card(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const claim = await this.queries.ask(request, claimView, { id, validAt: undefined });
    const frame = await this.frames.of(request, reply);
    const [desk, url] = [this.frames.publisher.name, this.address.of(`/claims/${claim.id}`)];
    this.frames.send(request, reply, frame, embedPage({ ...frame, claim, desk, url }));
  }

  /** How a page that is given a claim's address shows it (oEmbed 1.0). */
  @Get('oembed')
  @Anyone()
  async oembed(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const { url, format = 'json' } = request.query as Readonly<Record<string, unknown>>;
    if (format !== 'json') throw new Problem(501, 'bad-request', 'Only JSON is answered.');
    const asked = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
    const id = asked?.origin === this.address.origin ? CLAIM_PATH.exec(asked.pathname)?.[1] : undefined;
    if (id === undefined) throw notFound();
    const claim = await this.queries.ask(request, claimView, { id, validAt: undefined });
    const { locale } = await this.frames.of(request, reply);
    const source = this.address.of(`/embed/claims/${claim.id}`);
    const body = {
      ...{ version: '1.0', type: 'rich', cache_age: CACHE_SECONDS, ...SIZE },
      title: claimTitle(claim, locale.messages),
      provider_name: locale.messages.frame.product,
      provider_url: this.address.origin,
      // Only an identifier and our own address stand in it: nothing that anybody wrote.
      html: `<iframe src="${source}" width="${SIZE.width}" height="${SIZE.height}" sandbox="allow-popups" loading="lazy" title="Claim Ledger"></iframe>`,
    };
    sendPublic(request, reply, { type: 'application/json; charset=utf-8', body: JSON.stringify(body) });
  }
}
