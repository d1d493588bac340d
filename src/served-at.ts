import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileIn = (folder: string): string => path.join(folder, 'served-at');

/**
 * Notes in the data folder where its server listens, so that links by commands beside it lead there. The note outlives
 * the server: where nobody serves, where somebody last did is the best guess.
 */
export function noteServedAt(folder: string, url: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileIn(folder), `${url}\n`);
}

/** @returns scheme, host and port that the folder's server listened at last; undefined where none ever did. */
export function servedAt(folder: string): string | undefined {
  try {
    const url = readFileSync(fileIn(folder), 'utf8').trim();
    return URL.canParse(url) ? new URL(url).origin : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
