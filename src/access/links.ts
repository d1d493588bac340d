import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import { poolOf } from '../database/data-source.js';
import type { ActorId } from '../kernel/event.js';
import { ADMINS } from '../kernel/roles.js';
import { Access } from './access.js';
import { AccountRefused } from './account-refusal.js';
import { PublicAddress } from './public-address.js';

/** What a one-time link is good for, where it leads, and for how many seconds. */
const PURPOSES = {
  'set-up': { path: '/setup', seconds: 7 * 24 * 3600 },
  invitation: { path: '/invitation', seconds: 7 * 24 * 3600 },
  reset: { path: '/reset', seconds: 3600 },
  'sign-in': { path: '/sign-in/link', seconds: 7 * 24 * 3600 },
} as const;

/** What a one-time link is good for. */
export type LinkPurpose = keyof typeof PURPOSES;

/** A one-time link, to be handed to the person whom it is for. Who has it can use it: it is told once and not stored. */
export interface Link {
  /** The whole address. Its token stands in the path, which no referrer and no query log carries on. */
  readonly url: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** A link that is still good. */
export interface OpenLink {
  /** Whom it is for; null for the first set-up, which is for nobody known. */
  readonly personId: string | null;
}

const INSPECT = `select person_id as "personId", made_by as "madeBy" from access.links
  where digest = $1 and purpose = $2 and used_at is null and expires_at > now()`;
const CONSUME = `update access.links set used_at = now()
  where digest = $1 and purpose = $2 and used_at is null and expires_at > now() returning person_id as "personId"`;
const MAKE = `insert into access.links (digest, purpose, person_id, made_by, expires_at)
  values ($1, $2, $3, $4, now() + make_interval(secs => $5)) returning expires_at as "expiresAt"`;
const MAKE_FIRST = `insert into access.links (digest, purpose, person_id, made_by, expires_at)
  select $1, $2, id, $4, now() + make_interval(secs => $5) from access.people p where id = $3
    and not exists (select from access.links l where l.person_id = p.id)
    and not exists (select from access.accounts a where a.person_id = p.id)
  returning expires_at as "expiresAt"`;
const END = `delete from access.links where purpose = $1 and used_at is null and person_id is not distinct from $2`;

/** One-time links: there is no mail server, so whoever makes one hands it over. Stored as digests, used by one statement. */
@Injectable()
export class Links {
  readonly #pool: Pool;

  constructor(
    dataSource: DataSource,
    private readonly address: PublicAddress,
    private readonly access: Access,
  ) {
    this.#pool = poolOf(dataSource);
  }

  /** A link by which an invited person chooses a password, good for seven days. */
  invitation(personId: string, by: ActorId = 'system'): Promise<Link> {
    return this.make('invitation', personId, by);
  }

  /**
   * The same for somebody who has just been entered.
   *
   * @returns undefined where they were given a link or came in before: a repeat of what entered them makes no second one
   */
  firstInvitation(personId: string, by: ActorId): Promise<Link | undefined> {
    return this.#store(MAKE_FIRST, 'invitation', personId, by);
  }

  /** A link by which a person chooses a new password, good for an hour. */
  reset(personId: string, by: ActorId = 'system'): Promise<Link> {
    return this.make('reset', personId, by);
  }

  /** Makes a link; one of the same purpose that the person did not use is over. */
  async make(purpose: LinkPurpose, personId: string | null, by: ActorId): Promise<Link> {
    await this.#pool.query(END, [purpose, personId]);
    const link = await this.#store(MAKE, purpose, personId, by);
    if (!link) throw new Error('a link that was just made is not there');
    return link;
  }

  /**
   * @returns the link, which stays good. One by an admin who is none any more is over: whoever was put out must not have
   * kept a way back. Throws AccountRefused `link-over`.
   */
  async inspect(purpose: LinkPurpose, token: string): Promise<OpenLink> {
    const { rows } = await this.#pool.query<OpenLink & { madeBy: ActorId }>(INSPECT, [digestOf(token), purpose]);
    const { personId, madeBy } = rows[0] ?? refuse();
    const { roles } = await this.access.contextOf(madeBy);
    return roles.some((role) => ADMINS.includes(role)) ? { personId } : refuse();
  }

  /** Uses a link up, in the transaction of what it is used for. Throws AccountRefused `link-over`. */
  async consume(client: PoolClient, purpose: LinkPurpose, token: string): Promise<OpenLink> {
    const { rows } = await client.query<OpenLink>(CONSUME, [digestOf(token), purpose]);
    return rows[0] ?? refuse();
  }

  /** Ends every link of a purpose that nobody used. */
  async endAll(purpose: LinkPurpose): Promise<void> {
    await this.#pool.query('delete from access.links where purpose = $1 and used_at is null', [purpose]);
  }

  async #store(sql: string, purpose: LinkPurpose, personId: string | null, by: ActorId): Promise<Link | undefined> {
    const token = randomBytes(32).toString('base64url');
    const { path, seconds } = PURPOSES[purpose];
    const values = [digestOf(token), purpose, personId, by, seconds];
    const { rows } = await this.#pool.query<{ expiresAt: Date }>(sql, values);
    return rows[0] && { url: this.address.of(`${path}/${token}`), expiresAt: rows[0].expiresAt.toISOString() };
  }
}

function refuse(): never {
  throw new AccountRefused('link-over');
}

/** SHA-256: enough for 256 random bits. */
const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
