import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PublicAddress } from '../../access/public-address.js';
import type { AuthenticatedRequest } from '../../api/http/auth.guard.js';
import type { Language } from '../../messages/languages.js';
import { messagesIn, type Messages } from '../../messages/messages.js';
import { sendPublic } from '../public-answer.js';
import { readerLanguage } from '../reader-language.js';
import { atomOf, type FeedEntry } from './atom.js';
import { csvOf, type Cell } from './table.js';

/** Pages of a list that a table takes at most, 200 rows each; where there is more, it says so in its last row's stead. */
const MOST_PAGES = 25;

/** What a list answers. */
interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The forms of public pages that programs read. */
@Injectable()
export class DataPages {
  constructor(private readonly address: PublicAddress) {}

  /** In which language somebody reads, and what is said in it. */
  words(request: AuthenticatedRequest): { readonly language: Language; readonly t: Messages } {
    const language = readerLanguage(request);
    return { language, t: messagesIn(language) };
  }

  absolute(path: string): string {
    return this.address.of(path);
  }

  /** Every item of a list, page after page; at most 5,000. */
  async all<Item>(
    ask: (page: { readonly limit: number; readonly cursor?: string }) => Promise<ListPage<Item>>,
  ): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await ask({ limit: 200, ...(cursor === undefined ? {} : { cursor }) });
      items.push(...answer.items);
      if (answer.nextCursor === null) break;
      cursor = answer.nextCursor;
    }
    return items;
  }

  /** The interface's own answer. */
  json(request: AuthenticatedRequest, reply: FastifyReply, answer: object): void {
    sendPublic(request, reply, { type: 'application/json; charset=utf-8', body: JSON.stringify(answer) });
  }

  csv(
    request: AuthenticatedRequest,
    reply: FastifyReply,
    name: string,
    { head, rows }: { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] },
  ): void {
    void reply.header('content-disposition', `attachment; filename="${name}.csv"`);
    const { language } = this.words(request);
    sendPublic(request, reply, { type: 'text/csv; charset=utf-8', body: csvOf(head, rows), language });
  }

  atom(
    request: AuthenticatedRequest,
    reply: FastifyReply,
    feed: {
      readonly title: string;
      readonly subtitle: string;
      readonly path: string;
      readonly entries: readonly FeedEntry[];
    },
  ): void {
    const { language, t } = this.words(request);
    const { title, subtitle, path, entries } = feed;
    const head = { title, subtitle, self: this.absolute(request.url), page: this.absolute(path) };
    const body = atomOf({ ...head, author: t.frame.product, language }, entries);
    sendPublic(request, reply, { type: 'application/atom+xml; charset=utf-8', body, language });
  }
}
