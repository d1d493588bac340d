import { cosignaturesOf } from '../../kernel/cosignature.js';
import { NoteRejected, type NoteVerifier } from '../../kernel/signed-note.js';
import type { LeafSource } from '../log/leaves.js';
import type { Finding } from '../verify/findings.js';
import type { KnownWitness } from './known-witnesses.js';

/** A line under a checkpoint as it is stored: whose it is said to be, and the line. */
export interface StoredCosignature {
  readonly witness: string;
  readonly line: string;
}

/** The line of a witness under a note, with its newline: `unknown` where nobody known has the name, `altered` where it is not theirs. */
function checkCosignature(
  note: string,
  { witness, line }: StoredCosignature,
  known: readonly KnownWitness[],
): { readonly line: string } | 'unknown' | 'altered' {
  const key = known.find((each) => each.key.name === witness)?.key;
  return key ? (signedBy(`${note}${line.trimEnd()}\n`, key) ?? 'altered') : 'unknown';
}

/** The checkpoint with those of its stored lines that known witnesses signed (C2SP tlog-cosignature), and no others. */
export const cosignedBy = (
  note: string,
  lines: readonly StoredCosignature[],
  known: readonly KnownWitness[],
): { readonly cosigned: string; readonly witnesses: readonly string[] } => {
  const good = lines.flatMap((each) => {
    const checked = checkCosignature(note, each, known);
    return typeof checked === 'string' ? [] : [{ witness: each.witness, line: checked.line }];
  });
  return { cosigned: note + good.map(({ line }) => line).join(''), witnesses: good.map(({ witness }) => witness) };
};

/** The cosignature of one witness under a note; undefined where there is none or more than one, or it does not hold. */
export function signedBy(note: string, key: NoteVerifier): { readonly line: string } | undefined {
  try {
    const found = cosignaturesOf(note, [key]);
    return found.length === 1 ? found[0] : undefined;
  } catch (error) {
    if (error instanceof NoteRejected) return undefined;
    throw error;
  }
}

const PAGE = 1000;
const NAMED = 20;

/** Checks every stored cosignature against the checkpoint under which it stands. @returns twenty findings a code at most */
export async function cosignatureFindings(
  source: LeafSource,
  known: readonly KnownWitness[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let after: readonly [size: string, witness: string] = ['-1', '']; ;) {
    const { rows } = await source.query<StoredCosignature & { size: string; note: string }>({
      name: 'verify-cosignatures',
      text: `select s.size, s.witness, s.line, c.note from audit.cosignatures s join audit.checkpoints c using (size)
        where (s.size, s.witness) > ($1, $2) order by s.size, s.witness limit $3`,
      values: [...after, PAGE],
    });
    for (const row of rows) {
      const checked = checkCosignature(row.note, row, known);
      const code = checked === 'unknown' ? 'cosignature-unknown' : 'cosignature-altered';
      if (typeof checked !== 'string' || findings.filter((each) => each.code === code).length >= NAMED) continue;
      const at = `checkpoint of size ${row.size}, ${row.witness}`;
      const expected = checked === 'unknown' ? 'a witness that WITNESSES names' : 'a line that this witness signed';
      findings.push({ code, at, expected, found: checked === 'unknown' ? row.witness : 'another line' });
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return findings;
    after = [last.size, last.witness];
  }
}
