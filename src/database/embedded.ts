import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { nativeFolder } from './binaries.js';
import { clusterIn, lockFile, SUPERUSER, type Cluster } from './cluster.js';
import { isAlive } from './process.js';
import { applicationAt, connectTo, endOfLog, launch, type OwnServer } from './server.js';
import { DatabaseUnusable } from './unusable.js';

/** A PostgreSQL of our own. `url` is its superuser's: for `prepareDatabase`, never for the application. */
export interface EmbeddedServer {
  readonly url: string;
  /** Ends the server once it has ended its connections. May be called twice. */
  stop(): Promise<void>;
}

/** The database that the embedded server holds for the application. */
const DATABASE = 'claim_ledger';
const TIMEOUT_MS = 60_000;

/**
 * Starts a real PostgreSQL on `folder` and makes cluster and database where they are missing. The server ends with
 * this process, however that ends.
 *
 * `settings` go over PostgreSQL's own (postgresql.conf names and values).
 * Throws DatabaseUnusable: `no-embedded-server`, `folder-out-of-reach`, `folder-in-use` when another living process
 * has its server on the folder (which it keeps), `server-did-not-start` with the end of the server's log.
 */
export async function startEmbedded(options: {
  readonly folder: string;
  readonly settings?: Readonly<Record<string, string>>;
}): Promise<EmbeddedServer> {
  const cluster = await reachCluster(options.folder);
  const server = await adoptCluster(cluster, options.settings ?? {});
  await makeDatabase(server);
  return { url: urlOf(server.sockets), stop: () => server.stop() };
}

/** The `url` of the server that another living process runs on `folder`, for a command beside it; undefined if none does. */
export async function runningEmbedded(folder: string): Promise<string | undefined> {
  const cluster = await reachCluster(folder);
  const application = await applicationOf(cluster);
  const sockets = lockFile(cluster)?.sockets;
  return application !== undefined && isAlive(application) && sockets ? urlOf(sockets) : undefined;
}

const urlOf = (sockets: string): string =>
  `postgres://${SUPERUSER}@localhost/${DATABASE}?host=${encodeURIComponent(sockets)}&port=5432`;

function reachCluster(given: string): Promise<Cluster> {
  const folder = path.resolve(given);
  return clusterIn(folder, nativeFolder()).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EACCES' && cause.code !== 'EPERM') throw cause;
    throw new DatabaseUnusable(
      'folder-out-of-reach',
      `${folder} belongs to another user (a run as root leaves it to the user postgres or nobody). ` +
        'Start as that user or as root, or choose another folder.',
      { cause },
    );
  });
}

/** Starts until the server is ours, or somebody else's for certain. An orphan is ended, a neighbour never. */
async function adoptCluster(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<OwnServer> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    await endOrphan(cluster);
    const server = await launch(cluster, settings);
    if (server) return server;
    // Whoever holds the lock file is starting or stopping, and cannot be asked yet. With nobody there it is our failure.
    const holder = lockFile(cluster)?.pid;
    if (!holder || !isAlive(String(holder)) || Date.now() > deadline)
      throw new DatabaseUnusable(
        'server-did-not-start',
        `PostgreSQL did not start on ${cluster.folder}. The end of its log:\n${endOfLog(cluster)}`,
      );
    await sleep(100);
  }
}

/** Ends the server of an application that is gone. One that cannot be asked is left to PostgreSQL's own lock. */
async function endOrphan(cluster: Cluster): Promise<void> {
  const application = await applicationOf(cluster);
  if (application === undefined) return;
  if (isAlive(application))
    throw new DatabaseUnusable(
      'folder-in-use',
      `The database in ${cluster.folder} is in use by process ${application.split(':')[0]}. ` +
        'Stop that process first, choose another folder, or set DATABASE_URL so that several processes share a server.',
    );
  const { native, data, account } = cluster;
  const stop = [path.join(native, 'bin', 'pg_ctl'), 'stop', '-D', data, '-m', 'fast', '-w', '-t', '60'];
  const [command = '', ...args] = [...account.prefix, ...stop];
  // It fails when the orphan's own watchdog was faster, which is as good.
  await promisify(execFile)(command, args, { ...account.ids, cwd: cluster.folder }).catch(() => undefined);
}

/** The `identityOf` of the process for which a server runs on the cluster; undefined where none answers. */
async function applicationOf(cluster: Cluster): Promise<string | undefined> {
  const lock = lockFile(cluster);
  if (!lock?.sockets) return undefined;
  try {
    const { application, data } = await applicationAt(lock.sockets);
    // A lock file that was copied along with the folder names the server of the original.
    return realpathSync(data) === realpathSync(cluster.data) ? application : undefined;
  } catch {
    return undefined;
  }
}

async function makeDatabase(server: OwnServer): Promise<void> {
  const client = await connectTo(server.sockets);
  try {
    const there = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (!there.rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
