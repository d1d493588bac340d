import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { rebuild } from '../dist/src/projections/engine/rebuild.js';
import { PROJECTIONS } from '../dist/src/projections/index.js';
import { openLedger } from './ledger.mjs';
import { cpuSeconds, load, machineLine, machineOf } from './machine.mjs';

/**
 * Builds projections again over a ledger that `search/main.mjs` has filled: each by itself, then all of them together, as
 * `rebuild <name>` and `rebuild --all` do it, from the order until questions are moved over: with rows, texts, indexes.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '/tmp/claim-ledger-search' },
    /** Names with commas between, `all` for all of them together. */
    only: { type: 'string', default: [...PROJECTIONS.map(({ name }) => name), 'all'].join() },
  },
});
const BARS = { alone: 12_000, all: 4000 };

async function main() {
  const folder = path.resolve(options.data);
  mkdirSync(folder, { recursive: true });
  const { server, pool, ledger, close } = await openLedger(folder);
  try {
    const machine = await machineOf(server.url);
    const events = (await ledger.read.head()).position + 1;
    // What was never built is built first, and is no part of what is measured.
    await built(pool, ledger, []);
    console.log(`${machineLine(machine)}; load ${load()} before; ${events} events`);
    for (const name of options.only.split(',')) {
      const again = name === 'all' ? PROJECTIONS : PROJECTIONS.filter((each) => each.name === name);
      if (again.length === 0) throw new Error(`there is no projection ${name}`);
      await pool.query('checkpoint').catch(() => undefined);
      const [own, database] = [process.cpuUsage(), cpuSeconds(machine.postmaster)];
      const started = performance.now();
      await built(pool, ledger, again);
      const seconds = (performance.now() - started) / 1000;
      const used = process.cpuUsage(own);
      const perEvent = (of) => ((of / events) * 1e6).toFixed(0).padStart(4);
      const rate = events / seconds;
      const bar = name === 'all' ? BARS.all : BARS.alone;
      console.log(
        `${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s  ${rate.toFixed(0).padStart(6)} events/s  ` +
          `node ${perEvent((used.user + used.system) / 1e6)} µs  database ${perEvent(cpuSeconds(machine.postmaster) - database)} µs an event  ` +
          `${(process.memoryUsage().rss / 2 ** 20).toFixed(0).padStart(4)} MiB  bar ${bar}, ${rate >= bar ? 'met' : 'missed'}`,
      );
    }
    for (const name of options.only.split(',').filter((each) => each !== 'all')) {
      const bytes = await bytesOf(pool, name);
      console.log(`${name.padEnd(16)} ${(bytes / events).toFixed(0).padStart(6)} bytes an event, with indexes`);
    }
    console.log(`all together     ${((await bytesOf(pool, '')) / events).toFixed(0).padStart(6)} bytes an event`);
    console.log(`load ${load()} after`);
  } finally {
    await close();
  }
}

/** What the tables of a projection take on the disk; of all of them where no name is given. */
async function bytesOf(pool, name) {
  const { rows } = await pool.query(
    `select coalesce(sum(pg_total_relation_size('views.' || quote_ident(tablename))), 0) as bytes from pg_tables
      where schemaname = 'views' and ($1 = '' or tablename ~ ('^' || $1 || '_v[0-9]+_b'))`,
    [name],
  );
  return Number(rows[0].bytes);
}

async function built(pool, ledger, again) {
  const { live, builds } = await rebuild({ pool, ledger }, PROJECTIONS, {
    again,
    verify: false,
    progress: () => undefined,
  });
  if (!live) throw new Error(`not built: ${JSON.stringify(builds)}`);
}

await main();
