import { Controller, Get, NotFoundException, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../api/http/auth.guard.js';
import { QueryDispatcher } from '../api/query-dispatcher.js';
import { claimList } from '../projections/claims/claim-list.js';
import { corrections } from '../projections/log/corrections.js';
import { ASSETS } from './assets.js';
import { homePage } from './home.page.js';
import { PageFrames } from './page-frame.js';
import { PageFilter } from './page.filter.js';

/** How many the front page shows of each. */
const LATELY = { published: 6, corrected: 5 } as const;
/** What is older was not corrected lately. */
const LATELY_MS = 90 * 24 * 60 * 60 * 1000;

/** The front door, and what pages are dressed in. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class HomeController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
  ) {}

  /** What was published and corrected lately. */
  @Get()
  @Anyone()
  async home(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const [frame, published, corrected] = await Promise.all([
      this.frames.of(request, reply),
      this.queries.ask(request, claimList, { status: 'published', limit: LATELY.published }),
      this.queries.ask(request, corrections, { limit: 50 }),
    ]);
    const since = new Date(Date.now() - LATELY_MS).toISOString();
    // New facts are no correction.
    const lately = corrected.items
      .filter(({ at, kind }) => at >= since && kind !== 'supersession')
      .slice(0, LATELY.corrected);
    this.frames.send(request, reply, frame, homePage({ ...frame, published: published.items, corrected: lately }));
  }

  /** A file under the name that its content gives it: what has this name never changes. */
  @Get('assets/:name')
  @Anyone()
  asset(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const asset = ASSETS.get(name);
    if (!asset) throw new NotFoundException();
    void reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.body);
  }
}
