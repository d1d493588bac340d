import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import { poolOf } from '../database/data-source.js';
import type { ActorId } from '../kernel/event.js';
import { ADMINS } from '../kernel/roles.js';
import { Execute } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import { IssueLink } from '../people/person.commands.js';
import type { LinkPurpose } from '../people/person.events.js';
import { personDecider } from '../people/person.decider.js';
import { Access } from './access.js';
import { AccountRefused } from './account-refusal.js';
import { PublicAddress } from './public-address.js';

/** What a one-time link is good for, where it leads, and for how many seconds. */
const PURPOSES = {
  'set-up': { path: '/setup', seconds: 7 * 24 * 3600 },
  invitation: { path: '/invitation', seconds: 7 * 24 * 3600 },
  reset: { path: '/reset', seconds: 3600 },
  'sign-in': { path: '/sign-in/link', seconds: 7 * 24 * 3600 },
} as const satisfies Record<LinkPurpose | 'set-up', { path: string; seconds: number }>;
type Purpose = keyof typeof PURPOSES;

/** A one-time link, to be handed to the person whom it is for. Who has it can use it: it is told once and not stored. */
export interface Link {
  /** The whole address. Its token stands in the path, which no referrer and no query log carries on. */
  readonly url: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** A link to somebody's account that is about to be made. */
export interface NewLink extends Link {
  /** Makes it an event of its person, who is the command's target. */
  readonly command: IssueLink;
  readonly digest: Buffer;
}

/** A link that is still good. */
export interface OpenLink {
  /** Whom it is for; null for the first set-up, which is for nobody known. */
  readonly personId: string | null;
}

interface Row extends OpenLink {
  readonly linkId: string | null;
  readonly madeBy: ActorId;
}

const OPERATOR = { id: 'system', roles: ['system'] } as const;

const INSPECT = `select person_id as "personId", link_id as "linkId", made_by as "madeBy" from access.links
  where digest = $1 and purpose = $2 and used_at is null and expires_at > now()`;
const CONSUME = `update access.links set used_at = now()
  where digest = $1 and purpose = $2 and used_at is null and expires_at > now() returning person_id as "personId"`;
const KEEP = `insert into access.links (digest, purpose, person_id, link_id, made_by, expires_at)
  select $1, $2, $3::uuid, $4, $5, $6 where $3::uuid is null or exists (select from access.people where id = $3::uuid)
  on conflict (link_id) do nothing`;
const END = `delete from access.links where purpose = $1 and used_at is null and person_id is not distinct from $2
  and link_id is distinct from $3`;

/**
 * One-time links: there is no mail server, so whoever makes one hands it over. That one was made is an event of its person,
 * and so is what ends it unused; its secret is kept here, as a digest, and used by one statement.
 */
@Injectable()
export class OneTimeLinks {
  readonly #pool: Pool;

  constructor(
    dataSource: DataSource,
    private readonly bus: CommandBus,
    private readonly address: PublicAddress,
    private readonly access: Access,
  ) {
    this.#pool = poolOf(dataSource);
  }

  /** Draws a link up; it is good once its command was given and `keep` has been told. */
  draw(purpose: LinkPurpose): NewLink {
    const { digest, ...link } = this.#draw(purpose);
    return { ...link, digest, command: Object.assign(new IssueLink(), { purpose, expiresAt: link.expiresAt }) };
  }

  /**
   * Keeps the secret of a link whose command was given; one of the same purpose that the person did not use is over.
   *
   * @param linkId what the command has named it
   * @returns the link; undefined where the command was a repeat: of one whose link is kept already, or who is erased since
   */
  async keep(
    { digest, url, expiresAt, command: { purpose } }: NewLink,
    { personId, linkId, madeBy }: { readonly personId: string; readonly linkId: string; readonly madeBy: ActorId },
  ): Promise<Link | undefined> {
    const { rowCount } = await this.#pool.query(KEEP, [digest, purpose, personId, linkId, madeBy, expiresAt]);
    await this.#pool.query(END, [purpose, personId, linkId]);
    return rowCount ? { url, expiresAt } : undefined;
  }

  /** Makes a link in the operator's name. @throws Refused `not-found`, `person-deactivated`, `person-erased`, `erasure-proposed` */
  async make(purpose: LinkPurpose, personId: string): Promise<Link> {
    const drawn = this.draw(purpose);
    const step = { decider: personDecider, target: { id: personId }, command: drawn.command };
    const { linkId } = await this.bus.execute(new Execute([step], { actor: OPERATOR, causation: newId() }));
    const link = await this.keep(drawn, { personId, linkId: String(linkId), madeBy: OPERATOR.id });
    if (!link) throw new Error('a link that was just made is not there');
    return link;
  }

  /** A link by which an invited person chooses a password, good for seven days. */
  invitation(personId: string): Promise<Link> {
    return this.make('invitation', personId);
  }

  /** A link by which a person chooses a new password, good for an hour. */
  reset(personId: string): Promise<Link> {
    return this.make('reset', personId);
  }

  /** A link by which the first admin sets the ledger up, for nobody known yet; the one before it is over. */
  async setUp(): Promise<Link> {
    const { digest, url, expiresAt } = this.#draw('set-up');
    await this.#pool.query(KEEP, [digest, 'set-up', null, null, OPERATOR.id, expiresAt]);
    await this.#pool.query(`${END} and digest <> $4`, ['set-up', null, newId(), digest]);
    return { url, expiresAt };
  }

  /**
   * @returns the link, which stays good. One by an admin who is none any more is over, because whoever was put out must
   * not have kept a way back; so is one to an account that was deactivated since. Throws AccountRefused `link-over`.
   */
  async inspect(purpose: Purpose, token: string): Promise<OpenLink> {
    const { rows } = await this.#pool.query<Row>(INSPECT, [digestOf(token), purpose]);
    const { personId, linkId, madeBy } = rows[0] ?? refuse();
    const { roles } = await this.access.contextOf(madeBy);
    if (!roles.some((role) => ADMINS.includes(role))) return refuse();
    if (personId === null || purpose === 'set-up') return { personId };
    const { links } = await this.access.person(personId);
    return linkId !== null && links.get(purpose) === linkId ? { personId } : refuse();
  }

  /** Uses a link up, in the transaction of what it is used for. Throws AccountRefused `link-over`. */
  async consume(client: PoolClient, purpose: Purpose, token: string): Promise<OpenLink> {
    const { rows } = await client.query<OpenLink>(CONSUME, [digestOf(token), purpose]);
    return rows[0] ?? refuse();
  }

  /** Ends every link of a purpose that nobody used. */
  async endAll(purpose: Purpose): Promise<void> {
    await this.#pool.query('delete from access.links where purpose = $1 and used_at is null', [purpose]);
  }

  #draw(purpose: Purpose): Link & { readonly digest: Buffer } {
    const token = randomBytes(32).toString('base64url');
    const { path, seconds } = PURPOSES[purpose];
    const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
    return { digest: digestOf(token), url: this.address.of(`${path}/${token}`), expiresAt };
  }
}

function refuse(): never {
  throw new AccountRefused('link-over');
}

/** SHA-256: enough for 256 random bits. */
const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
