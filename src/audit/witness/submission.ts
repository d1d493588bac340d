import { WitnessRefused } from './refusal.js';

/** What a log hands its witness: a checkpoint, and that the one of an older size is its beginning. */
export interface Submission {
  /** The size of the newest checkpoint that the witness has cosigned, as far as the log knows; 0 for none. */
  readonly old: number;
  /** RFC 6962 consistency proof from `old` to the checkpoint's size: 32 bytes each. */
  readonly proof: readonly Buffer[];
  /** The checkpoint, signed by its log. */
  readonly note: string;
}

const OLD = /^old (0|[1-9]\d{0,15})$/;
const MAX_HASHES = 63;
const HASH_BYTES = 32;

/** The body of `add-checkpoint` (C2SP tlog-witness): the old size, the proof, an empty line, the checkpoint. */
export const formatSubmission = ({ old, proof, note }: Submission): string =>
  [`old ${old}`, ...proof.map((hash) => hash.toString('base64')), '', note].join('\n');

/** Reads what `formatSubmission` writes. @throws WitnessRefused `malformed` */
export function parseSubmission(body: string): Submission {
  const end = body.indexOf('\n\n');
  const [first = '', ...hashes] = end < 0 ? [] : body.slice(0, end).split('\n');
  const old = Number(OLD.exec(first)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(old)) throw malformed('the first line is not `old`, a space and a size');
  if (hashes.length > MAX_HASHES) throw malformed(`a proof has at most ${MAX_HASHES} hashes`);
  return { old, proof: hashes.map(hashIn), note: body.slice(end + 2) };
}

function hashIn(line: string): Buffer {
  const hash = Buffer.from(line, 'base64');
  if (hash.length !== HASH_BYTES || hash.toString('base64') !== line) throw malformed('a proof line is no hash');
  return hash;
}

const malformed = (message: string): WitnessRefused => new WitnessRefused('malformed', message);
