import type { LeafSource } from './leaves.js';

/** A checkpoint as it is stored, and as it is served: with what witnesses have signed under it. */
export interface StoredCheckpoint {
  /** Leaves in the tree. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
  /** C2SP tlog-checkpoint: origin, size, root, and the log's signatures. */
  readonly note: string;
  /** The note with the cosignatures that have come in, a line each (C2SP tlog-cosignature). */
  readonly cosigned: string;
  /** RFC 3339, UTC. */
  readonly signedAt: string;
}

const COLUMNS = `c.size, c.root, c.note, c.signed_at,
  coalesce((select string_agg(rtrim(s.line, e'\\n') || e'\\n', '' order by s.witness)
    from audit.cosignatures s where s.size = c.size), '') as cosignatures`;
const NEWEST = {
  name: 'audit-checkpoint-newest',
  text: `select ${COLUMNS} from audit.checkpoints c order by c.size desc limit 1`,
};
const AT = { name: 'audit-checkpoint-at', text: `select ${COLUMNS} from audit.checkpoints c where c.size = $1` };

interface CheckpointRow {
  size: string;
  root: Buffer;
  note: string;
  signed_at: Date;
  cosignatures: string;
}

const storedOf = (rows: readonly CheckpointRow[]): StoredCheckpoint | undefined =>
  rows[0] && {
    size: Number(rows[0].size),
    root: rows[0].root,
    note: rows[0].note,
    cosigned: rows[0].note + rows[0].cosignatures,
    signedAt: rows[0].signed_at.toISOString(),
  };

export async function newestCheckpoint(source: LeafSource): Promise<StoredCheckpoint | undefined> {
  return storedOf((await source.query<CheckpointRow>(NEWEST)).rows);
}

/** The checkpoint of a size, where one was made. */
export async function checkpointAt(source: LeafSource, size: number): Promise<StoredCheckpoint | undefined> {
  return storedOf((await source.query<CheckpointRow>({ ...AT, values: [size] })).rows);
}

/** Stores a checkpoint; nobody may serve it before the transaction is committed. */
export async function storeCheckpoint(
  source: LeafSource,
  { size, root, note }: Pick<StoredCheckpoint, 'size' | 'root' | 'note'>,
): Promise<StoredCheckpoint> {
  const { rows } = await source.query<{ signed_at: Date }>(
    'insert into audit.checkpoints (size, root, note) values ($1, $2, $3) returning signed_at',
    [size, root, note],
  );
  return { size, root, note, cosigned: note, signedAt: (rows[0]?.signed_at ?? new Date()).toISOString() };
}
