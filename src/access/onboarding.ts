import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool, PoolClient } from 'pg';
import { poolOf } from '../database/data-source.js';
import type { Role } from '../kernel/roles.js';
import { newId } from '../ledger/identifiers.js';
import { KeyedMutex } from '../ledger/keyed-mutex.js';
import { Access } from './access.js';
import { AccountRefused } from './account-refusal.js';
import { EmailAddresses } from './email-addresses.js';
import { OneTimeLinks, type Link } from './one-time-links.js';
import { passwords } from './passwords.js';
import { onceOnly } from './once-only.js';
import { People } from './people.js';
import { Sessions } from './sessions.js';

/** What somebody chooses who comes in by a link. */
export interface ChosenCredentials {
  readonly password: string;
  /** Only of those whose address nobody entered yet. */
  readonly email?: string | undefined;
}

interface First extends ChosenCredentials {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Any number, and for ever the same: set-ups of one ledger wait for one another. */
const LOCK = '4838136173264503618';
const OPERATOR = { id: 'system', roles: ['system'] } as const;
/** The first admin is one person, however often a set-up is begun: each names this request. */
const FIRST = onceOnly('set-up/first-admin');

const ANYBODY = 'select exists (select from access.accounts) as "any"';
const NAME = 'update access.people set name = $2 where id = $1';
const PASSWORD = `insert into access.accounts (id, person_id, provider_id, account_id, password)
  values ($1, $2::uuid, 'credential', $2::uuid::text, $3)
  on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`;
const END_SESSIONS = 'delete from access.sessions where person_id = $1';
/** Whoever can choose a new password has no use for an older link, and neither has who found one. */
const END_LINKS = 'delete from access.links where person_id = $1 and used_at is null';

/** How people get their first password, or a new one: by one-time links, and in no other way. */
@Injectable()
export class Onboarding {
  readonly #pool: Pool;
  readonly #mutex = new KeyedMutex();

  constructor(
    dataSource: DataSource,
    private readonly people: People,
    private readonly links: OneTimeLinks,
    private readonly addresses: EmailAddresses,
    private readonly access: Access,
    private readonly sessions: Sessions,
  ) {
    this.#pool = poolOf(dataSource);
  }

  /** @returns a link for the first admin as long as nobody has an account; the one before it is over. */
  async setUpLink(): Promise<Link | undefined> {
    const { rows } = await this.#pool.query<{ any: boolean }>(ANYBODY);
    return rows[0]?.any ? undefined : this.links.setUp();
  }

  /**
   * Makes the first admin, with an account: once, whoever else does so at the same time. A set-up that was cut short
   * leaves the link good and, at most, a person whom the next one finishes.
   *
   * @param roles what they are beside an admin: nobody gives themself a role later
   * @throws AccountRefused `link-over`, `set-up-over`.
   */
  async setUp(
    token: string,
    name: string,
    choice: Required<ChosenCredentials>,
    roles: readonly Role[] = [],
  ): Promise<void> {
    await this.links.inspect('set-up', token);
    const password = await passwords.hash(choice.password);
    // One at a time in a process: whoever waits for the lock holds a connection, and who has it needs another.
    const first = { name, roles: [...new Set<Role>(['admin', ...roles])], password, email: choice.email };
    await this.#mutex.runExclusive('set-up', () => this.#setUpOnce(token, first));
  }

  /**
   * Gives a person the password that they chose, ends their sessions and every other link of theirs.
   *
   * @returns the person. Throws AccountRefused `link-over`, `email-taken`.
   */
  async accept(
    purpose: 'invitation' | 'reset',
    token: string,
    { password, email }: ChosenCredentials,
  ): Promise<string> {
    await this.links.inspect(purpose, token);
    const hashed = await passwords.hash(password);
    return this.#inTransaction(async (client) => {
      const { personId } = await this.links.consume(client, purpose, token);
      await this.#choose(client, personId ?? '', hashed, email);
      return personId ?? '';
    });
  }

  /**
   * Signs in whom a one-time link is for, without a password.
   *
   * @returns the person, and the `Set-Cookie` of the session. Throws AccountRefused `link-over`.
   */
  async enter(
    token: string,
    from: { readonly userAgent?: string | undefined; readonly address: string },
  ): Promise<{ readonly personId: string; readonly cookie: string }> {
    await this.links.inspect('sign-in', token);
    const { personId } = await this.#inTransaction((client) => this.links.consume(client, 'sign-in', token));
    if (personId === null) throw new AccountRefused('link-over');
    return { personId, cookie: await this.sessions.begin(personId, from) };
  }

  async #setUpOnce(token: string, { name, roles, password, email }: First): Promise<void> {
    await this.#inTransaction(async (client) => {
      await client.query(`select pg_advisory_xact_lock(${LOCK})`);
      const { rows } = await client.query<{ any: boolean }>(ANYBODY);
      if (rows[0]?.any) throw new AccountRefused('set-up-over');
      await this.links.consume(client, 'set-up', token);
      const { id } = await this.people.invite(name, roles, { actor: OPERATOR, idempotencyKey: FIRST });
      // A set-up that was cut short may have left another name and other roles.
      await client.query(NAME, [id, name]);
      await this.#bring(id, roles);
      await this.#choose(client, id, password, email);
    });
  }

  async #bring(id: string, wanted: readonly Role[]): Promise<void> {
    const { roles: held } = await this.access.person(id);
    for (const role of wanted) if (!held.includes(role)) await this.people.grant(id, role, { actor: OPERATOR });
    for (const role of held) if (!wanted.includes(role)) await this.people.revoke(id, role, { actor: OPERATOR });
  }

  async #choose(client: PoolClient, personId: string, password: string, email: string | undefined): Promise<void> {
    if (email !== undefined) await this.addresses.choose(client, personId, email);
    await client.query(PASSWORD, [newId(), personId, password]);
    await client.query(END_SESSIONS, [personId]);
    await client.query(END_LINKS, [personId]);
  }

  async #inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const done = await work(client);
      await client.query('commit');
      return done;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}
