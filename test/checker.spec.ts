import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkClaimProof, type StepCode, type StepName } from '../src/checker/check-claim.js';
import type { ClaimProof } from '../src/checker/claim-proof.js';
import { sentenceOf, statementOf } from '../src/checker/statement.js';
import { makeProof, subtreesBefore } from './support/proofs.js';

/** A step into a proof: the name of a member, or the place of an item. */
type Path = readonly (string | number)[];
type Change = readonly [path: Path, change: (before: unknown) => unknown];

/** A proof after changes to it. */
function changed(proof: ClaimProof, ...changes: readonly Change[]): string {
  const copy = structuredClone(proof) as unknown;
  for (const [path, change] of changes) {
    const last = path.at(-1) as string;
    const parent = path.slice(0, -1).reduce((at, name) => (at as Record<string, unknown>)[name], copy);
    const members = parent as Record<string, unknown>;
    members[last] = change(members[last]);
  }
  return JSON.stringify(copy);
}
const EVENTS = ['streams', 0, 'events'];
const withoutLast = (list: unknown) => (list as unknown[]).slice(0, -1);
const failures = async (text: string, keys: readonly string[] = []) =>
  (await checkClaimProof(text, { keys })).steps
    .filter(({ state }) => state === 'fails')
    .map(({ step, code }): [StepName, StepCode | undefined] => [step, code]);
const flipped = (text: string, at: number): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const next = alphabet[(alphabet.indexOf(text[at] ?? 'A') + 4) % 64] ?? 'A';
  return text.slice(0, at) + next + text.slice(at + 1);
};

describe('the checker of a claim proof', () => {
  it('accepts what the ledger makes, by every size of tree', async () => {
    for (const after of [0, 1, 2, 3, 7, 8, 120, 260]) {
      const { proof, vkey, witness } = makeProof({ before: after % 5, between: after % 3, after });
      const checked = await checkClaimProof(JSON.stringify(proof), { keys: [vkey], witnesses: [witness] });
      expect(checked.steps.map(({ step, state }) => [step, state])).toEqual([
        ['parts', 'holds'],
        ['places', 'holds'],
        ['paths', 'holds'],
        ['later', 'holds'],
        ['checkpoint', 'holds'],
        ['witnesses', 'holds'],
      ]);
      expect(checked.witnessedBy).toEqual(['witness.example/w1']);
    }
  });

  it('says in words what was proven', async () => {
    const { proof, vkey } = makeProof();
    const checked = await checkClaimProof(JSON.stringify(proof), { keys: [vkey] });
    const text = statementOf(checked).join('\n');
    expect(text).toContain('The bridge was closed on 3 March 2025.');
    expect(text).toContain('Verdict: True, assessed on 2025-03-05');
    expect(checked.steps.map(sentenceOf)).not.toContain('');
  });

  it('does not take a key from the proof for one that was known', async () => {
    const { proof } = makeProof();
    const { steps, whole } = await checkClaimProof(JSON.stringify(proof));
    expect(whole).toBe(true);
    expect(steps).toContainEqual({ step: 'checkpoint', state: 'open', code: 'key-from-proof', count: 1 });
  });

  it.each<[string, StepName, StepCode, ...Change[]]>([
    ['a word changed', 'parts', 'part-altered', [[...EVENTS, 0, 'parts', 'words', 'text'], () => '{"text":"x"}']],
    [
      'a salt changed',
      'parts',
      'part-altered',
      [[...EVENTS, 1, 'parts', 'facts', 'salt'], (salt) => flipped(String(salt), 3)],
    ],
    [
      'parts shown as those of another kind',
      'parts',
      'part-altered',
      [[...EVENTS, 1, 'parts'], (parts) => ({ words: (parts as { facts: object }).facts })],
    ],
    ['an event left out', 'places', 'event-missing', [EVENTS, (events) => (events as unknown[]).toSpliced(1, 1)]],
    [
      'an event of another stream',
      'places',
      'place-altered',
      [['streams', 0, 'salt'], (salt) => flipped(String(salt), 0)],
    ],
    ['the newest event left out', 'later', 'later-altered', [EVENTS, withoutLast]],
    [
      'a hash of a path changed',
      'paths',
      'path-broken',
      [[...EVENTS, 0, 'inclusion'], (path) => (path as string[]).toReversed()],
    ],
    ['a path cut short', 'paths', 'path-broken', [[...EVENTS, 2, 'inclusion'], withoutLast]],
    ['a later leaf left out', 'later', 'later-altered', [['later', 'leaves'], withoutLast]],
    [
      'later leaves exchanged',
      'later',
      'later-altered',
      [['later', 'leaves'], (leaves) => (leaves as string[]).toReversed()],
    ],
    ['the checkpoint of another log', 'checkpoint', 'other-log', [['origin'], () => 'other.example']],
    [
      'a changed size',
      'checkpoint',
      'signature-bad',
      [['checkpoint'], (note) => String(note).replace(/\n\d+\n/, '\n99\n')],
    ],
  ])('finds %s', async (_, step, code, ...changes) => {
    const { proof, vkey } = makeProof();
    expect(await failures(changed(proof, ...changes), [vkey])).toContainEqual([step, code]);
  });

  it('finds a newest event that is left out, its leaf shown among those of others', async () => {
    const { proof, vkey, leaves } = makeProof();
    const from = (proof.streams[0].events[1]?.position ?? 0) + 1;
    const later = { from, before: subtreesBefore(leaves, from), leaves: leaves.slice(from).map(String) };
    const text = changed(proof, [EVENTS, withoutLast], [['later'], () => later]);
    expect(await failures(text, [vkey])).toEqual([['later', 'later-event']]);
  });

  it('finds a signature of another key, and a cosignature of none', async () => {
    const { proof, vkey } = makeProof();
    const other = makeProof();
    expect(await failures(JSON.stringify(proof), [other.vkey])).toContainEqual(['checkpoint', 'signature-missing']);
    const { steps } = await checkClaimProof(JSON.stringify(proof), { keys: [vkey], witnesses: [other.witness] });
    expect(steps.at(-1)).toEqual({ step: 'witnesses', state: 'open', code: 'not-witnessed' });
  });

  it('takes nothing else for a proof, and never throws', async () => {
    const { proof, vkey } = makeProof();
    for (const text of ['', '{}', 'null', '[]', '{"format":"claim-ledger-claim-proof/v1"}', '{"streams":[null]}'])
      expect(await failures(text, [vkey])).toEqual([['parts', 'proof-malformed']]);
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom('streams', 'checkpoint', 'later', 'keys'),
        async (value, name) => {
          const text = changed(proof, [[name], () => value]);
          const { whole } = await checkClaimProof(text, { keys: [vkey] });
          // What is only said beside the proof need not be right: the keys that were given count.
          expect(whole).toBe(name === 'keys' || (name === 'later' && value === null));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds any character of a leaf, path, salt or text that is changed', async () => {
    const { proof, vkey } = makeProof();
    const whole = JSON.stringify(proof);
    const inside = [...whole.matchAll(/"(?:leaf|salt|text)":"((?:[^"\\]|\\.)*)"/g)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...inside), fc.nat(), async (match, at) => {
        const start = match.index + match[0].length - 1 - (match[1]?.length ?? 0);
        const place = start + (at % (match[1]?.length ?? 1));
        const to = whole[place] === 'x' ? 'y' : 'x';
        const { whole: holds } = await checkClaimProof(whole.slice(0, place) + to + whole.slice(place + 1), {
          keys: [vkey],
        });
        expect(holds).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
