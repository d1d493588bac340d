import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Somebody who remembers the newest checkpoint outside the database: who restores the one does not restore the other. */
export interface Remembered {
  /** The signed note of the largest checkpoint that it has seen of this log; undefined where it has seen none. */
  newest(): Promise<string | undefined>;
}

/** Where the newest checkpoint is remembered unless another place was named: beside the signing key. */
export const besideKey = (keyFile: string): string => `${keyFile}.checkpoint`;

/** The size that a checkpoint's text tells, for whoever opens it before he trusts it; 0 where it tells none. */
export const sizeIn = (note: string): number => Number(/^[^\n]*\n(\d{1,16})\n/.exec(note)?.[1] ?? 0);

/** Remembers the newest checkpoint in a file, a signed note. */
export class CheckpointFile implements Remembered {
  constructor(readonly file: string) {}

  /** Throws what the disk says where the file is there and cannot be read. */
  async newest(): Promise<string | undefined> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whole or not at all, and on the disk before anybody is told: what was served must not be forgotten. */
  async keep(note: string): Promise<void> {
    const made = `${this.file}.${randomUUID()}`;
    try {
      const handle = await open(made, 'wx', 0o600);
      try {
        await handle.writeFile(note);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(made, this.file);
    } finally {
      await rm(made, { force: true });
    }
    const folder = await open(path.dirname(this.file), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
