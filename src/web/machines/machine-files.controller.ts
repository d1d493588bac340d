import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { claimList } from '../../projections/claims/claim-list.js';
import { outletList } from '../../projections/outlets/outlet-page.js';
import { PageFrames } from '../page-frame.js';
import { sendPublic } from '../public-answer.js';
import { DataPages } from './data-pages.js';

const PAGES = [
  '/',
  '/claims',
  '/outlets',
  '/corrections',
  '/method',
  '/corrections-policy',
  '/about',
  '/log',
  '/verify',
];
/** Nothing for a search engine: what is behind a sign-in, and the same data in other forms. */
const NOT_CRAWLED = ['/account', '/sign-in', '/setup', '/invitation', '/reset', '/api/', '/cite/', '/docs'];
const DAY_MS = 24 * 60 * 60 * 1000;

/** Files that machines look for at known addresses. */
@ApiExcludeController()
@Controller()
export class MachineFilesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
    private readonly data: DataPages,
  ) {}

  /** What crawlers may read (RFC 9309): of the sample, nothing. */
  @Get('robots.txt')
  @Anyone()
  async robots(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const rules = (await this.frames.isSample())
      ? ['Disallow: /']
      : [...NOT_CRAWLED.map((path) => `Disallow: ${path}`), `Sitemap: ${this.frames.absolute('/sitemap.xml')}`];
    this.#send(request, reply, 'text/plain; charset=utf-8', ['User-agent: *', ...rules, ''].join('\n'));
  }

  /** Addresses of all that is published (sitemaps.org); at most 5,000 claims and outlets each. */
  @Get('sitemap.xml')
  @Anyone()
  async sitemap(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): Promise<void> {
    const [claims, outlets] = await Promise.all([
      this.data.all((page) => this.queries.ask(request, claimList, { status: 'published', ...page })),
      this.data.all((page) => this.queries.ask(request, outletList, page)),
    ]);
    const paths = [...PAGES, ...claims.map(({ id }) => `/claims/${id}`), ...outlets.map(({ id }) => `/outlets/${id}`)];
    const urls = paths.map((path) => `<url><loc>${escaped(this.frames.absolute(path))}</loc></url>`);
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
    this.#send(request, reply, 'application/xml; charset=utf-8', body);
  }

  /** Where to tell of a hole (RFC 9116). */
  @Get('.well-known/security.txt')
  @Anyone()
  security(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): void {
    const expires = new Date(Math.ceil(Date.now() / DAY_MS + 180) * DAY_MS).toISOString();
    const lines = [
      `Contact: ${this.frames.absolute('/complain')}`,
      `Expires: ${expires}`,
      'Preferred-Languages: en, es',
      `Canonical: ${this.frames.absolute('/.well-known/security.txt')}`,
    ];
    this.#send(request, reply, 'text/plain; charset=utf-8', `${lines.join('\n')}\n`);
  }

  /** What interfaces there are (RFC 9727). */
  @Get('.well-known/api-catalog')
  @Anyone()
  catalog(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply): void {
    const at = (path: string) => this.frames.absolute(path);
    const linkset = [
      {
        anchor: at('/api/v1'),
        'service-desc': [{ href: at('/docs-json'), type: 'application/json' }],
        'service-doc': [{ href: at('/docs'), type: 'text/html' }],
      },
    ];
    this.#send(request, reply, 'application/linkset+json', JSON.stringify({ linkset }));
  }

  #send(request: AuthenticatedRequest, reply: FastifyReply, type: string, body: string): void {
    sendPublic(request, reply, { type, body });
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
