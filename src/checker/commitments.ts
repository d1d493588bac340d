import { fromBase64Url, Malformed, sha256, toBase64Url, utf8 } from './bytes.js';
import type { PartName } from './claim-proof.js';

/** What the log publishes of one event. */
export interface LeafContent {
  readonly at: string;
  readonly position: number;
  readonly stream: string;
  readonly head: string;
  readonly who: string;
  readonly facts: string;
  readonly words: string;
}

const COMMITMENT = '[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]';
const LEAF = new RegExp(
  `^\\{"at":"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)","facts":"(${COMMITMENT})","head":"(${COMMITMENT})",` +
    `"position":(0|[1-9]\\d{0,15}),"stream":"(${COMMITMENT})","v":1,"who":"(${COMMITMENT})","words":"(${COMMITMENT})"\\}$`,
);

/** Reads a leaf, and only the one form that it can have. @throws Malformed */
export function readLeaf(text: string): LeafContent {
  const [, at, facts, head, position, stream, who, words] = LEAF.exec(text) ?? [];
  if (!at || !facts || !head || !stream || !who || !words) throw new Malformed('not a leaf');
  if (!Number.isSafeInteger(Number(position))) throw new Malformed('not a position');
  return { at, facts, head, position: Number(position), stream, who, words };
}

/** Commits to a part of an event: SHA-256(salt ‖ "claim-ledger/<part>/v1" ‖ 0x00 ‖ bytes), base64url. @throws Malformed */
export const commitToPart = (part: PartName, salt: string, text: string): Promise<string> =>
  commit(part, salt, utf8(text));

/** Commits to an event's place in its stream: the stream's name, 0x00 and the revision in decimal. @throws Malformed */
export const commitToPlace = (salt: string, stream: string, revision: number): Promise<string> =>
  commit('stream', salt, utf8(`${stream}\0${revision}`));

async function commit(label: PartName | 'stream', salt: string, bytes: Uint8Array): Promise<string> {
  const salted = fromBase64Url(salt);
  if (salted.length !== 32) throw new Malformed('a salt has 32 bytes');
  return toBase64Url(await sha256(salted, utf8(`claim-ledger/${label}/v1\0`), bytes));
}
