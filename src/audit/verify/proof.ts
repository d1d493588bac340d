import { leafHash, verifyInclusion } from '../../kernel/merkle.js';
import { parseLeaf, type Leaf } from '../../ledger/leaf.js';
import type { Finding } from './findings.js';
import type { LogKeys } from './keys.js';

/** What came of the check of one event's proof. */
export interface ProofVerdict {
  readonly whole: boolean;
  /** Of the event that it is about. */
  readonly position?: number;
  /** When the event was recorded, by the ledger's clock. */
  readonly at?: string;
  /** The events that the checkpoint in it covers. */
  readonly size?: number;
  readonly origin: string;
  readonly findings: readonly Finding[];
}

const FORM =
  /^c2sp\.org\/tlog-proof@v1\n(?:extra [A-Za-z0-9+/=]*\n)?index (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n/;
/** No tree of JavaScript's integers is deeper. */
const MAX_PATH = 64;

/**
 * Checks that a leaf stands in the log: that its proof (C2SP tlog-proof) leads from it to a root that a key of the log has
 * signed. Extra data in the proof is passed over: nobody signs it.
 *
 * @param leaf the bytes of the event's leaf
 */
export function verifyProof(proof: string, leaf: Buffer, keys: LogKeys): ProofVerdict {
  const { origin } = keys;
  const failed = (finding: Finding, more: Partial<ProofVerdict> = {}): ProofVerdict => ({
    ...more,
    whole: false,
    origin,
    findings: [finding],
  });
  const [head, digits, lines = ''] = FORM.exec(proof) ?? [];
  const path = lines.split('\n').filter(Boolean);
  if (head === undefined || path.length > MAX_PATH || !path.every(isCanonical))
    return failed({ code: 'proof-malformed', expected: 'a c2sp.org/tlog-proof@v1', found: 'another text' });
  const position = Number(digits);
  const note = proof.slice(head.length);
  const opened = keys.open({ size: Number(note.split('\n')[1]), note, from: 'the checkpoint in the proof' });
  if ('code' in opened) return failed(opened, { position });
  const { size, root } = opened;
  const parsed = leafIn(leaf);
  if (!parsed) return failed({ code: 'leaf-altered', position, expected: 'a leaf of its form', found: 'other bytes' });
  if (parsed.position !== position) {
    const expected = `the leaf at position ${position}`;
    return failed(
      { code: 'proof-index', position, expected, found: `that at position ${parsed.position}` },
      { position },
    );
  }
  const hashes = path.map((line) => Buffer.from(line, 'base64'));
  if (verifyInclusion({ index: position, size, leafHash: leafHash(leaf), proof: hashes, root }))
    return { whole: true, position, at: parsed.at, size, origin, findings: [] };
  const expected = `a way to the root ${root.toString('base64')}`;
  return failed({ code: 'proof-broken', position, expected, found: 'a way that leads elsewhere' }, { position, size });
}

const isCanonical = (line: string): boolean => Buffer.from(line, 'base64').toString('base64') === line;

function leafIn(bytes: Buffer): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch {
    return undefined;
  }
}
