import { NoteRejected } from '../../kernel/signed-note.js';
import type { Kept } from '../verify/history.js';
import { keysPinned, LogKeys } from '../verify/keys.js';
import { verify, type Verdict } from '../verify/verify.js';
import { ArchiveMalformed } from './members.js';
import { openArchive } from './read.js';

/** What came of the verification of an archive. */
export interface ArchiveVerdict extends Verdict {
  /** Whether the key came from elsewhere. One that was taken from the archive shows only that it agrees with itself. */
  readonly pinned: boolean;
}

/** What to go by beside the archive. */
export interface ArchiveAgainst {
  /** The log's key, C2SP signed-note `vkey`. */
  readonly vkey?: string;
  readonly kept?: Kept;
  readonly progress?: (events: number, of: number) => void;
}

/**
 * Verifies an archive with nothing else. What is wrong is told, not thrown.
 *
 * @throws NoteRejected where the pinned key is none
 */
export async function verifyArchive(file: string, { vkey, kept, progress }: ArchiveAgainst): Promise<ArchiveVerdict> {
  const pinned = vkey !== undefined;
  try {
    const { about, vkeys, history } = await openArchive(file);
    const keys = keysOf(about.origin, vkey, vkeys);
    const told = progress && ((events: number) => progress(events, about.size));
    const verdict = await verify(history, { keys, ...(kept ? { kept } : {}), ...(told ? { progress: told } : {}) });
    return { ...verdict, pinned };
  } catch (error) {
    if (!(error instanceof ArchiveMalformed)) throw error;
    const finding = { code: 'archive-malformed', expected: 'an archive of a ledger', found: error.message } as const;
    const nothing = { events: 0, opened: 0, erased: 0, checkpoints: 0, covered: 0, origin: '', keys: [], more: {} };
    return { ...nothing, whole: false, findings: [finding], pinned };
  }
}

function keysOf(origin: string, pinned: string | undefined, own: readonly string[]): LogKeys {
  if (pinned !== undefined) return keysPinned(pinned);
  try {
    return new LogKeys(origin, own);
  } catch (error) {
    if (error instanceof NoteRejected) throw new ArchiveMalformed(`log.vkey: ${error.code}`, { cause: error });
    throw error;
  }
}
