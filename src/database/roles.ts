import { scryptSync } from 'node:crypto';
import type { Client } from 'pg';
import { DatabaseUnusable } from './unusable.js';

/** The application's login: it reads facts, calls `append` and `erase`, and owns its views. */
export const APP_ROLE = 'claim_ledger_app';
/** The login of those who verify or replicate: it reads the ledger and nothing else. */
export const READ_ROLE = 'claim_ledger_read';
/** Owns the ledger where the owner's login is a superuser: SECURITY DEFINER functions run as their owner. */
export const OWNER_ROLE = 'claim_ledger_owner';

const ROLES = [APP_ROLE, READ_ROLE] as const;

/** Who is connected: its name, and what it may do to roles. */
export interface Session {
  readonly name: string;
  readonly superuser: boolean;
  readonly createsRoles: boolean;
}

/** Who is connected on `client`. */
export async function sessionOf(client: Client): Promise<Session> {
  const { rows } = await client.query<Session>(
    `select rolname as name, rolsuper as superuser, rolcreaterole as "createsRoles" from pg_roles where rolname = current_user`,
  );
  return rows[0] as Session;
}

/**
 * Makes the application's roles where they are missing, and gives the role that will own the ledger.
 *
 * Roles are the cluster's while ledgers are databases, and other processes may be making them at this moment for a
 * database of theirs: whoever comes second takes them as they are.
 * Throws DatabaseUnusable `roles-missing` or `privilege-missing`, with the statements to run.
 */
export async function prepareRoles(client: Client, session: Session): Promise<string> {
  const wanted = session.superuser ? [...ROLES, OWNER_ROLE] : ROLES;
  const { rows } = await client.query<{ name: string }>(
    'select rolname as name from pg_roles where rolname = any($1::text[])',
    [wanted],
  );
  const missing = wanted.filter((role) => !rows.some((row) => row.name === role));
  const sql = await instructions(client, session);
  if (missing.length && !session.superuser && !session.createsRoles)
    throw new DatabaseUnusable('roles-missing', `The roles ${missing.join(' and ')} are missing. ${sql}`);
  for (const role of missing) await makeRole(client, role, passwordOf(role, client.password));
  const owner = await ledgerOwner(client, session);
  // Who makes a schema for another role must be able to become that role. Not the other way round.
  const granted = await client.query<{ member: boolean }>('select pg_has_role($1, $2, $3) as member', [
    owner,
    APP_ROLE,
    Number(await setting(client, 'server_version_num')) < 160000 ? 'MEMBER' : 'SET',
  ]);
  try {
    if (!granted.rows[0]?.member) await again(() => client.query(`grant ${APP_ROLE} to ${quoted(owner)}`));
    if (session.superuser) await grantDatabase(client, owner);
  } catch (cause) {
    if (!isDenied(cause)) throw cause;
    throw new DatabaseUnusable('privilege-missing', `${session.name} may not become ${APP_ROLE}. ${sql}`, { cause });
  }
  return owner;
}

/** Whether an error of PostgreSQL's says that a privilege is missing. */
export function isDenied(error: unknown): boolean {
  return (error as { code?: string }).code === '42501';
}

/** The statements that a superuser runs once where the owner's login may not make roles. */
export async function instructions(client: Client, session: Session): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const owner = quoted(session.name);
  return [
    'As a superuser run:',
    ...ROLES.map((role) => `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '<secret>';`),
    `GRANT ${APP_ROLE} TO ${owner}; GRANT CREATE ON DATABASE ${quoted(rows[0]?.name ?? '')} TO ${owner};`,
    `(leave out the roles that exist), and set DATABASE_APP_URL to the same database with the login ${APP_ROLE}.`,
  ].join(' ');
}

/**
 * The password of a role that we made: derived from the owner's (scrypt, RFC 7914), undefined where the owner has none.
 *
 * A random one would have to be kept in a database, while the role belongs to the whole cluster: the second ledger in
 * a cluster would lock out the first. So every process that knows the owner's password knows this one, there is
 * nothing to store, and who learns it does not learn the owner's. It is set when the role is made and never again: another
 * owner's ledger in the cluster may be using the role. Where the owner needs no password (the embedded
 * server's socket, which nobody else can reach) the role needs none either.
 */
export function passwordOf(role: string, ownerPassword: string | undefined): string | undefined {
  if (!ownerPassword) return undefined;
  return scryptSync(ownerPassword, `claim-ledger/login/${role}`, 24).toString('base64url');
}

async function makeRole(client: Client, role: string, password: string | undefined): Promise<void> {
  const secret = password === undefined ? '' : ` PASSWORD '${password}'`;
  const login = role === OWNER_ROLE ? 'NOLOGIN' : `LOGIN${secret}`;
  try {
    await client.query(`create role ${role} NOSUPERUSER NOCREATEDB NOCREATEROLE ${login}`);
  } catch (error) {
    // duplicate_object, or unique_violation when the other transaction was still under way.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

/** Who owns the ledger that is there, or will own the one to be made. */
async function ledgerOwner(client: Client, session: Session): Promise<string> {
  const { rows } = await client.query<{ name: string; superuser: boolean; mine: boolean }>(
    `select r.rolname as name, r.rolsuper as superuser, pg_has_role(r.oid, 'MEMBER') as mine
     from pg_namespace n join pg_roles r on r.oid = n.nspowner where n.nspname = 'ledger'`,
  );
  const owner = rows[0];
  if (!owner) return session.superuser ? OWNER_ROLE : session.name;
  if (owner.superuser || !owner.mine)
    throw new DatabaseUnusable(
      owner.superuser ? 'role-is-superuser' : 'privilege-missing',
      `The schema ledger belongs to ${owner.name}` +
        (owner.superuser ? ', a superuser; it must not.' : `: set DATABASE_URL to that login.`),
    );
  return owner.name;
}

async function grantDatabase(client: Client, owner: string): Promise<void> {
  const { rows } = await client.query<{ name: string; granted: boolean }>(
    `select current_database() as name, has_database_privilege($1, current_database(), 'CREATE') as granted`,
    [owner],
  );
  const name = quoted(rows[0]?.name ?? '');
  if (!rows[0]?.granted) await again(() => client.query(`grant create on database ${name} to ${quoted(owner)}`));
}

async function setting(client: Client, name: string): Promise<string | undefined> {
  const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [name]);
  return rows[0]?.value;
}

/** Roles and databases are rows of shared catalogues, in which the second of two simultaneous writers is turned away. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let left = 20; ; left--) {
    try {
      return await run();
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      // "tuple concurrently updated" has no code of its own; a membership granted twice is a unique_violation.
      const busy = code === '23505' || (code === 'XX000' && message.includes('concurrently'));
      if (!busy || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));
    }
  }
}

/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
