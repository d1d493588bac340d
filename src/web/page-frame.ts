import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PublishedLog } from '../audit/log/published-log.js';
import type { AuthenticatedRequest } from '../api/http/auth.guard.js';
import { PublicAddress } from '../access/public-address.js';
import { Ledger } from '../ledger/ledger.js';
import { messagesIn } from '../messages/messages.js';
import type { PageParts } from './page.js';
import { sendPublic } from './public-answer.js';
import { askedLanguage, languageCookie, readerLanguage } from './reader-language.js';
import { SessionUsers } from './session-users.js';

/** What the frame of a page shows, whatever the page is about. */
export type PageFrame = Required<Pick<PageParts, 'locale' | 'signedIn' | 'sample' | 'record' | 'address' | 'indexed'>> &
  Pick<PageParts, 'past'>;

/** Finds out how a page is framed: for whom, in which language, and how far the ledger is. */
@Injectable()
export class PageFrames {
  #sample: boolean | undefined;

  constructor(
    private readonly users: SessionUsers,
    private readonly published: PublishedLog,
    private readonly ledger: Ledger,
    private readonly address: PublicAddress,
  ) {}

  /**
   * @param asOf the position that the page is as of, and null for the present
   */
  async of(request: AuthenticatedRequest, reply: FastifyReply, asOf: number | null = null): Promise<PageFrame> {
    const [user, head, checkpoint] = await Promise.all([
      this.users.currentUser(request),
      this.ledger.read.head(),
      this.published.newest().catch(() => undefined),
    ]);
    const language = readerLanguage(request);
    // What was asked for stays chosen.
    const asked = askedLanguage(request);
    if (asked) void reply.header('set-cookie', languageCookie(asked));
    const [past, sample] = await Promise.all([asOf === null ? undefined : this.#past(request, asOf), this.isSample()]);
    return {
      locale: { language, messages: messagesIn(language), timeZone: 'UTC' },
      signedIn: user !== undefined,
      address: request.url,
      sample,
      // Only the present is found by search engines, and never a sample.
      indexed: !sample && asOf === null,
      record: { entries: head.position + 1, signedAt: checkpoint?.signedAt ?? null },
      ...(past === undefined ? {} : { past }),
    };
  }

  /** Sends a page of the public record, in the language that it is in. */
  send(request: AuthenticatedRequest, reply: FastifyReply, { locale }: Pick<PageFrame, 'locale'>, body: string): void {
    sendPublic(request, reply, { type: 'text/html; charset=utf-8', body, language: locale.language });
  }

  /** Who publishes what stands here, by the name of the server. */
  get publisher(): { readonly name: string; readonly url: string } {
    return { name: new URL(this.address.origin).host, url: this.address.origin };
  }

  /** An address of this server, absolute: for what leaves the page. */
  absolute(path: string): string {
    return this.address.of(path);
  }

  /** When the event at a position was recorded; null before the first. */
  async instantOf(position: number): Promise<string | null> {
    if (position < 0) return null;
    return (await this.ledger.read.page(position - 1, 1)).events[0]?.at ?? null;
  }

  async #past({ url }: AuthenticatedRequest, asOf: number): Promise<PageFrame['past']> {
    const at = await this.instantOf(asOf);
    const now = new URL(url, 'http://localhost');
    now.searchParams.delete('asOf');
    return { at, now: `${now.pathname}${now.search}` };
  }

  /** Whether the ledger is the demo’s. */
  async isSample(): Promise<boolean> {
    if (this.#sample === undefined) {
      const [first] = (await this.ledger.read.page(-1, 1)).events;
      // An empty ledger may yet become one.
      if (!first) return false;
      this.#sample = (first.facts as { readonly sample?: true }).sample === true;
    }
    return this.#sample;
  }
}
