import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg, { type ClientBase } from 'pg';
import { APPEND_KEY_BYTES, AppendKey } from '../kernel/append-key.js';
import { quoted } from './roles.js';
import { DatabaseUnusable } from './unusable.js';

/** What the file holds, as JSON. */
interface Stored {
  /** The first position whose append bears a MAC; before it there was no key. */
  readonly from: number;
  /** Base64url, the newest first; an older one stays good until the next is made. */
  readonly keys: readonly string[];
}

/**
 * The append keys of one ledger: a file beside the signing key, `<signing key>.append`, mode 0600, the same on every
 * machine that writes to the ledger.
 */
export class AppendKeys {
  #stored: Stored;
  #keys: readonly AppendKey[];

  constructor(
    stored: Stored,
    private readonly file?: string,
  ) {
    this.#stored = stored;
    this.#keys = keysOf(stored);
  }

  /** The first position whose append bears a MAC. */
  get from(): number {
    return this.#stored.from;
  }

  /** Under which appends are made. */
  get newest(): AppendKey {
    return this.#keys[0] as AppendKey;
  }

  /** Every key that is good. */
  get all(): readonly AppendKey[] {
    return this.#keys;
  }

  /** Reads the file again: another process may have made a new key. */
  async refresh(): Promise<void> {
    const stored = this.file === undefined ? undefined : await readStored(this.file);
    if (!stored) return;
    this.#stored = stored;
    this.#keys = keysOf(stored);
  }
}

const keysOf = ({ keys }: Stored): readonly AppendKey[] =>
  keys.map((key) => new AppendKey(Buffer.from(key, 'base64url')));

const freshKey = (): string => randomBytes(APPEND_KEY_BYTES).toString('base64url');

/** @returns the keys in a file; undefined where there is none. Throws DatabaseUnusable `append-key-malformed`. */
export async function readAppendKeys(file: string): Promise<AppendKeys | undefined> {
  const stored = await readStored(file);
  return stored && new AppendKeys(stored, file);
}

async function readStored(file: string): Promise<Stored | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const stored = parsed(text);
  if (!stored)
    throw new DatabaseUnusable(
      'append-key-malformed',
      `${file} holds no append key: bring back the file as it was made.`,
    );
  return stored;
}

function parsed(text: string): Stored | undefined {
  try {
    const { from, keys } = JSON.parse(text) as Partial<Stored>;
    const good =
      Number.isSafeInteger(from) &&
      Array.isArray(keys) &&
      keys.length > 0 &&
      keys.every((key) => typeof key === 'string' && Buffer.from(key, 'base64url').length === APPEND_KEY_BYTES);
    return good ? ({ from, keys } as Stored) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens the ledger to whoever has its append key; makes the key where the ledger has none yet.
 *
 * @param owner connected as the ledger's owner
 * @param file where the key lies, or is to lie
 * @throws DatabaseUnusable `append-key-missing`, `append-key-other`, `append-key-malformed`
 */
export async function openDoor(owner: ClientBase, file: string): Promise<AppendKeys> {
  const { rows } = await owner.query<{ key: Buffer }>('select key from ledger_private.door');
  const there = await readAppendKeys(file);
  if (rows.length === 0) return letIn(owner, there ?? (await makeAppendKeys(file, await sizeOf(owner))));
  if (!there)
    throw new DatabaseUnusable(
      'append-key-missing',
      `This ledger takes only appends under its append key, and there is none in ${file}. Copy it from another server ` +
        `of the ledger, or from where its signing key is kept. If it is lost: npm run -s cli -- append-key renew`,
    );
  if (!there.all.some(({ door }) => rows.some(({ key }) => key.equals(door))))
    throw new DatabaseUnusable(
      'append-key-other',
      `The append key in ${file} is not this ledger's: name the ledger's own signing key file, beside which it lies.`,
    );
  // One that was made by a command which was killed before it told the database.
  await add(owner, [there.newest]);
  return there;
}

/**
 * Makes a new append key, which appends from now on; the one before it stays good until the next is made, so that servers
 * can be started again one after another. Where the key was lost, what no checkpoint covers yet cannot be told from what
 * somebody else has written: an operator has to accept it.
 *
 * @param ownerUrl of the ledger's owner, or a superuser
 */
export async function renewAppendKey(ownerUrl: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ owner: string; covered: string }>(
      `select r.rolname as owner, (select coalesce(max(size), 0) from audit.checkpoints
          where size <= (select size from ledger.head)) as covered
        from pg_namespace n join pg_roles r on r.oid = n.nspowner where n.nspname = 'ledger'`,
    );
    const { owner = '', covered = 0 } = rows[0] ?? {};
    await client.query(`set role ${quoted(owner)}`);
    const before = await readStored(file);
    const keys = [freshKey(), ...(before?.keys.slice(0, 1) ?? [])];
    const stored = { from: before?.from ?? Number(covered), keys };
    // The file first: killed in between, the next start tells the database.
    await rename(await writeNew(file, stored), file);
    await letIn(client, new AppendKeys(stored, file));
  } finally {
    await client.end();
  }
}

/** Only these keys, from now on. */
async function letIn(owner: ClientBase, keys: AppendKeys): Promise<AppendKeys> {
  await add(owner, keys.all);
  await owner.query('delete from ledger_private.door where key <> all($1)', [keys.all.map(({ door }) => door)]);
  return keys;
}

const add = (owner: ClientBase, keys: readonly AppendKey[]) =>
  owner.query('insert into ledger_private.door select * from unnest($1::bytea[]) on conflict do nothing', [
    keys.map(({ door }) => door),
  ]);

async function sizeOf(owner: ClientBase): Promise<number> {
  const { rows } = await owner.query<{ size: string }>('select size from ledger.head');
  return Number(rows[0]?.size ?? 0);
}

/** Whole or not at all, and never over another: of two processes that start at once one makes the key. */
async function makeAppendKeys(file: string, from: number): Promise<AppendKeys> {
  const made = await writeNew(file, { from, keys: [freshKey()] });
  try {
    await link(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(made, { force: true });
  }
  return (await readAppendKeys(file)) as AppendKeys;
}

async function writeNew(file: string, stored: Stored): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const made = `${file}.${randomUUID()}`;
  await writeFile(made, `${JSON.stringify(stored)}\n`, { mode: 0o600, flush: true });
  return made;
}
