import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ClaimProof, OpenedPart, ProvenEvent } from '../../src/checker/claim-proof.js';
import { ledgerJson } from '../../src/kernel/canonical-json.js';
import { cosign } from '../../src/kernel/cosignature.js';
import { inclusionProof, leafHash, rootOf } from '../../src/kernel/merkle.js';
import { checkpointText, formatVkey, signNote } from '../../src/kernel/signed-note.js';
import { subtreesOf } from '../../src/kernel/tiles.js';
import { commitPart, commitStream, leafBytes } from '../../src/ledger/leaf.js';

const CLAIM = '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a17';
const VERDICT = '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a18';

/** A claim proof made by the ledger's own functions, with the keys that it was signed by. */
export interface MadeProof {
  readonly proof: ClaimProof;
  readonly vkey: string;
  readonly witness: string;
  /** All leaves of the log. */
  readonly leaves: readonly Buffer[];
}

const EVENTS = [
  ['ClaimSubmitted', { wordingId: VERDICT }, { text: 'The bridge was closed on 3 March 2025.' }],
  ['VerdictProposed', { verdictId: VERDICT, rating: 'TRUE', assessedOn: '2025-03-05' }, { summary: 'It was.' }],
  ['VerdictPublished', { verdictId: VERDICT, policy: 'four-eyes', originIds: [] }, {}],
] as const;

/**
 * A proof of a claim with three events among others.
 *
 * @param others leaves of other streams before, between and after those of the claim
 */
export function makeProof({ before = 5, between = 2, after = 4 } = {}): MadeProof {
  const salt = randomBytes(32);
  const leaves: Buffer[] = [];
  const events: Omit<ProvenEvent, 'inclusion'>[] = [];
  const other = (count: number) => {
    for (let n = 0; n < count; n += 1) leaves.push(anyLeaf(leaves.length, 'work-x', randomBytes(32)));
  };
  other(before);
  for (const [index, [type, facts, words]] of EVENTS.entries()) {
    const position = leaves.length;
    const stream = `claim-${CLAIM}`;
    const head = { causation: VERDICT, id: VERDICT, revision: index + 1, schema: 1, stream, type };
    const parts = { head: opened(head), who: opened({ actor: VERDICT }), facts: opened(facts), words: opened(words) };
    const leaf = leafBytes({
      at: '2026-11-22T10:00:00.000Z',
      position,
      stream: commitStream(salt, stream, index + 1),
      head: commitOpened('head', parts.head),
      who: commitOpened('who', parts.who),
      facts: commitOpened('facts', parts.facts),
      words: commitOpened('words', parts.words),
    });
    leaves.push(leaf);
    const { who: _, ...shown } = parts;
    events.push({ position, revision: index + 1, leaf: leaf.toString(), parts: shown, shut: { who: 'desk-only' } });
    if (index < EVENTS.length - 1) other(between);
  }
  const from = leaves.length;
  other(after);
  return sealed(leaves, { salt, events, from });
}

function sealed(
  leaves: readonly Buffer[],
  { salt, events, from }: { salt: Buffer; events: readonly Omit<ProvenEvent, 'inclusion'>[]; from: number },
): MadeProof {
  const origin = 'ledger.example/log';
  const [log, witness] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const hashes = leaves.map(leafHash);
  const text = checkpointText({ origin, size: leaves.length, root: rootOf(hashes) });
  const vkey = formatVkey({ name: origin, publicKey: log.publicKey });
  const cosignature = cosign(text, { name: 'witness.example/w1', privateKey: witness.privateKey }, 1_764_500_000);
  return {
    vkey,
    leaves,
    witness: formatVkey({ name: 'witness.example/w1', publicKey: witness.publicKey }, 'cosignature'),
    proof: {
      format: 'claim-ledger-claim-proof/v1',
      origin,
      keys: [vkey],
      checkpoint: signNote(text, { name: origin, privateKey: log.privateKey }) + cosignature,
      claim: CLAIM,
      streams: [
        {
          stream: `claim-${CLAIM}`,
          salt: salt.toString('base64url'),
          events: events.map((event) => ({
            ...event,
            inclusion: inclusionProof(event.position, hashes).map((hash) => hash.toString('base64')),
          })),
        },
      ],
      later: {
        from,
        before: subtreesBefore(leaves, from),
        leaves: leaves.slice(from).map(String),
      },
    },
  };
}

/** The roots of the full subtrees that the first leaves of a log consist of, base64. */
export const subtreesBefore = (leaves: readonly Buffer[], size: number): string[] =>
  subtreesOf([0, size]).map(({ height, index }) =>
    rootOf(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height).map(leafHash)).toString('base64'),
  );

const opened = (value: object): OpenedPart => ({
  salt: randomBytes(32).toString('base64url'),
  text: ledgerJson(value),
});
const commitOpened = (part: 'head' | 'who' | 'facts' | 'words', { salt, text }: OpenedPart) =>
  commitPart(part, Buffer.from(salt, 'base64url'), Buffer.from(text));

function anyLeaf(position: number, stream: string, salt: Buffer): Buffer {
  const part = (name: 'head' | 'who' | 'facts' | 'words') => commitPart(name, randomBytes(32), Buffer.from('{}'));
  return leafBytes({
    at: '2026-11-22T10:00:00.000Z',
    position,
    stream: commitStream(salt, stream, 1),
    head: part('head'),
    who: part('who'),
    facts: part('facts'),
    words: part('words'),
  });
}
