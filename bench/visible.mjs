import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newId } from '../dist/src/ledger/identifiers.js';
import { Engine } from '../dist/src/projections/engine/engine.js';
import { PROJECTIONS } from '../dist/src/projections/index.js';
import { openLedger } from './ledger.mjs';
import { load, machineLine, machineOf } from './machine.mjs';
import { eventsOf, idFor, workOf } from './search/entries.mjs';

/** From the answer to an append until every view rests on it, while so many events a second come in at even distances. */
const { values: options } = parseArgs({
  options: {
    rate: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '20' },
  },
});
const BAR_MS = 100;
/** Not counted: statements are prepared, code is compiled. */
const WARM_UP_SECONDS = 5;

/** Claims that are submitted, seen in a work and judged, an event at a time. */
function* events(workId) {
  for (let n = 1; ; n += 1) {
    const claim = { n, id: newId(), text: `The bridge over the river ${n} was closed for ${n} weeks.`, language: 'en' };
    let revision = 0;
    for (const event of eventsOf({ ...claim, claimant: `Mayor ${n}`, topics: ['traffic'], works: [workId] }))
      yield { event: { id: newId(), ...event }, expected: new Map([[event.stream, revision++]]) };
  }
}

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), 'claim-ledger-visible-'));
  const { server, pool, ledger, close } = await openLedger(folder);
  const engine = new Engine(pool, ledger, PROJECTIONS);
  const by = { actor: randomUUID(), role: 'editor' };
  try {
    await engine.start();
    const workId = idFor('work 0');
    await ledger.append({
      events: [{ id: newId(), ...workOf(workId, idFor('outlet 0')) }],
      expected: new Map([[`work-${workId}`, 0]]),
      causation: randomUUID(),
      ...by,
    });
    const before = load();
    const waits = await measure(ledger, engine, by, events(workId));
    const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))].toFixed(0);
    console.log(`${machineLine(await machineOf(server.url))}; load ${before} before, ${load()} after`);
    console.log(
      `${waits.length} events, ${options.rate} a second, until they are in all ${PROJECTIONS.length} views: ` +
        `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; ` +
        `bar p99 ${BAR_MS} ms, ${at(0.99) < BAR_MS ? 'met' : 'missed'}`,
    );
  } finally {
    await engine.stop();
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns milliseconds, the shortest first */
async function measure(ledger, engine, by, source) {
  const seconds = Number(options.seconds) + WARM_UP_SECONDS;
  const count = Number(options.rate) * seconds;
  const began = performance.now();
  const waits = [];
  const under = [];
  // The events of one claim follow one another.
  let last = Promise.resolve();
  for (let i = 0; i < count; i += 1) {
    const due = began + (i * 1000) / Number(options.rate);
    if (due > performance.now()) await sleep(due - performance.now());
    const { event, expected } = source.next().value;
    const before = expected.get(event.stream) === 0 ? Promise.resolve() : last;
    last = before.then(async () => {
      const { position } = await ledger.append({ events: [event], expected, causation: randomUUID(), ...by });
      const answered = performance.now();
      under.push(
        engine.waitForPosition(PROJECTIONS, position, 30_000).then((reached) => {
          if (!reached) throw new Error(`position ${position} is not in every view after 30 s`);
          if (i >= WARM_UP_SECONDS * Number(options.rate)) waits.push(performance.now() - answered);
        }),
      );
    });
  }
  await last;
  await Promise.all(under);
  return waits.sort((a, b) => a - b);
}

await main();
