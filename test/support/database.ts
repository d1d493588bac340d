import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { AppendKeys } from '../../src/database/append-keys.js';
import { APP_ROLE, OWNER_ROLE, passwordOf, READ_ROLE } from '../../src/database/roles.js';
import { withLogin } from '../../src/database/urls.js';

/** A database of one spec's own, by who is connected: `ownerUrl` acts as the ledger's owner, who is no superuser. */
export interface TestDatabase {
  readonly name: string;
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readUrl: string;
  /** Ends every connection to the database and removes it. */
  drop(): Promise<void>;
}

/** The keys that append to every test database. */
export const testAppendKeys = (): AppendKeys =>
  new AppendKeys(JSON.parse(given('TEST_APPEND_KEYS')) as ConstructorParameters<typeof AppendKeys>[0]);

/** Puts them where a server looks that has its signing key, or will have it, in a file. */
export const placeAppendKeys = (signingKeyFile: string): Promise<void> =>
  writeFile(`${signingKeyFile}.append`, given('TEST_APPEND_KEYS'), { mode: 0o600 });

/** A migrated, empty database on the specs' server; with `empty` one that nobody has prepared, with `like` a copy of one that nobody is connected to. */
export async function createTestDatabase(
  options: { readonly empty?: boolean; readonly like?: string } = {},
): Promise<TestDatabase> {
  const name = `claim_ledger_test_${randomUUID().replaceAll('-', '')}`;
  const template = options.empty
    ? `template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`
    : (options.like ?? given('TEST_DATABASE_TEMPLATE'));
  const { user, password } = await onServer(async (client) => {
    await client.query(`create database ${name} template ${template}`);
    const { rows } = await client.query<{ user: string }>('select current_user as user');
    return { user: rows[0]?.user ?? '', password: client.password ?? undefined };
  });
  const url = (login: string, secret: string | undefined): string =>
    withLogin(given('TEST_DATABASE_SERVER'), { user: login, password: secret, database: name });
  const owner = new URL(url(user, password));
  owner.searchParams.set('options', `-c role=${OWNER_ROLE}`);
  return {
    name,
    superuserUrl: url(user, password),
    ownerUrl: owner.href,
    appUrl: url(APP_ROLE, passwordOf(APP_ROLE, password)),
    readUrl: url(READ_ROLE, passwordOf(READ_ROLE, password)),
    drop: () => onServer(async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}

/** Runs with a connection to a URL and closes it. */
export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function onServer<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(given('TEST_DATABASE_SERVER'), run);
}

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: test/support/start-database.mjs sets it`);
  return value;
}
