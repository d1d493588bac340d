import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { openDataSource, poolOf } from '../src/database/data-source.js';
import { startEmbedded } from '../src/database/embedded.js';
import { prepareDatabase } from '../src/database/migrate.js';
import { isAlive } from '../src/database/process.js';
import { APP_ROLE, READ_ROLE } from '../src/database/roles.js';
import { withLogin } from '../src/database/urls.js';
import { createTestDatabase, withClient, type TestDatabase } from './support/database.js';

const BUILT = pathToFileURL(path.resolve('dist/src/database/embedded.js')).href;

/** Another process that holds an embedded server on the folder; `first` is the line it writes once it has one or not. */
async function hold(folder: string): Promise<{ child: ChildProcess; first: string }> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(BUILT)};
    const server = await startEmbedded({ folder: ${JSON.stringify(folder)} }).catch((error) => console.log(error.code ?? error));
    if (server) { console.log(server.url); setInterval(() => undefined, 1000); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [first] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, first };
}

const lockedBy = (folder: string): string =>
  readFileSync(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';

/** The parent and the children of a process, as Linux tells them. */
function kinOf(pid: string): { parent: string; children: string[] } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return { parent: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '', children };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The code with which a promise is refused. */
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no refusal',
    (error: { code?: unknown }) => error.code,
  );

describe('The embedded server', () => {
  let around: string;
  let folder: string;
  beforeAll(() => {
    around = mkdtempSync(path.join(tmpdir(), 'claim-ledger-spec-'));
    folder = path.join(around, 'pg');
  });
  afterAll(() => rmSync(around, { recursive: true, force: true }));

  it('goes when its application is killed, and comes again with its data', async () => {
    const { child, first } = await hold(folder);
    await withClient(first, async (client) => {
      await client.query('create table kept (n integer)');
      await client.query('insert into kept values (7)');
    });
    const server = lockedBy(folder);
    child.kill('SIGKILL');
    await until(() => !isAlive(server) && !existsSync(path.join(folder, 'cluster', 'postmaster.pid')));
    const again = await startEmbedded({ folder });
    const { rows } = await withClient(again.url, (client) => client.query('select n from kept'));
    await again.stop();
    expect(rows).toEqual([{ n: 7 }]);
  });

  it('refuses a folder whose application is alive, and leaves its server alone', async () => {
    const { child, first } = await hold(folder);
    expect(await codeOf(startEmbedded({ folder }))).toBe('folder-in-use');
    const { rows } = await withClient(first, (client) => client.query('select n from kept'));
    expect(rows).toEqual([{ n: 7 }]);
    child.kill('SIGKILL');
  });

  it('ends an orphan whose watchdog was killed with its application', async () => {
    await until(() => !existsSync(path.join(folder, 'cluster', 'postmaster.pid')));
    const { child } = await hold(folder);
    const server = lockedBy(folder);
    const shell = kinOf(server).parent;
    for (const pid of [...kinOf(shell).children.filter((pid) => pid !== server), shell])
      process.kill(Number(pid), 'SIGKILL');
    child.kill('SIGKILL');
    await until(() => !isAlive(String(child.pid)));
    expect(isAlive(server)).toBe(true);
    const again = await startEmbedded({ folder });
    expect(isAlive(server)).toBe(false);
    await again.stop();
  });

  it('is started once when two start on a new folder at the same time', async () => {
    const place = path.join(around, 'two');
    const both = await Promise.all([hold(place), hold(place)]);
    const refused = both.filter(({ first }) => first === 'folder-in-use');
    const [winner] = both.filter(({ first }) => first.startsWith('postgres://'));
    expect(refused).toHaveLength(1);
    await withClient(winner?.first ?? '', (client) => client.query('select 1'));
    expect(readdirSync(place).filter((name) => name.startsWith('new-'))).toEqual([]);
    const server = lockedBy(place);
    for (const { child } of both) child.kill('SIGKILL');
    await until(() => !isAlive(server));
  });

  it('lies in a folder whose path is longer than a socket may have', async () => {
    const place = path.join(around, 'long'.repeat(30), 'pg');
    const server = await startEmbedded({ folder: place });
    await withClient(server.url, (client) => client.query('select 1'));
    const sockets = new URL(server.url).searchParams.get('host') ?? '';
    await server.stop();
    await server.stop();
    expect(sockets.startsWith(place)).toBe(false);
    expect(existsSync(sockets)).toBe(false);
  });
});

describe('Preparing a database', () => {
  let database: TestDatabase;
  let second: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
    second = await createTestDatabase({ empty: true });
  });
  afterAll(async () => {
    await database.drop();
    await second.drop();
  });

  it('may be done by several processes at once, for several databases of one cluster', async () => {
    const owners = [database, second, database, second].map(({ superuserUrl }) => superuserUrl);
    const prepared = await Promise.all(owners.map((ownerUrl) => prepareDatabase({ ownerUrl })));
    for (const { appUrl } of prepared) {
      const { rows } = await withClient(appUrl, (client) => client.query('select size from ledger.head'));
      expect(rows).toEqual([{ size: '0' }]);
    }
  });

  it('gives the application a role that is no superuser and owns no fact', async () => {
    const dataSource = await openDataSource(database.appUrl);
    const [role] = await dataSource.query<unknown[]>(
      `select rolname, rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({ rolname: APP_ROLE, rolsuper: false, rolcreatedb: false, rolcreaterole: false });
    expect(await codeOf(poolOf(dataSource).query('delete from ledger.events'))).toBe('42501');
    expect(await codeOf(poolOf(dataSource).query('create table ledger.more ()'))).toBe('42501');
    expect(await codeOf(poolOf(dataSource).query('set role claim_ledger_owner'))).toBe('42501');
    await poolOf(dataSource).query('create table views.claims (id uuid)');
    await dataSource.destroy();
  });

  it('lets no superuser own the ledger or run the application', async () => {
    const { rows } = await withClient(database.superuserUrl, (client) =>
      client.query(
        `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
         where n.nspname in ('ledger', 'ledger_private', 'access', 'views') and r.rolsuper
         union all
         select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
         where n.nspname = 'ledger' and r.rolsuper`,
      ),
    );
    expect(rows).toEqual([]);
    expect(await codeOf(openDataSource(database.superuserUrl))).toBe('role-is-superuser');
  });

  it('lets a reader read the ledger and nothing more', async () => {
    await withClient(database.readUrl, async (client) => {
      expect((await client.query('select current_user as name')).rows).toEqual([{ name: READ_ROLE }]);
      await client.query('select from ledger.events');
      expect(await codeOf(client.query('select from ledger.reservations'))).toBe('42501');
    });
  });

  it.each(['ж', 'ع'])('makes trigrams of %s', async (letter) => {
    const { rows } = await withClient(database.appUrl, (client) =>
      client.query<{ n: number }>('select cardinality(show_trgm($1)) as n', [letter]),
    );
    // Two spaces go before a word and one behind it: "  x" and " x ".
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('refuses a database that is blind to letters beyond ASCII', async () => {
    const name = `${database.name}_blind`;
    await withClient(database.superuserUrl, (client) =>
      client.query(
        `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C' locale_provider 'libc'`,
      ),
    );
    const blind = new URL(database.superuserUrl);
    blind.pathname = `/${name}`;
    expect(await codeOf(prepareDatabase({ ownerUrl: blind.href }))).toBe('trigrams-blind');
    await withClient(database.superuserUrl, (client) => client.query(`drop database ${name} with (force)`));
  });

  it('tells an owner who may not create what to grant', async () => {
    const role = `${database.name}_poor`;
    const bare = await createTestDatabase({ empty: true });
    const poor = withLogin(bare.superuserUrl, { user: role, password: 'poor', database: bare.name });
    await withClient(database.superuserUrl, (client) => client.query(`create role ${role} login password 'poor'`));
    expect(await codeOf(prepareDatabase({ ownerUrl: poor }))).toBe('privilege-missing');
    await bare.drop();
    await withClient(database.superuserUrl, (client) => client.query(`drop role ${role}`));
  });

  it('tells an owner who may not make roles which ones are missing', async () => {
    const around = mkdtempSync(path.join(tmpdir(), 'claim-ledger-spec-'));
    const server = await startEmbedded({ folder: path.join(around, 'pg') });
    await withClient(server.url, (client) => client.query('create role poor login'));
    const poor = withLogin(server.url, { user: 'poor', database: 'claim_ledger' });
    expect(await codeOf(prepareDatabase({ ownerUrl: poor }))).toBe('roles-missing');
    await server.stop();
    rmSync(around, { recursive: true });
  });
});
