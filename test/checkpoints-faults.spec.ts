import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foundLedger } from '../src/audit/log/founding.js';
import { Signer } from '../src/audit/log/signer.js';
import { Tree } from '../src/audit/log/tree.js';
import { RATINGS, SCALE } from '../src/claims/claim.events.js';
import { CompactRange, leafHash, verifyConsistency } from '../src/kernel/merkle.js';
import { openNote, parseCheckpoint, parseVkey, type Checkpoint } from '../src/kernel/signed-note.js';
import { ACTOR, openLedger, type OpenLedger } from './support/toy.js';

/** Enough for every run; CHECKPOINT_KILLS=50 kills at every place several times. */
const KILLS = Number(process.env.CHECKPOINT_KILLS ?? 5);
const ORIGIN = 'example.org/log';
/** Where a process dies: between append, tree, checkpoint, file and commit, before the statement or while it runs. */
const PLACES: readonly { readonly at: string; readonly sent: boolean }[] = [
  { at: 'commit', sent: false },
  { at: 'audit-tiles-write', sent: true },
  { at: 'audit.store_checkpoint', sent: true },
  { at: 'commit', sent: true },
  { at: 'ledger-append', sent: true },
  { at: 'audit.store_checkpoint', sent: false },
  { at: 'audit-tiles-write', sent: false },
  { at: 'audit-leaves', sent: true },
  { at: 'ledger-append', sent: false },
  { at: 'pg_try_advisory_xact_lock', sent: true },
];

let open: OpenLedger;
let folder: string;
let keyFile: string;
let vkey: string;
beforeAll(async () => {
  [open, folder] = [await openLedger(), await mkdtemp(path.join(tmpdir(), 'claim-ledger-spec-'))];
  keyFile = path.join(folder, 'signing-key.pem');
  const scales = [{ ...SCALE, ratings: RATINGS }] as const;
  ({ vkey } = await foundLedger(open.ledger, { origin: ORIGIN, keyFile, scales, sample: undefined }));
});
afterAll(async () => {
  await open.close();
  await rm(folder, { recursive: true });
});

/** Another process that appends, signs and serves, and dies at the place. */
async function die(place: (typeof PLACES)[number], after: number): Promise<string | null> {
  const task = { url: open.database.appUrl, keyFile, actor: ACTOR, file: path.join(folder, 'served'), after, ...place };
  const child = spawn(process.execPath, ['test/support/signer.mjs', JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}

const opened = (note: string): Checkpoint => parseCheckpoint(openNote(note, [parseVkey(vkey)]).text, ORIGIN);

describe(`Processes that are killed while they append, sign and serve, ${KILLS} of them`, () => {
  it(
    'never served, stored or remembered a checkpoint that contradicts another',
    async () => {
      const notes: string[] = [];
      for (let i = 0; i < KILLS; i += 1) {
        const place = PLACES[i % PLACES.length]!;
        expect(await die(place, i % 3)).toBe('SIGKILL');
        if (existsSync(`${keyFile}.checkpoint`)) notes.push(await readFile(`${keyFile}.checkpoint`, 'utf8'));
      }
      const last = await new Signer(open.pool, open.ledger, keyFile).sign(true);
      expect(last?.behind).toBe(false);
      const served = (await readFile(path.join(folder, 'served'), 'utf8')).trimEnd().split('\n');
      notes.push(...served.map((line) => JSON.parse(line) as string));
      const rows = await open.asSuperuser<{ note: string }>('select note from audit.checkpoints');
      notes.push(...rows.map(({ note }) => note));
      const leaves = (await open.asSuperuser<{ leaf: Buffer }>('select leaf from ledger.events order by position')).map(
        ({ leaf }) => leafHash(leaf),
      );
      expect(last?.checkpoint.size).toBe(leaves.length);

      const checkpoints = [...new Set(notes)].map(opened).sort((a, b) => a.size - b.size);
      expect(checkpoints.length).toBeGreaterThanOrEqual(KILLS);
      const range = new CompactRange();
      const tree = new Tree(open.pool);
      await tree.reach(leaves.length);
      let older: Checkpoint | undefined;
      for (const checkpoint of checkpoints) {
        const { size, root } = checkpoint;
        while (range.size < size) range.append(leaves[range.size] as Buffer);
        expect([size, root.toString('hex')]).toEqual([size, range.root().toString('hex')]);
        if (older) {
          const proof = await tree.consistency(older.size, size);
          const sizes = { from: older.size, to: size };
          expect(verifyConsistency({ ...sizes, fromRoot: older.root, toRoot: root, proof })).toBe(true);
        }
        older = checkpoint;
      }
    },
    20_000 + 10_000 * KILLS,
  );
});
