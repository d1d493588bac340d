import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ask, AskHandler } from '../src/projections/ask.js';
import { claimSearch, type ClaimSearchArgs } from '../src/projections/claim-search.js';
import type { ClaimListView } from '../src/projections/claim-list.views.js';
import { Engine } from '../src/projections/engine.js';
import { PROJECTIONS } from '../src/projections/index.js';
import type { Projections } from '../src/projections/projections.js';
import { ANYBODY, type Answered, type Reader } from '../src/projections/view.js';
import { aClaim } from './support/claims.js';
import { SOMEBODY, startRecording, type Entry, type Recording } from './support/recording.js';

const EDITOR: Reader = { id: SOMEBODY, roles: ['editor'] };
let recording: Recording;
let engine: Engine;
let handler: AskHandler;

const search = (
  args: ClaimSearchArgs | string,
  { reader = EDITOR, asOf }: { reader?: Reader; asOf?: string | number | undefined } = {},
): Promise<ClaimListView> =>
  handler.execute(
    new Ask(claimSearch, typeof args === 'string' ? { q: args } : args, {
      reader,
      ...(asOf === undefined ? {} : { asOf: String(asOf) }),
    }) as unknown as Ask<unknown, Answered>,
  ) as Promise<ClaimListView>;

const record = async (...entries: Entry[]): Promise<number> => {
  const position = await recording.record(...entries);
  expect(await engine.reach(PROJECTIONS, position, 20_000)).toBe(true);
  return position;
};

beforeAll(async () => {
  recording = await startRecording();
  engine = new Engine(recording.pool, recording.ledger, PROJECTIONS);
  await engine.start();
  const source = { pool: recording.pool, ledger: recording.ledger.read };
  handler = new AskHandler({ engine, source } as unknown as Projections);
});
afterAll(async () => {
  await engine.stop();
  await recording.end();
});

describe('A search', () => {
  it('smokes', async () => {
    const one = aClaim();
    await record(
      one.submitted(
        { topics: ['ukraine'] },
        { text: 'North Korea sent 3,000 soldiers to the front.', claimant: { name: 'Joint Chiefs' } },
      ),
    );
    for (const q of [
      '3000 soldier',
      'korea ukraine chiefs',
      '"north korea"',
      'nrth koera',
      'soldi',
      '-korea',
      'korea -front',
      '!!!',
      'the',
      '& | ! <->',
    ]) {
      const found = await search(q);
      console.log(q, JSON.stringify(found.items.map((i) => i.highlights)), JSON.stringify(found.counts));
    }
    console.log((await search('korea', { reader: ANYBODY })).items.length);
  });
});
