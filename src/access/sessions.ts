import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../database/data-source.js';
import { newId } from '../ledger/identifiers.js';
import { PublicAddress } from './public-address.js';
import { Secrets } from './secrets.js';

/** A session ends after seven days in which nobody used it. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;
/** In use, a session is prolonged at most once a day: reading is no reason to write at every request. */
export const RENEWAL_SECONDS = 24 * 60 * 60;
/**
 * What every cookie's name starts with. Under https `__Host-` stands before it (RFC 6265bis section 4.1.3.2): no
 * neighbour under the same domain can lay one into a browser.
 */
export const cookiePrefix = ({ secure }: PublicAddress): string => `${secure ? '__Host-' : ''}claim-ledger`;

/** Who a cookie stands for. */
export interface SignedIn {
  readonly personId: string;
  readonly sessionId: string;
}

/** A session, as its person sees it in a list. */
export interface OpenSession {
  readonly sessionId: string;
  readonly startedAt: Date;
  /** To the day. */
  readonly usedAt: Date;
  readonly userAgent: string | null;
  readonly address: string | null;
}

/** A request, as far as it is looked at here. */
interface Asking {
  readonly headers: { readonly cookie?: string | undefined };
}

const FIND = {
  name: 'access-session',
  text: `select id as "sessionId", person_id as "personId", updated_at < now() - make_interval(secs => ${RENEWAL_SECONDS}) as due
    from access.sessions where token = $1 and expires_at > now()`,
};
const RENEW = `update access.sessions set expires_at = now() + make_interval(secs => ${SESSION_SECONDS}), updated_at = now()
  where id = $1 and expires_at > now()`;
const LIST = `select id as "sessionId", created_at as "startedAt", updated_at as "usedAt", user_agent as "userAgent",
    nullif(ip_address, '') as address
  from access.sessions where person_id = $1 and expires_at > now() order by updated_at desc, id`;
const END = 'delete from access.sessions where person_id = $1 and id = $2';
const END_ALL = 'delete from access.sessions where person_id = $1';
const START = `insert into access.sessions (id, person_id, token, expires_at, user_agent, ip_address)
  values ($1, $2, $3, now() + make_interval(secs => ${SESSION_SECONDS}), $4, $5)`;

/**
 * Tells whose session a request carries. Nothing of it is remembered between requests: who signed out, was signed out,
 * or was erased is nobody at the next request, in every process.
 */
@Injectable()
export class Sessions {
  readonly #pool: Pool;
  readonly #secret: string;
  readonly #cookie: RegExp;
  readonly #name: string;
  readonly #renewed = new WeakMap<object, string>();

  constructor(
    dataSource: DataSource,
    secrets: Secrets,
    private readonly address: PublicAddress,
  ) {
    this.#pool = poolOf(dataSource);
    this.#secret = signingSecret(secrets);
    this.#name = `${cookiePrefix(address)}.session_token`;
    this.#cookie = new RegExp(`(?:^|;) *${this.#name.replaceAll('.', '\\.')}=([^;]*)`);
  }

  /** @returns whose session it is, or undefined without a valid one. One indexed look-up, none for a forged cookie. */
  async personOf(request: Asking): Promise<SignedIn | undefined> {
    const value = this.#cookie.exec(request.headers.cookie ?? '')?.[1];
    const token = value && tokenOf(value, this.#secret);
    if (!token) return undefined;
    const { rows } = await this.#pool.query<SignedIn & { due: boolean }>({ ...FIND, values: [token] });
    const row = rows[0];
    if (!row) return undefined;
    if (row.due) await this.#renew(request, row.sessionId, value);
    return { personId: row.personId, sessionId: row.sessionId };
  }

  /** @returns the `Set-Cookie` by which the browser keeps a session as long as the server now does, if it was prolonged. */
  renewal(request: object): string | undefined {
    return this.#renewed.get(request);
  }

  /** @returns a person's sessions that have not ended, the one used last first. */
  async of(personId: string): Promise<OpenSession[]> {
    return (await this.#pool.query<OpenSession>(LIST, [personId])).rows;
  }

  /** Ends one session of a person; of another's it says nothing and ends nothing. */
  async end(personId: string, sessionId: string): Promise<void> {
    await this.#pool.query(END, [personId, sessionId]);
  }

  /** Ends every session of a person, in every browser. */
  async endAll(personId: string): Promise<void> {
    await this.#pool.query(END_ALL, [personId]);
  }

  /** Begins a session of somebody who came by a one-time link. @returns the `Set-Cookie` that carries it. */
  async begin(
    personId: string,
    from: { readonly userAgent?: string | undefined; readonly address: string },
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.#pool.query(START, [newId(), personId, token, from.userAgent ?? null, from.address]);
    const signature = createHmac('sha256', this.#secret).update(token).digest('base64');
    return this.#cookieOf(encodeURIComponent(`${token}.${signature}`));
  }

  #cookieOf(value: string): string {
    const flags = `Max-Age=${SESSION_SECONDS}; Path=/; HttpOnly; SameSite=Lax${this.address.secure ? '; Secure' : ''}`;
    return `${this.#name}=${value}; ${flags}`;
  }

  async #renew(request: Asking, sessionId: string, value: string): Promise<void> {
    await this.#pool.query(RENEW, [sessionId]);
    this.#renewed.set(request, this.#cookieOf(value));
  }
}

/** The library that writes sessions takes its secret as text. */
export const signingSecret = ({ accounts }: Secrets): string => accounts.toString('base64url');

/** A signed cookie is `<token>.<base64 of HMAC-SHA256>`, percent-encoded, as better-call writes it. */
function tokenOf(value: string, secret: string): string | undefined {
  const signed = decoded(value);
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return undefined;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? token : undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
