import pg from 'pg';
import { leafHash } from '../kernel/merkle.js';
import { commitPart, commitStream, NotALeaf, parseLeaf, type Leaf, type Part } from '../ledger/leaf.js';
import type { EventRow } from '../ledger/recorded.js';
import { openArchive } from './archive/read.js';
import { verifyArchive } from './archive/verify-archive.js';
import { ledgerHistory } from './ledger-history.js';
import { checkEvent } from './verify/event-check.js';
import type { Entry, OpenedParts } from './verify/history.js';

/** Why nothing can be repaired from an archive; the closed list of `NotRepairable`. */
type NotRepairableCode = 'archive-damaged' | 'other-ledger' | 'not-the-owner';

/** The archive or the login will not do; nothing was changed. */
class NotRepairable extends Error {
  override readonly name = 'NotRepairable';

  constructor(
    readonly code: NotRepairableCode,
    message: string,
  ) {
    super(message);
  }
}

/** What was done about one damaged event. */
export interface Repaired {
  readonly position: number;
  readonly stream?: string;
  /**
   * `restored`: it is as it was recorded; `inserted`: it had gone, and is back, but for what no leaf commits to (its
   * idempotency key); `partly`: what the archive opens of it is; `not-in-archive`: the archive does not have what is
   * damaged.
   */
  readonly outcome: 'restored' | 'inserted' | 'partly' | 'not-in-archive';
  /** Which columns were written. */
  readonly columns: readonly string[];
}

const PARTS: readonly Part[] = ['head', 'who', 'facts', 'words'];
const TRIGGERS = ['events_erasure_only', 'events_no_delete'];

/**
 * Puts back what was damaged in a ledger's events from an archive. Bytes are written only where they hash to the leaf that
 * the archive's signed checkpoint covers, so that nothing can come in by this way that was not recorded; words that an event
 * erased stay erased. All in one transaction, in which nobody can append, and in which the triggers that refuse every
 * change are off: who does not own the ledger cannot switch them, and a repair that fails takes nothing with it.
 *
 * @param ownerUrl of the ledger's owner, or a superuser
 * @param vkey the log's key, which the archive must be signed with
 * @throws NotRepairable
 */
export async function repairFrom(ownerUrl: string, file: string, vkey: string): Promise<readonly Repaired[]> {
  const verdict = await verifyArchive(file, { vkey });
  if (!verdict.whole) {
    const codes = [...new Set(verdict.findings.map(({ code }) => code))].join(', ');
    throw new NotRepairable('archive-damaged', `${file} is not whole under that key: ${codes}`);
  }
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read');
    await openForRepair(client);
    const done = await new Repair(client).run(file);
    await close(client);
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** Acts as the ledger's owner until the transaction ends. @throws NotRepairable `not-the-owner` */
export async function actAsOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ owner: string; may: boolean }>(
    `select r.rolname as owner, pg_has_role(r.oid, 'MEMBER') as may
      from pg_namespace n join pg_roles r on r.oid = n.nspowner where n.nspname = 'ledger'`,
  );
  const { owner, may } = rows[0] ?? { owner: 'nobody', may: false };
  if (!may) throw new NotRepairable('not-the-owner', `only ${owner}, who owns the ledger, can repair it`);
  await client.query(`set local role "${owner.replaceAll('"', '""')}"`);
}

async function openForRepair(client: pg.Client): Promise<void> {
  await actAsOwner(client);
  // Before the first look, so that what is looked at is what is written to.
  await client.query('lock table ledger.events, ledger.streams in share row exclusive mode');
  for (const trigger of TRIGGERS) await client.query(`alter table ledger.events disable trigger ${trigger}`);
  await client.query('alter table ledger.streams disable trigger streams_insert_only');
}

async function close(client: pg.Client): Promise<void> {
  for (const trigger of TRIGGERS) await client.query(`alter table ledger.events enable always trigger ${trigger}`);
  await client.query('alter table ledger.streams enable always trigger streams_insert_only');
}

class Repair {
  readonly #done: Repaired[] = [];

  constructor(private readonly client: pg.Client) {}

  async run(file: string): Promise<readonly Repaired[]> {
    const { history: there } = await ledgerHistory(this.client);
    const { history: kept } = await openArchive(file);
    // What only the database lists as erased may be as damaged as the rest: words there are neither put back nor taken away.
    const erasure = (position: number): Erasure =>
      kept.erased.has(position) ? 'signed' : there.erased.has(position) ? 'said' : 'none';
    for await (const { entries } of kept.pages()) {
      const rows = await this.#rows(entries);
      for (const entry of entries) await this.#one(entry, rows.get(entry.position), erasure(entry.position));
    }
    return this.#done;
  }

  async #rows(entries: readonly Entry[]): Promise<ReadonlyMap<number, DamagedRow>> {
    const { rows } = await this.client.query<DamagedRow>(
      `select e.*, (select s.salt from ledger.streams s where s.stream = e.stream) as stream_salt
        from ledger.events e where e.position = any($1)`,
      [entries.map(({ position }) => position)],
    );
    return new Map(rows.map((row) => [Number(row.position), row]));
  }

  async #one(kept: Entry, row: DamagedRow | undefined, erasure: Erasure): Promise<void> {
    const leaf = parseLeaf(kept.leaf);
    if (!row) return this.#insert(kept, erasure);
    const columns = wanted(kept, row, leaf, erasure);
    const salt = await this.#salt(kept, row);
    const missing = PARTS.some(
      (part) => damaged(row, leaf, part, erasure) && !kept[part] && (part !== 'words' || erasure === 'none'),
    );
    const place = !kept.place && !isPlaced(row, leaf);
    if (Object.keys(columns).length > 0) await this.#update(kept.position, columns);
    const names = [...Object.keys(columns), ...(salt ? ['stream salt'] : [])];
    if (names.length === 0 && !missing && !place) return;
    const outcome = names.length === 0 ? 'not-in-archive' : missing || place ? 'partly' : 'restored';
    this.#tell(kept, outcome, names);
  }

  async #update(position: number, columns: Readonly<Record<string, unknown>>): Promise<void> {
    const sets = Object.keys(columns).map((name, i) => `${name} = $${i + 2}`);
    await this.client.query(`update ledger.events set ${sets.join(', ')} where position = $1`, [
      position,
      ...Object.values(columns),
    ]);
  }

  async #insert(kept: Entry, erasure: Erasure): Promise<void> {
    const { place, head, who, facts, words } = kept;
    if (!place?.salt || !head || !who || !facts || (!words && erasure === 'none'))
      return this.#tell(kept, 'not-in-archive', []);
    await this.#setSalt(place.stream, place.salt);
    const { id } = JSON.parse(head.bytes.toString()) as { id: string };
    const standing = erasure === 'none' ? words : undefined;
    await this.client.query(
      `insert into ledger.events (position, revision, id, stream, leaf, head, head_salt, who, who_salt, facts, facts_salt,
        words, words_salt) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[kept.position, place.revision, id, place.stream, kept.leaf],
        ...[head, who, facts].flatMap(({ bytes, salt }) => [bytes, salt]),
        ...[standing?.bytes ?? null, standing?.salt ?? null],
      ],
    );
    this.#tell(kept, 'inserted', ['all']);
  }

  /** @returns whether the salt of its stream was another one */
  async #salt({ place }: Entry, row: DamagedRow): Promise<boolean> {
    if (!place?.salt || (place.stream === row.stream && row.stream_salt?.equals(place.salt))) return false;
    return this.#setSalt(place.stream, place.salt);
  }

  async #setSalt(stream: string, salt: Buffer): Promise<boolean> {
    const { rowCount } = await this.client.query(
      `insert into ledger.streams values ($1, $2)
        on conflict (stream) do update set salt = excluded.salt where streams.salt <> excluded.salt`,
      [stream, salt],
    );
    return (rowCount ?? 0) > 0;
  }

  #tell({ position, place }: Entry, outcome: Repaired['outcome'], columns: readonly string[]): void {
    this.#done.push({ position, ...(place ? { stream: place.stream } : {}), outcome, columns });
  }
}

/** Whether words were erased: as the archive's signed events say, as only the database says, or not at all. */
type Erasure = 'signed' | 'said' | 'none';

type DamagedRow = Omit<EventRow, 'erasing' | 'erased_by' | 'accepted_by'>;

/** Columns whose bytes are not those that the leaf commits to, with those that are, as far as the archive has them. */
function wanted(kept: Entry, row: DamagedRow, leaf: Leaf, erasure: Erasure): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  if (!leafHash(row.leaf).equals(leafHash(kept.leaf))) columns.leaf = kept.leaf;
  for (const part of PARTS) {
    const open = kept[part];
    if (!damaged(row, leaf, part, erasure)) continue;
    if (part === 'words' && erasure !== 'none') Object.assign(columns, { words: null, words_salt: null });
    else if (open) Object.assign(columns, { [part]: open.bytes, [`${part}_salt`]: open.salt });
  }
  const { head } = checkEvent(kept);
  if (head && head.stream !== row.stream) columns.stream = head.stream;
  if (head && head.revision !== row.revision) columns.revision = head.revision;
  if (head && head.id !== row.id) columns.id = head.id;
  return columns;
}

function damaged(row: DamagedRow, leaf: Leaf, part: Part, erasure: Erasure): boolean {
  if (part === 'words' && erasure !== 'none') return erasure === 'signed' && row.words !== null;
  const [bytes, salt] = [row[part], row[`${part}_salt`]];
  return !bytes || !salt || !opens(leaf, part, { bytes, salt });
}

function opens(leaf: Leaf, part: Part, { salt, bytes }: OpenedParts): boolean {
  try {
    return commitPart(part, salt, bytes) === leaf[part];
  } catch (error) {
    if (error instanceof NotALeaf) return false;
    throw error;
  }
}

function isPlaced({ stream_salt: salt, stream, revision }: DamagedRow, leaf: Leaf): boolean {
  try {
    return salt !== null && commitStream(salt, stream, revision) === leaf.stream;
  } catch (error) {
    if (error instanceof NotALeaf) return false;
    throw error;
  }
}
