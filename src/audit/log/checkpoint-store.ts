import { createHash } from 'node:crypto';
import type { AppendKey } from '../../kernel/append-key.js';
import { NoteRejected, openNote, parseCheckpoint } from '../../kernel/signed-note.js';
import type { StoredCosignature } from '../witness/cosignature-check.js';
import type { LeafSource } from './leaves.js';
import { verifiersOf, type LogIdentity } from './log-keys.js';

/** A checkpoint as it is stored. */
export interface StoredCheckpoint {
  /** Leaves in the tree. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
  /** C2SP tlog-checkpoint: origin, size, root, and the log's signatures. */
  readonly note: string;
  /** The lines that are stored as witnesses'; whoever shows them checks them. */
  readonly cosignatures: readonly StoredCosignature[];
  /** RFC 3339, UTC. */
  readonly signedAt: string;
}

const COLUMNS = `c.size, c.root, c.note, c.signed_at,
  coalesce((select json_agg(json_build_object('witness', s.witness, 'line', s.line) order by s.witness)
    from audit.cosignatures s where s.size = c.size), '[]') as cosignatures`;
const BELOW = {
  name: 'audit-checkpoint-below',
  text: `select ${COLUMNS} from audit.checkpoints c where c.size < $1 order by c.size desc limit 1`,
};
const AT = { name: 'audit-checkpoint-at', text: `select ${COLUMNS} from audit.checkpoints c where c.size = $1` };

interface CheckpointRow {
  size: string;
  root: Buffer;
  note: string;
  signed_at: Date;
  cosignatures: readonly StoredCosignature[];
}

const storedOf = (rows: readonly CheckpointRow[]): StoredCheckpoint | undefined =>
  rows[0] && {
    size: Number(rows[0].size),
    root: rows[0].root,
    note: rows[0].note,
    cosignatures: rows[0].cosignatures,
    signedAt: rows[0].signed_at.toISOString(),
  };

/** Rows that are looked at before whatever else is stored is left alone: nobody plants as many by mistake. */
const MAX_PASSED_OVER = 1000;
/** No size reaches it. */
const LARGEST = '9223372036854775807';

/**
 * The largest checkpoint that this log signed.
 *
 * @param isOurs tells whether a row is what one of the log's keys signed; others are passed over
 * @returns with it the sizes of larger rows that are not
 */
export async function newestCheckpoint(
  source: LeafSource,
  isOurs: (checkpoint: StoredCheckpoint) => boolean | Promise<boolean>,
): Promise<{ readonly newest: StoredCheckpoint | undefined; readonly passedOver: readonly number[] }> {
  const passedOver: number[] = [];
  for (let below = LARGEST; passedOver.length < MAX_PASSED_OVER;) {
    const { rows } = await source.query<CheckpointRow>({ ...BELOW, values: [below] });
    const newest = storedOf(rows);
    if (!rows[0] || !newest || (await isOurs(newest))) return { newest, passedOver };
    passedOver.push(newest.size);
    below = rows[0].size;
  }
  return { newest: undefined, passedOver };
}

/** Every stored checkpoint, from the largest down; `row` is its size as the database writes it. */
export async function* storedCheckpoints(
  source: LeafSource,
): AsyncGenerator<StoredCheckpoint & { readonly row: string }> {
  for (let below = LARGEST; ;) {
    const { rows } = await source.query<CheckpointRow>({ ...BELOW, values: [below] });
    const stored = storedOf(rows);
    if (!rows[0] || !stored) return;
    yield { ...stored, row: rows[0].size };
    below = rows[0].size;
  }
}

/** Whether a stored checkpoint is what one of a log's keys signed, and says what is noted beside it. */
export function isSignedBy(identity: LogIdentity, { size, root, note }: StoredCheckpoint): boolean {
  try {
    const said = parseCheckpoint(openNote(note, verifiersOf(identity)).text, identity.origin);
    return said.size === size && said.root.equals(root);
  } catch (error) {
    if (error instanceof NoteRejected) return false;
    throw error;
  }
}

/** The checkpoint of a size, where one was made. */
export async function checkpointAt(source: LeafSource, size: number): Promise<StoredCheckpoint | undefined> {
  return storedOf((await source.query<CheckpointRow>({ ...AT, values: [size] })).rows);
}

/** Stores a checkpoint under a pass; nobody may serve it before the transaction is committed. */
export async function storeCheckpoint(
  source: LeafSource,
  { size, root, note }: Pick<StoredCheckpoint, 'size' | 'root' | 'note'>,
  key: AppendKey,
): Promise<StoredCheckpoint> {
  const { rows } = await source.query<{ signed_at: Date }>(
    'select audit.store_checkpoint($1, $2, $3, $4) as signed_at',
    [size, root, note, key.pass(createHash('sha256').update(note).digest())],
  );
  return { size, root, note, cosignatures: [], signedAt: (rows[0]?.signed_at ?? new Date()).toISOString() };
}
