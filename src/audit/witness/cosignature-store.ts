import type { LeafSource } from '../log/leaves.js';
import { cosignedBy, type StoredCosignature } from './cosignature-check.js';
import type { KnownWitness } from './known-witnesses.js';

/** The newest checkpoint that a witness has cosigned, as far as the ledger was told. */
export interface LatestCosignature {
  readonly witness: string;
  /** Leaves in its tree. */
  readonly size: number;
  /** When the ledger took the cosignature in: RFC 3339, UTC. */
  readonly receivedAt: string;
}

/** Keeps a cosignature; the first of a witness for a size stays. @returns whether it is new */
export async function storeCosignature(
  source: LeafSource,
  { size, witness, line }: { readonly size: number; readonly witness: string; readonly line: string },
): Promise<boolean> {
  const { rows } = await source.query(
    'insert into audit.cosignatures (size, witness, line) values ($1, $2, $3) on conflict do nothing returning size',
    [size, witness, line],
  );
  return rows.length > 0;
}

/** Who has seen what, newest first of each. */
export async function newestCosignatures(source: LeafSource): Promise<readonly LatestCosignature[]> {
  const { rows } = await source.query<{ witness: string; size: string; received_at: Date }>(
    'select distinct on (witness) witness, size, received_at from audit.cosignatures order by witness, size desc',
  );
  return rows.map(({ witness, size, received_at }) => ({
    witness,
    size: Number(size),
    receivedAt: received_at.toISOString(),
  }));
}

/** A checkpoint in a list: what was signed, when, and by which witnesses it was seen. */
export interface ListedCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly signedAt: string;
  readonly witnesses: readonly string[];
}

/** Which checkpoints a list is to have. */
export interface CheckpointPage {
  /** Sizes below this one; undefined begins with the largest. */
  readonly below: number | undefined;
  readonly limit: number;
  /** Only those that a witness has cosigned. */
  readonly witnessed: boolean;
}

interface ListedRow {
  size: string;
  root: Buffer;
  note: string;
  signed_at: Date;
  cosignatures: readonly StoredCosignature[];
}

/** Checkpoints from the largest down, each with the known witnesses whose line under it holds. */
export async function listCheckpoints(
  source: LeafSource,
  known: readonly KnownWitness[],
  { below, limit, witnessed }: CheckpointPage,
): Promise<readonly ListedCheckpoint[]> {
  const { rows } = await source.query<ListedRow>(
    `select c.size, c.root, c.note, c.signed_at, coalesce((
        select json_agg(json_build_object('witness', s.witness, 'line', s.line) order by s.witness)
        from audit.cosignatures s where s.size = c.size), '[]') as cosignatures
      from audit.checkpoints c
      where ($1::bigint is null or c.size < $1)
        and (not $3 or exists (select from audit.cosignatures s where s.size = c.size))
      order by c.size desc limit $2`,
    [below ?? null, limit, witnessed],
  );
  return rows.map(({ size, root, note, signed_at, cosignatures }) => ({
    size: Number(size),
    root,
    signedAt: signed_at.toISOString(),
    witnesses: cosignedBy(note, cosignatures, known).witnesses,
  }));
}
