import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../src/kernel/canonical-json.js';
import type { Recorded } from '../src/ledger/recorded.js';
import { upcastFacts, upcastWords } from '../src/ledger/upcast.js';
import { affectedRowsOf, foldAffected } from '../src/projections/engine/fold.js';
import type { AnyProjection } from '../src/projections/engine/projection.js';
import { valuesOf } from '../src/projections/engine/store.js';
import { PROJECTIONS } from '../src/projections/index.js';

/**
 * What each version of a projection makes of stored events: a digest of all versions of all rows, by `name@version`.
 * Whoever changes what a row becomes raises the version and runs this spec once with KEEP_DIGESTS=1, which notes the new
 * one and forgets those before it. It never writes over a digest: rows of one version are alike wherever they were made.
 */
const DIGESTS = new URL('./fixtures/projection-digests.json', import.meta.url);
const EVENTS = new URL('./fixtures/events.jsonl', import.meta.url);

/** Of how many of the stored events, which become more as types are added, and what came of them. */
interface Digest {
  readonly events: number;
  readonly sha256: string;
}

const openEvents = async (): Promise<Recorded[]> => {
  const lines = (await readFile(EVENTS, 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const event = JSON.parse(line) as Recorded;
    return {
      ...event,
      facts: upcastFacts(event.type, event.schema, event.facts),
      words: event.words && upcastWords(event.type, event.schema, event.words),
    };
  });
};

const digestOf = (projection: AnyProjection, events: readonly Recorded[]): Digest => {
  const { current, past } = foldAffected(projection, affectedRowsOf(projection, events), new Map());
  const rows = [...past, ...current].map(({ state, ...version }) => ({ ...version, ...valuesOf(projection, state) }));
  const stored = JSON.parse(JSON.stringify(rows)) as object[];
  const hash = createHash('sha256');
  for (const row of stored) hash.update(canonicalJson(row));
  return { events: events.length, sha256: hash.digest('hex') };
};

const nameOf = ({ name, version }: AnyProjection): string => `${name}@${version}`;

describe('A version of a projection', () => {
  it('makes the same of the same events for ever', async () => {
    const events = await openEvents();
    let noted = JSON.parse(await readFile(DIGESTS, 'utf8')) as Record<string, Digest>;
    if (process.env.KEEP_DIGESTS === '1') {
      const all = PROJECTIONS.map((each) => [nameOf(each), noted[nameOf(each)] ?? digestOf(each, events)] as const);
      noted = Object.fromEntries(all);
      await writeFile(DIGESTS, `${JSON.stringify(noted, null, 2)}\n`);
    }
    expect(Object.keys(noted).sort()).toEqual(PROJECTIONS.map(nameOf).sort());
    const made = PROJECTIONS.map((each) => [
      nameOf(each),
      digestOf(each, events.slice(0, noted[nameOf(each)]?.events)),
    ]);
    expect(Object.fromEntries(made)).toEqual(noted);
  });
});
