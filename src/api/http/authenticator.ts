import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../access/access.js';
import { AddressLimits } from '../../access/limits.js';
import { networkOf } from '../../access/network.js';
import { PublicAddress } from '../../access/public-address.js';
import { Sessions, type SignedIn } from '../../access/sessions.js';
import { isToken } from '../../access/token.js';
import type { Scope } from '../../kernel/scopes.js';
import type { ActorContext } from '../../ledger/execute.js';
import { Problem } from './problem.js';
import { isSameOrigin, isUnsafe } from './same-origin.js';

/** Who makes a request, and by what they are known. */
export interface Requester {
  readonly actor?: ActorContext;
  /** Present for who came with a token. */
  readonly scopes?: readonly Scope[];
  readonly session?: SignedIn;
  /** By what the requester's requests are counted: a token, a person or an address. */
  readonly counted: string;
}

/** RFC 6750 section 2.1. In the header only: an address with a token in it ends up in logs and histories. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
/** What the holder of a receipt shows, on the one route that takes it. */
const RECEIPT = /^Receipt +(clr_[A-Za-z0-9_-]{43}) *$/i;
/** The secret of a receipt in an Authorization header. */
export const receiptIn = (authorization: string | undefined): string | undefined =>
  RECEIPT.exec(authorization ?? '')?.[1];
/** Of the route that was found, not of the address as it was written: `/%61pi` is the same. */
export const isApi = ({ routeOptions, url }: Pick<FastifyRequest, 'routeOptions' | 'url'>): boolean =>
  /^\/api(?:\/|$)/.test(routeOptions.url ?? url);
/** Names under which RFC 6750 section 2.3 and habit put tokens; pages of ours carry one-time links under `token`. */
const TOKEN_NAMES = ['token', 'api_key', 'apikey', 'authorization', 'bearer'];

/** Finds out who makes a request. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly access: Access,
    private readonly sessions: Sessions,
    private readonly limits: AddressLimits,
    private readonly address: PublicAddress,
  ) {}

  /**
   * By a token, else by a session's cookie, else a stranger. Where both come the token counts and the cookie is not
   * looked at: a browser adds its cookie by itself, a token only who means it.
   *
   * @param takesReceipt whether it is the route of receipts: who shows one there is a stranger
   * @throws Problem 400 `token-in-address`, 401 `token-invalid`, 403 `cross-site`, 415; TooManyRequests after many wrong tokens
   */
  async authenticate(request: FastifyRequest, reply: FastifyReply, takesReceipt = false): Promise<Requester> {
    refuseTokenInAddress(request);
    const { authorization } = request.headers;
    if (takesReceipt && receiptIn(authorization) !== undefined) return { counted: networkOf(request.ip) };
    return authorization === undefined ? this.#bySession(request, reply) : this.#byToken(request, authorization);
  }

  async #byToken({ ip }: FastifyRequest, authorization: string): Promise<Requester> {
    const secret = BEARER.exec(authorization)?.[1];
    const standing = secret === undefined ? undefined : await this.access.resolve(secret);
    if (standing) return { actor: standing, scopes: standing.scopes, counted: standing.token?.id ?? standing.id };
    await this.limits.badToken(ip);
    throw unauthenticated('token-invalid', 'This token is not valid.', ', error="invalid_token"');
  }

  async #bySession(request: FastifyRequest, reply: FastifyReply): Promise<Requester> {
    const session = await this.sessions.personOf(request);
    // Who was deactivated is nobody, at once; a cookie that has ended is what a browser goes on sending, and no error.
    const actor = session && (await this.access.activeContextOf(session.personId));
    this.#refuseForeign(request, actor !== undefined);
    if (!session || !actor) return { counted: networkOf(request.ip) };
    const renewed = this.sessions.renewal(request);
    if (renewed) void reply.header('set-cookie', renewed);
    return { actor: { ...actor, session: session.sessionId }, session, counted: session.personId };
  }

  /** What a browser sends by itself counts only from our own pages; so do forms that begin a session. */
  #refuseForeign(request: FastifyRequest, signedIn: boolean): void {
    const { method, headers } = request;
    if (!isUnsafe(method)) return;
    const api = isApi(request);
    if (api && !signedIn) return;
    if (!isSameOrigin(headers, this.address.given)) {
      throw new Problem(403, 'cross-site', 'With a cookie this is taken only from pages of this server.');
    }
    // A form of any page can send the other types without asking; this one no page can send to us unasked.
    if (api && !/^application\/json(?:;|$)/i.test(headers['content-type'] ?? '')) {
      throw new Problem(415, 'unsupported-media-type', 'A body is application/json.');
    }
  }
}

function refuseTokenInAddress(request: FastifyRequest): void {
  const api = isApi(request);
  const named = Object.entries(request.query as Readonly<Record<string, unknown>>).some(
    ([name, value]) =>
      name.toLowerCase() === 'access_token' ||
      (api && TOKEN_NAMES.includes(name.toLowerCase())) ||
      [value].flat().some((each) => typeof each === 'string' && isToken(each)),
  );
  if (!named) return;
  const detail = 'A token stands in the Authorization header, never in an address. This one should be revoked.';
  throw new Problem(400, 'token-in-address', detail);
}

/** 401 with the challenge of RFC 6750 section 3. */
export const unauthenticated = (code: 'token-required' | 'token-invalid', detail: string, more = ''): Problem =>
  new Problem(401, code, detail, { headers: { 'www-authenticate': `Bearer realm="claim-ledger"${more}` } });
