import { equal, fromBase64, Malformed, toBase64 } from './bytes.js';
import {
  canCheckSignatures,
  readCheckpoint,
  readKey,
  signatureOf,
  type LogKey,
  type SignedCheckpoint,
} from './checkpoint.js';
import { CLAIM_PROOF_FORMAT, PARTS, type ClaimProof, type ProvenEvent, type ProvenStream } from './claim-proof.js';
import { commitToPart, commitToPlace, readLeaf, type LeafContent } from './commitments.js';
import { hashLeaf, rootFromBeginning, rootFromInclusion } from './tree-paths.js';

/** What is checked, in this order. */
export type StepName = 'parts' | 'places' | 'paths' | 'later' | 'checkpoint' | 'witnesses';

/** Why a step fails, or does not show what it could; the closed list. */
export type StepCode =
  | 'proof-malformed'
  | 'part-altered'
  | 'place-altered'
  | 'event-missing'
  | 'event-twice'
  | 'path-broken'
  | 'later-event'
  | 'later-altered'
  | 'later-not-given'
  | 'signature-missing'
  | 'signature-bad'
  | 'signature-uncheckable'
  | 'key-from-proof'
  | 'key-malformed'
  | 'other-log'
  | 'no-witness-named'
  | 'not-witnessed'
  | 'cosignature-bad';

/** What came of a step. `open`: it shows less than it could, and what is missing is said by the code. */
export interface StepResult {
  readonly step: StepName;
  readonly state: 'holds' | 'open' | 'fails';
  readonly code?: StepCode;
  /** The event that it is about. */
  readonly position?: number;
  /** How many events, leaves or witnesses it is about. */
  readonly count?: number;
}

/** What whoever checks knows from elsewhere. */
export interface Trusted {
  /** Keys of the log (C2SP `vkey`), come by on another way than the proof. */
  readonly keys?: readonly string[];
  /** Keys of witnesses. */
  readonly witnesses?: readonly string[];
  /** Told of each step as it is done. */
  readonly onStep?: (result: StepResult) => void;
}

/** What a proof shows. */
export interface CheckedClaim {
  /** Whether nothing failed. */
  readonly whole: boolean;
  readonly steps: readonly StepResult[];
  /** The proof, where it could be read. */
  readonly proof?: ClaimProof;
  /** Events that the checkpoint covers. */
  readonly size?: number;
  /** The log's clock at each event's leaf, by position. */
  readonly times: ReadonlyMap<number, string>;
  /** The names of the keys that signed, and of witnesses that cosigned. */
  readonly signedBy: readonly string[];
  readonly witnessedBy: readonly string[];
}

/** What a step says when it stops. */
class StepFailed extends Error {
  constructor(
    readonly code: StepCode,
    readonly position?: number,
  ) {
    super(code);
  }
}

/**
 * Checks a claim proof. It trusts nothing that it is given but the keys in `trusted`; without them the keys in the proof
 * are tried, and the result says so, since whoever forges a history can forge its key.
 *
 * @param text the proof's JSON
 */
export async function checkClaimProof(text: string, trusted: Trusted = {}): Promise<CheckedClaim> {
  const steps: StepResult[] = [];
  const say = (result: StepResult): void => {
    steps.push(result);
    trusted.onStep?.(result);
  };
  const nothing = { times: new Map<number, string>(), signedBy: [], witnessedBy: [] };
  const read = readProof(text);
  if (!read) {
    say({ step: 'parts', state: 'fails', code: 'proof-malformed' });
    return { whole: false, steps, ...nothing };
  }
  const { proof, checkpoint, leaves } = read;
  await perform('parts', say, () => checkParts(proof, leaves));
  await perform('places', say, () => checkPlaces(proof, leaves));
  await perform('paths', say, () => checkPaths(proof, checkpoint));
  await perform('later', say, () => checkLater(proof, checkpoint));
  const signedBy: string[] = [];
  await perform('checkpoint', say, () => checkSignatures(proof, checkpoint, trusted.keys ?? [], signedBy));
  const witnessedBy: string[] = [];
  await perform('witnesses', say, () => checkWitnesses(checkpoint, trusted.witnesses ?? [], witnessedBy));
  const times = new Map([...leaves].map(([position, { at }]) => [position, at]));
  const whole = steps.every(({ state }) => state !== 'fails');
  return { whole, steps, proof, size: checkpoint.size, times, signedBy, witnessedBy };
}

async function perform(
  step: StepName,
  say: (result: StepResult) => void,
  check: () => Promise<Omit<StepResult, 'step'>>,
): Promise<void> {
  try {
    say({ step, ...(await check()) });
  } catch (error) {
    if (error instanceof StepFailed) {
      say({
        step,
        state: 'fails',
        code: error.code,
        ...(error.position === undefined ? {} : { position: error.position }),
      });
    } else if (isMalformed(error)) {
      say({ step, state: 'fails', code: 'proof-malformed' });
    } else throw error;
  }
}

interface ReadProof {
  readonly proof: ClaimProof;
  readonly checkpoint: SignedCheckpoint;
  readonly leaves: ReadonlyMap<number, LeafContent>;
}

function readProof(text: string): ReadProof | undefined {
  try {
    const proof = JSON.parse(text) as ClaimProof;
    if (proof.format !== CLAIM_PROOF_FORMAT || proof.streams[0].stream !== `claim-${proof.claim}`) return undefined;
    const leaves = new Map<number, LeafContent>();
    for (const { position, leaf } of eventsOf(proof)) {
      const content = readLeaf(leaf);
      if (content.position !== position || leaves.has(position)) return undefined;
      leaves.set(position, content);
    }
    return { proof, checkpoint: readCheckpoint(proof.checkpoint), leaves };
  } catch (error) {
    // Of another shape altogether: whatever could not be found in it, it is no proof.
    if (isMalformed(error)) return undefined;
    throw error;
  }
}

/** Whatever cannot be found or read in a text of another shape: it comes from anybody, and must not stop the check. */
const isMalformed = (error: unknown): boolean =>
  error instanceof Malformed || error instanceof SyntaxError || error instanceof TypeError;

const eventsOf = ({ streams }: ClaimProof): ProvenEvent[] => streams.flatMap(({ events }) => events);

/** Every opened part is what its leaf commits to. */
async function checkParts(proof: ClaimProof, leaves: ReadonlyMap<number, LeafContent>) {
  let count = 0;
  for (const { position, parts } of eventsOf(proof)) {
    for (const name of PARTS) {
      const part = parts[name];
      if (!part) continue;
      const made = await commitToPart(name, part.salt, part.text);
      if (made !== leaves.get(position)?.[name]) throw new StepFailed('part-altered', position);
      count += 1;
    }
  }
  return { state: 'holds', count } as const;
}

/** Each stream's events are its first, second and so on: none is missing between, and each leaf belongs to its stream. */
async function checkPlaces(proof: ClaimProof, leaves: ReadonlyMap<number, LeafContent>) {
  for (const stream of proof.streams) {
    let before = -1;
    for (const [index, { position, revision }] of stream.events.entries()) {
      if (revision !== index + 1) throw new StepFailed('event-missing', position);
      if (position <= before) throw new StepFailed('event-twice', position);
      before = position;
      const made = await commitToPlace(stream.salt, stream.stream, revision);
      if (made !== leaves.get(position)?.stream) throw new StepFailed('place-altered', position);
      checkHead(stream, revision, position);
    }
  }
  return { state: 'holds', count: proof.streams[0].events.length } as const;
}

/** An event's own head says the same of its place as the leaf does. */
function checkHead({ stream, events }: ProvenStream, revision: number, position: number): void {
  const text = events[revision - 1]?.parts.head?.text;
  if (text === undefined) return;
  const head = JSON.parse(text) as { stream?: unknown; revision?: unknown };
  if (head.stream !== stream || head.revision !== revision) throw new StepFailed('place-altered', position);
}

/** Each leaf leads to the checkpoint's root. */
async function checkPaths(proof: ClaimProof, { size, root }: SignedCheckpoint) {
  const events = eventsOf(proof);
  for (const { position, leaf, inclusion } of events) {
    if (position >= size) throw new StepFailed('path-broken', position);
    const reached = await rootFromInclusion(position, size, await hashLeaf(leaf), inclusion.map(fromBase64)).catch(
      (error: unknown) => {
        if (error instanceof Malformed) throw new StepFailed('path-broken', position);
        throw error;
      },
    );
    if (!equal(reached, root)) throw new StepFailed('path-broken', position);
  }
  return { state: 'holds', count: events.length } as const;
}

/** None of the leaves after the claim's newest event is the claim's next one. */
async function checkLater({ streams: [own], later }: ClaimProof, { size, root }: SignedCheckpoint) {
  if (later === null) return { state: 'open', code: 'later-not-given' } as const;
  const newest = own.events.at(-1);
  if (!newest || later.from !== newest.position + 1 || later.from + later.leaves.length !== size)
    throw new StepFailed('later-altered');
  const hashes = await Promise.all(later.leaves.map(hashLeaf));
  const reached = await rootFromBeginning(later.from, later.before.map(fromBase64), hashes);
  if (!equal(reached, root)) throw new StepFailed('later-altered');
  const next = await commitToPlace(own.salt, own.stream, newest.revision + 1);
  for (const leaf of later.leaves) {
    const { stream, position } = readLeaf(leaf);
    if (stream === next) throw new StepFailed('later-event', position);
  }
  return { state: 'holds', count: later.leaves.length } as const;
}

async function checkSignatures(
  proof: ClaimProof,
  checkpoint: SignedCheckpoint,
  given: readonly string[],
  signedBy: string[],
) {
  if (checkpoint.origin !== proof.origin) throw new StepFailed('other-log');
  if (!(await canCheckSignatures())) return { state: 'open', code: 'signature-uncheckable' } as const;
  const keys = await keysIn(given.length > 0 ? given : proof.keys);
  if (!keys.some(({ name, type }) => name === checkpoint.origin && type === 1)) throw new StepFailed('other-log');
  for (const key of keys.filter(({ name, type }) => name === checkpoint.origin && type === 1)) {
    const found = await signatureOf(checkpoint, key);
    if (found && !found.holds) throw new StepFailed('signature-bad');
    if (found) signedBy.push(`${key.name} ${toBase64(key.publicKey)}`);
  }
  if (signedBy.length === 0) throw new StepFailed('signature-missing');
  if (given.length === 0) return { state: 'open', code: 'key-from-proof', count: signedBy.length } as const;
  return { state: 'holds', count: signedBy.length } as const;
}

async function keysIn(vkeys: readonly string[]): Promise<LogKey[]> {
  try {
    return await Promise.all(vkeys.map(readKey));
  } catch (error) {
    if (error instanceof Malformed) throw new StepFailed('key-malformed');
    throw error;
  }
}

async function checkWitnesses(checkpoint: SignedCheckpoint, witnesses: readonly string[], witnessedBy: string[]) {
  if (witnesses.length === 0) return { state: 'open', code: 'no-witness-named' } as const;
  if (!(await canCheckSignatures())) return { state: 'open', code: 'signature-uncheckable' } as const;
  for (const key of await keysIn(witnesses)) {
    const found = await signatureOf(checkpoint, key);
    if (found && !found.holds) throw new StepFailed('cosignature-bad');
    if (found) witnessedBy.push(key.name);
  }
  if (witnessedBy.length === 0) return { state: 'open', code: 'not-witnessed' } as const;
  return { state: 'holds', count: witnessedBy.length } as const;
}
