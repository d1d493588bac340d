import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { accountFor, type OsAccount } from './account.js';
import { identityOf, isAlive } from './process.js';
import { DatabaseUnusable } from './unusable.js';

/** A cluster that is whole: where it lies, and with which programs and as whom it is run. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly native: string;
  readonly account: OsAccount;
}

/** The superuser of an embedded cluster: sets up databases and roles, and never runs the application. */
export const SUPERUSER = 'postgres';

const HALF_MADE = 'new-';

/**
 * The cluster in `folder`, made where there is none.
 *
 * It is made beside its place and then moved there, so that a run killed in between leaves no half of one; of two that
 * make it at once the first to move wins and the other takes it as it is.
 * Throws DatabaseUnusable `folder-out-of-reach` or `server-did-not-start`.
 */
export async function clusterIn(folder: string, native: string): Promise<Cluster> {
  const fresh = !existsSync(folder) || readdirSync(folder).length === 0;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const data = path.join(folder, 'cluster');
  const account = accountFor(native, folder, fresh, statSync(data, { throwIfNoEntry: false })?.uid);
  if (fresh) give(account, folder);
  sweep(folder);
  if (!existsSync(data)) await make({ folder, data, native, account });
  return { folder, data, native, account };
}

/** Makes the account the owner of a file or folder, where it is another than who runs this. */
export function give(account: OsAccount, name: string): void {
  const { uid, gid } = account.ids;
  if (uid !== undefined && gid !== undefined) chownSync(name, uid, gid);
}

/** The lines of a running or crashed server's lock file: process id, data folder, start, port, socket folder, … */
export function lockFile(cluster: Cluster): { pid: number; sockets: string } | undefined {
  try {
    const lines = readFileSync(path.join(cluster.data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), sockets: lines[4] ?? '' };
  } catch {
    return undefined;
  }
}

async function make(cluster: Cluster): Promise<void> {
  const { folder, data, native, account } = cluster;
  const made = path.join(folder, HALF_MADE + identityOf(process.pid).replace(':', '-'));
  mkdirSync(made, { mode: 0o700 });
  give(account, made);
  const [command = '', ...args] = [...account.prefix, path.join(native, 'bin', 'initdb'), '-D', made, ...INITDB];
  try {
    await promisify(execFile)(command, args, { ...account.ids, cwd: folder });
  } catch (cause) {
    rmSync(made, { recursive: true, force: true });
    throw new DatabaseUnusable(
      'server-did-not-start',
      `PostgreSQL could not make its cluster in ${folder}: ${(cause as Error).message}`,
      { cause },
    );
  }
  try {
    renameSync(made, data);
  } catch (error) {
    if (!existsSync(data)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
}

// With ctype C the trigrams of pg_trgm would not see a letter beyond ASCII; the builtin provider gives the same order
// on every machine, which no version of ICU or libc does.
const INITDB = [
  `--username=${SUPERUSER}`,
  '--auth=trust',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
  '--data-checksums',
];

/** Removes what killed runs left half-made. What is still being written by their initdb goes the next time. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(HALF_MADE) || isAlive(name.slice(HALF_MADE.length).replace('-', ':'))) continue;
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true });
    } catch {
      // Not empty again while it was removed.
    }
  }
}
