import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from './unusable.js';

/** As whom PostgreSQL's programs run: put `prefix` before the command, hand `ids` to spawn, give files to `ids`. */
export interface OsAccount {
  readonly prefix: readonly string[];
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

/**
 * The account under which PostgreSQL runs on `folder` (which exists) with the programs in `native`.
 *
 * PostgreSQL refuses to run as root. So root hands over to whom the cluster belongs already, else to the owner of the
 * folder around it, `postgres` or `nobody`, the first that reaches both folders. Where none does (a checkout under
 * /root, mode 0700) it runs in a user namespace of its own: nobody inside, and outside still who we are.
 *
 * A `fresh` folder is empty and will be given to the account; `owner` is the user id of an existing cluster. Throws DatabaseUnusable `folder-out-of-reach`.
 */
export function accountFor(native: string, folder: string, fresh: boolean, owner?: number): OsAccount {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} };
  const around = path.dirname(folder);
  const candidates = owner === undefined ? [statSync(folder).uid, statSync(around).uid, 'postgres', 'nobody'] : [owner];
  for (const candidate of candidates) {
    const ids = idsOf(candidate);
    if (ids && reaches({ prefix: [], ids }, native, fresh ? around : folder)) return { prefix: [], ids };
  }
  const nobody = idsOf('nobody');
  if (nobody && !owner) {
    const prefix = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];
    if (reaches({ prefix, ids: {} }, native, folder)) return { prefix, ids: {} };
  }
  throw new DatabaseUnusable(
    'folder-out-of-reach',
    `PostgreSQL does not run as root, and no other user reaches ${native} and ${folder}. ` +
      'Move the project to a folder that everybody may enter (under /opt or /srv), start it as an ordinary user, ' +
      'or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

/** Undefined for root, and for who is in no user database: initdb refuses a user without a name. */
function idsOf(user: string | number): { uid: number; gid: number } | undefined {
  const id = (option: string): string => spawnSync('id', [option, String(user)], { encoding: 'utf8' }).stdout?.trim();
  const [uid, gid, name] = [id('-u'), id('-g'), id('-un')];
  if (!name || !uid || uid === '0') return undefined;
  return { uid: Number(uid), gid: Number(gid) };
}

function reaches(account: OsAccount, native: string, folder: string): boolean {
  const program = path.join(native, 'bin', 'postgres');
  const [command = '', ...args] = [...account.prefix, '/bin/sh', '-c', 'test -x "$0" && cd "$1"', program, folder];
  return spawnSync(command, args, { ...account.ids, stdio: 'ignore', cwd: '/' }).status === 0;
}
