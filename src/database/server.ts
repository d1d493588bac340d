import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { give, SUPERUSER, type Cluster } from './cluster.js';
import { identityOf } from './process.js';
import { DatabaseUnusable } from './unusable.js';

/** A server that this process started and owns: it ends with `stop`, or by itself when this process is gone. */
export interface OwnServer {
  readonly sockets: string;
  stop(): Promise<void>;
}

/** What a database server needs of our environment, which may hold secrets that are not its business. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(['PATH', 'LANG', 'TZ', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name]]));

/** Names the process for which a server runs, so that another can tell its neighbour from an orphan. */
const APPLICATION = 'claim_ledger.application';

// sockaddr_un holds 107 bytes on Linux and 103 on macOS, the file name `/.s.PGSQL.5432` included.
const MAX_SOCKET_PATH = 103 - '/.s.PGSQL.5432'.length;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

// Descriptor 3 is a pipe that the application holds open and never writes to. It ends with the application, also after
// kill -9; then the read returns and the server is told to shut down. When the server ends by itself there is nothing
// left to watch. A temporary socket folder goes too (the one in the data folder stays: a successor may be using it).
const WATCHDOG = `
  temporary=$1; shift
  "$@" 3<&- & server=$!
  (read -r _ <&3; kill -INT $server) & dog=$!
  wait $server; code=$?
  kill $dog
  [ -z "$temporary" ] || rmdir "$temporary"
  exit $code`;

/**
 * Starts the cluster's server and waits until it answers; undefined when it ended instead, which is so when another
 * process was faster (PostgreSQL's own lock file decides, and the loser touches nothing).
 *
 * It listens on a socket in a folder that nobody else enters, and on no address. It is in no process group of ours:
 * Ctrl-C lets the application finish its work before the database goes.
 */
export async function launch(
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
): Promise<OwnServer | undefined> {
  const { sockets, temporary } = socketFolder(cluster);
  const application = `${identityOf(process.pid)}:${randomUUID()}`;
  const log = openLog(cluster);
  const server = path.join(cluster.native, 'bin', 'postgres');
  const options = Object.entries({
    shared_buffers: '128MB',
    max_connections: '100',
    fsync: 'on',
    synchronous_commit: 'on',
    log_checkpoints: 'off',
    ...settings,
    listen_addresses: '',
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    [APPLICATION]: application,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command = '', ...args] = [...cluster.account.prefix, '/bin/sh', '-c', WATCHDOG, 'watchdog', temporary];
  const child = spawn(command, [...args, server, '-D', cluster.data, '-p', '5432', ...options], {
    ...cluster.account.ids,
    cwd: cluster.folder,
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
    // A container that is started again gives out the same process ids: without this the server takes this very
    // process for the one that a lock file of the run before names.
    env: { ...inherited(), PG_GRANDPARENT_PID: String(process.pid) },
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const pipe = child.stdio[3] as Socket;
  pipe.on('error', () => undefined);
  if (!(await answers(child, sockets, application))) {
    pipe.destroy();
    return undefined;
  }
  // Alone it keeps no process from ending; and the end of the process is the end of the pipe, and so of the server.
  child.unref();
  pipe.unref();
  return {
    sockets,
    async stop() {
      child.ref();
      pipe.destroy();
      await ended;
    },
  };
}

/** Connects to the server whose socket lies in `sockets`, as the superuser. Rejects with pg's error. */
export async function connectTo(sockets: string): Promise<pg.Client> {
  const client = new pg.Client({ host: sockets, port: 5432, user: SUPERUSER, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** For which process the server runs whose socket lies in `sockets`, and on which data. Rejects when none answers. */
export async function applicationAt(sockets: string): Promise<{ application: string; data: string }> {
  const client = await connectTo(sockets);
  try {
    const answer = await client.query<{ application: string; data: string }>(
      `select coalesce(current_setting($1, true), '') as application, current_setting('data_directory') as data`,
      [APPLICATION],
    );
    return answer.rows[0] ?? { application: '', data: '' };
  } finally {
    await client.end();
  }
}

/** The last lines of the server's log, for an error's message. */
export function endOfLog(cluster: Cluster): string {
  return readFileSync(path.join(cluster.folder, 'log'), 'utf8').trimEnd().split('\n').slice(-5).join('\n');
}

async function answers(child: ChildProcess, sockets: string, application: string): Promise<boolean> {
  let failed: Error | undefined;
  child.once('error', (error) => (failed = error));
  // No deadline: recovery after a crash takes as long as it takes, and a server that gives up ends.
  while (child.exitCode === null && child.signalCode === null && !failed) {
    try {
      // On the same socket a neighbour may answer, whose lock is about to end our child.
      if ((await applicationAt(sockets)).application === application) return true;
    } catch {
      // Not yet.
    }
    await sleep(20);
  }
  if (failed) throw new DatabaseUnusable('server-did-not-start', `PostgreSQL did not start: ${failed.message}`);
  return false;
}

function socketFolder({ folder, account }: Cluster): { sockets: string; temporary: string } {
  let [sockets, temporary] = [path.join(folder, 'run'), ''];
  if (Buffer.byteLength(sockets) > MAX_SOCKET_PATH)
    sockets = temporary = mkdtempSync(path.join(tmpdir(), 'claim-ledger-'));
  else mkdirSync(sockets, { recursive: true, mode: 0o700 });
  give(account, sockets);
  return { sockets, temporary };
}

function openLog({ folder, account }: Cluster): number {
  const name = path.join(folder, 'log');
  if ((statSync(name, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) {
    rmSync(`${name}.1`, { force: true });
    renameSync(name, `${name}.1`);
  }
  const log = openSync(name, 'a', 0o600);
  give(account, name);
  return log;
}
