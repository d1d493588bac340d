import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { openDoor, type AppendKeys } from './append-keys.js';
import {
  APP_ROLE,
  instructions,
  isDenied,
  passwordOf,
  prepareRoles,
  quoted,
  READ_ROLE,
  sessionOf,
  type Session,
} from './roles.js';
import { DatabaseUnusable } from './unusable.js';
import { withLogin } from './urls.js';

/** Under which URLs a prepared database is used. `readUrl` is missing where we do not know that login's password. */
export interface PreparedDatabase {
  readonly appUrl: string;
  readonly readUrl?: string;
  /** The keys under which this ledger takes appends; missing where no file was named. */
  readonly appendKeys?: AppendKeys;
}

/** Any number, and for ever the same: it is what several starting processes agree on. */
const LOCK = '4838136173264503617';
const OLDEST = 150000;

/**
 * Makes a database ready: roles, extensions, migrations. Several processes may do so at once, also for databases of
 * one cluster; each waits for the one before it.
 *
 * `ownerUrl` is a superuser's or a login that may create in its database; it is not needed afterwards. `appUrl` is
 * given where the roles are the operator's own. `appendKeyFile`: where the append key lies, or is to lie; who only reads
 * names none. Throws DatabaseUnusable, or pg's error when nobody answers.
 */
export async function prepareDatabase(urls: {
  readonly ownerUrl: string;
  readonly appUrl?: string;
  readonly appendKeyFile?: string;
}): Promise<PreparedDatabase> {
  const client = new pg.Client({ connectionString: urls.ownerUrl, application_name: 'claim-ledger-owner' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await refuseUnfit(client);
    await lock(client);
    const session = await sessionOf(client);
    const owner = await prepareRoles(client, session);
    await prepareSchemas(client, session, owner);
    await migrate(urls.ownerUrl, owner);
    const appendKeys =
      urls.appendKeyFile && (await asOwner(client, owner, () => openDoor(client, urls.appendKeyFile ?? '')));
    return { ...(await logins(client, urls)), ...(appendKeys ? { appendKeys } : {}) };
  } finally {
    // The lock goes with its connection.
    await client.end();
  }
}

async function refuseUnfit(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; shown: string; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
       current_setting('server_encoding') as encoding`,
  );
  const server = rows[0];
  if (!server || server.version < OLDEST)
    throw new DatabaseUnusable('server-too-old', `PostgreSQL ${server?.shown} is too old: 15 or newer is needed.`);
  if (server.encoding !== 'UTF8')
    throw new DatabaseUnusable('encoding-not-utf8', `The database's encoding is ${server.encoding}; it must be UTF8.`);
}

/** Asks again and again instead of waiting: a waiting statement holds a snapshot, for which CREATE INDEX CONCURRENTLY waits. */
async function lock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${LOCK}) as got`);
    if (rows[0]?.got) return;
    await sleep(100);
  }
}

async function prepareSchemas(client: pg.Client, session: Session, owner: string): Promise<void> {
  try {
    for (const extension of ['pg_trgm', 'unaccent'])
      await client.query(`create extension if not exists ${extension} with schema public`);
    await client.query(`set role ${quoted(owner)}`);
    await client.query('create schema if not exists ledger_private');
    await client.query('reset role');
  } catch (cause) {
    if (!isDenied(cause)) throw cause;
    const sql = await instructions(client, session);
    throw new DatabaseUnusable('privilege-missing', `${session.name} may not create in the database. ${sql}`, {
      cause,
    });
  }
  const { rows } = await client.query<{ seen: boolean }>(
    `select cardinality(public.show_trgm('ж')) > 0 and cardinality(public.show_trgm('ع')) > 0 as seen`,
  );
  if (!rows[0]?.seen)
    throw new DatabaseUnusable(
      'trigrams-blind',
      "The database's character type knows no letters beyond ASCII, so that search would not find them. " +
        "Create the database anew: CREATE DATABASE … TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'.",
    );
}

/** The schema with what the application must not read belongs to the ledger's owner, whoever is connected. */
async function asOwner<T>(client: pg.Client, owner: string, run: () => Promise<T>): Promise<T> {
  await client.query(`set role ${quoted(owner)}`);
  try {
    return await run();
  } finally {
    await client.query('reset role');
  }
}

/** TypeORM knows no lock and opens connections of its own: ours holds the lock meanwhile. */
async function migrate(ownerUrl: string, owner: string): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    schema: 'ledger_private',
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 1,
    extra: { options: `-c role=${owner.replace(/[\\ ]/g, '\\$&')}` },
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function logins(
  client: pg.Client,
  urls: { readonly ownerUrl: string; readonly appUrl?: string },
): Promise<PreparedDatabase> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = rows[0]?.name ?? '';
  // What pg used as the owner's password, be it from the URL, the environment or a password file.
  const own = (role: string): string =>
    withLogin(urls.ownerUrl, { user: role, password: passwordOf(role, client.password), database });
  const appUrl = urls.appUrl ?? own(APP_ROLE);
  const refused = await whyNoLogin(appUrl);
  if (refused !== undefined)
    throw new DatabaseUnusable(
      'login-failed',
      `The application cannot use the database ${database}: ${refused}. Set DATABASE_APP_URL to that database with ` +
        `the login ${APP_ROLE}; for a new password run ALTER ROLE ${APP_ROLE} LOGIN PASSWORD '<secret>' as a superuser.`,
    );
  if (urls.appUrl || (await whyNoLogin(own(READ_ROLE))) !== undefined) return { appUrl };
  return { appUrl, readUrl: own(READ_ROLE) };
}

/** Why the URL does not lead to the ledger; undefined where it does. */
async function whyNoLogin(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ may: boolean; name: string }>(
      `select has_schema_privilege('ledger', 'USAGE') as may, current_user as name`,
    );
    return rows[0]?.may ? undefined : `${rows[0]?.name} has no rights to the ledger`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end().catch(() => undefined);
  }
}
