import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CookieChange } from '../access/accounts.js';
import { EmailAddresses } from '../access/email-addresses.js';
import { KnownBrowsers } from '../access/known-browsers.js';
import { SignInLimits } from '../access/limits.js';
import { Notices, type AccountNotice } from '../access/notices.js';
import { redirect } from './session-users.js';

/** What becomes of who has just come in, or has just shown whose an account is: their browser is known from then on. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly addresses: EmailAddresses,
    private readonly browsers: KnownBrowsers,
    private readonly limits: SignInLimits,
    private readonly notices: Notices,
  ) {}

  /** Sends them on to where they wanted to go; first to what others did to their account, unless they were told here. */
  async goOn(
    request: FastifyRequest,
    reply: FastifyReply,
    personId: string,
    next: string,
    done: CookieChange,
  ): Promise<void> {
    const news = await this.news(request, personId);
    const cookie = await this.#cookieFor(request, personId);
    const to = news.length > 0 ? `/account/notices?next=${encodeURIComponent(next)}` : next;
    redirect(reply, to, { cookies: [...done.cookies, cookie] });
  }

  /** @returns what others did to a person's account of which they were not told in this browser, newest first */
  async news({ headers }: FastifyRequest, personId: string): Promise<AccountNotice[]> {
    const told = this.browsers.known(headers.cookie, await this.#accountOf(personId))?.told ?? 0;
    return (await this.notices.of(personId)).filter(({ revision }) => revision > told);
  }

  /** @returns the `Set-Cookie` by which the browser knows that they were told up to a revision of theirs */
  toldUpTo(revision: number, request: FastifyRequest, personId: string): Promise<string> {
    return this.#cookieFor(request, personId, revision);
  }

  /** Whoever used a link passes the wait that strangers may have caused. @returns the `Set-Cookie` of their browser */
  async letPass(request: FastifyRequest, personId: string): Promise<string> {
    await this.limits.lift(await this.#accountOf(personId));
    return this.#cookieFor(request, personId);
  }

  async #cookieFor({ headers }: FastifyRequest, personId: string, revision?: number): Promise<string> {
    const account = await this.#accountOf(personId);
    const before = this.browsers.known(headers.cookie, account);
    return this.browsers.cookie(account, revision ?? before?.told ?? 0, before);
  }

  async #accountOf(personId: string): Promise<string> {
    return (await this.addresses.of(personId))?.email ?? personId;
  }
}
