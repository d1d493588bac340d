import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client, CookieChange } from '../access/accounts.js';
import { EmailAddresses, type PersonAddress } from '../access/email-addresses.js';
import type { AuthenticatedRequest } from '../api/http/auth.guard.js';
import type { Capacity } from '../kernel/roles.js';

/** Somebody who is signed in and may be here. */
export interface SessionUser extends PersonAddress {
  readonly personId: string;
  readonly sessionId: string;
  readonly roles: readonly Capacity[];
}

/** Answers a page by an address to go to. */
export const redirect = (reply: FastifyReply, path: string, { cookies }: CookieChange = { cookies: [] }): void => {
  if (cookies.length > 0) void reply.header('set-cookie', [...cookies]);
  void reply.status(303).header('location', path).send();
};

/** Who asks, for what depends on browser and address. */
export const clientOf = ({ headers, ip }: FastifyRequest): Client => ({
  cookie: headers.cookie,
  userAgent: headers['user-agent']?.slice(0, 300),
  address: ip,
});

/** Sends a page. */
export const sendPage = (reply: FastifyReply, html: string, status = 200): void => {
  void reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
};

/** Finds out who looks at a page, from what the guard knows of the request. */
@Injectable()
export class SessionUsers {
  constructor(private readonly addresses: EmailAddresses) {}

  /** @returns who is signed in; nobody whose person is deactivated or erased, whatever cookie they hold. */
  async currentUser({ session, actor }: AuthenticatedRequest): Promise<SessionUser | undefined> {
    if (!session || !actor) return undefined;
    const known = await this.addresses.of(session.personId);
    return known && { ...known, ...session, roles: actor.roles };
  }

  /** @returns who is signed in, or undefined with the visitor on the way to sign in and come back. */
  async requireUser(request: AuthenticatedRequest, reply: FastifyReply): Promise<SessionUser | undefined> {
    const user = await this.currentUser(request);
    if (!user) {
      const back = request.method === 'GET' ? request.url : '/account';
      redirect(reply, `/sign-in?next=${encodeURIComponent(back)}`);
    }
    return user;
  }
}
