import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { newId } from '../../dist/src/ledger/identifiers.js';
import { ViewQuery, ViewQueryHandler } from '../../dist/src/projections/view-query.js';
import { claimList } from '../../dist/src/projections/claims/claim-list.js';
import { claimProjection } from '../../dist/src/projections/claims/claim.projection.js';
import { claimSearch } from '../../dist/src/projections/search/claim-search.js';
import { claimSimilar } from '../../dist/src/projections/search/claim-similar.js';
import { tableOf } from '../../dist/src/projections/engine/tables.js';
import { Engine } from '../../dist/src/projections/engine/engine.js';
import { openLedger } from '../ledger.mjs';
import { load, machineLine, machineOf } from '../machine.mjs';
import { claimIn, eventsOf, idFor, outletOf, variation, workOf } from './entries.mjs';

const { values: options } = parseArgs({
  options: {
    claims: { type: 'string' },
    size: { type: 'string', default: '100000' },
    data: { type: 'string', default: '/tmp/claim-ledger-search' },
    asked: { type: 'string', default: '200' },
  },
});
const SIZE = Number(options.size);
/** Events in an append: as many as one may have. */
const BATCH = 256;
const planted = JSON.parse(readFileSync(new URL('queries.json', import.meta.url), 'utf8'));
/** What these questions rest on, and nothing else. */
const PROJECTIONS = [...new Set([...claimSearch.dependsOn, ...claimSimilar.dependsOn, ...claimList.dependsOn])];
/** One of the planted claims comes after so many others. */
const EVERY = Math.max(1, Math.floor(SIZE / (planted.claims.length + 1)));
const plantedIds = new Map(planted.claims.map(({ name }, i) => [name, idFor(`claim ${name}`, (i + 1) * EVERY)]));
const reader = { id: randomUUID(), roles: ['editor'] };

/** Claims of the data, then variations of them, with the planted ones spread among them. */
async function* allClaims() {
  const read = [];
  const lines = createInterface({ input: createReadStream(options.claims).pipe(createGunzip()) });
  let n = 0;
  const next = () => {
    const plant = n % EVERY === 0 ? planted.claims[n / EVERY - 1] : undefined;
    if (!plant) return undefined;
    const { work, ...claim } = plant;
    const [id, outletId] = [idFor(`work ${plant.name}`), idFor(`outlet ${plant.name}`)];
    const made = work ? [{ id, outletId, outlet: work.outlet, words: { title: work.title, url: work.url } }] : [];
    return { ...claim, id: plantedIds.get(plant.name), n: 1, made, works: made.map((each) => each.id) };
  };
  for await (const line of lines) {
    if (n >= SIZE) break;
    n += 1;
    const plant = next();
    if (plant) yield plant;
    const claim = claimIn(line, n);
    if (claim.text === '') continue;
    read.push(claim);
    yield claim;
  }
  while (n < SIZE) {
    n += 1;
    const plant = next();
    if (plant) yield plant;
    yield variation(read[n % read.length], read[(n * 7919) % read.length], n);
  }
}

async function fill(ledger) {
  let batch = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const streams = new Map();
    for (const { stream } of batch) streams.set(stream, 0);
    const events = batch.map((event) => ({ id: newId(), ...event }));
    batch = [];
    await ledger.append({ events, expected: streams, actor: reader.id, role: 'editor', causation: randomUUID() });
  };
  let done = 0;
  const outlets = new Set();
  await ledger.append({
    events: [{ id: newId(), ...workOf(idFor('work 0'), idFor('outlet 0')) }],
    expected: new Map([[`work-${idFor('work 0')}`, 0]]),
    actor: reader.id,
    role: 'editor',
    causation: randomUUID(),
  });
  for await (const claim of allClaims()) {
    const works = (claim.made ?? []).flatMap(({ id, outletId, outlet, words }) => {
      const known = outlets.has(outletId);
      outlets.add(outletId);
      return [...(known ? [] : [outletOf(outletId, outlet)]), workOf(id, outletId, words)];
    });
    const events = [...works, ...eventsOf(claim)];
    if (batch.length + events.length > BATCH) await flush();
    batch.push(...events);
    done += 1;
    if (done % 5000 === 0) process.stderr.write(`${done} claims\n`);
  }
  await flush();
}

const quantile = (times, q) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))];
const spread = (times) =>
  `p50 ${quantile(times, 0.5).toFixed(0).padStart(5)} ms   p95 ${quantile(times, 0.95).toFixed(0).padStart(5)} ms`;
const report = (what, { clock, processor }, bar) =>
  console.log(`${what.padEnd(22)} ${spread(clock)}   processor ${spread(processor)}   bar ${bar} ms`);

/**
 * Milliseconds of processor time that this process and the backends of its connections have used, by process: it is what a
 * question costs, whoever else is at work. Linux only.
 */
async function processorTimes(pool) {
  const { rows } = await pool.query(`select pid from pg_stat_activity where application_name = 'claim-ledger'`);
  const own = process.cpuUsage();
  const times = new Map([[process.pid, (own.user + own.system) / 1000]]);
  for (const { pid } of rows) {
    // A connection that has rested is closed any time.
    const stat = `/proc/${pid}/schedstat`;
    if (existsSync(stat)) times.set(pid, Number(readFileSync(stat, 'utf8').split(' ')[0]) / 1e6);
  }
  return times;
}

const between = (before, after) => [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? 0), 0);

/** Words that somebody might look for: one to three of a claim's own, the last one now and then half typed. */
function searchesFrom(texts) {
  return texts.map((text, i) => {
    const words = text.split(/\s+/).filter((word) => word.length > 3);
    const at = (i * 13) % Math.max(1, words.length - 3);
    const q =
      words
        .slice(at, at + 1 + (i % 3))
        .join(' ')
        .slice(0, 200) || text.slice(0, 50);
    return i % 4 === 0 ? q.slice(0, Math.max(3, q.length - 2)) : q;
  });
}

async function main() {
  const folder = path.resolve(options.data);
  mkdirSync(folder, { recursive: true });
  const { server, pool, ledger, close } = await openLedger(folder);
  const engine = new Engine(pool, ledger, PROJECTIONS);
  try {
    const filled = path.join(folder, `filled-${SIZE}`);
    let started = Date.now();
    if (!existsSync(filled)) {
      await fill(ledger);
      writeFileSync(filled, '');
      console.log(`appended in ${((Date.now() - started) / 1000).toFixed(0)} s`);
    }
    started = Date.now();
    await engine.start();
    const { position } = await ledger.read.head();
    while (!(await engine.waitForPosition(PROJECTIONS, position, 10_000))) {
      const { rows } = await pool.query('select id, position from views.projections order by position limit 1');
      process.stderr.write(`${JSON.stringify(rows[0])} of ${position}\n`);
    }
    // Caught up they are before they have their indexes.
    await engine.caughtUp(() => undefined);
    console.log(`${position + 1} events, views caught up after ${((Date.now() - started) / 1000).toFixed(0)} s`);
    const handler = new ViewQueryHandler({ engine, deps: { pool, ledger: ledger.read } });
    const ask = (view, args, beside = {}) => handler.execute(new ViewQuery(view, args, { reader, ...beside }));
    const ran = load();
    await measure(pool, ask, position);
    await hits(ask);
    console.log(`${machineLine(await machineOf(server.url))}; load ${ran} before, ${load()} after`);
  } finally {
    await engine.stop();
    await close();
  }
}

async function timed(pool, list, run) {
  const clock = [];
  const processor = [];
  for (const each of list) {
    const before = await processorTimes(pool);
    const from = performance.now();
    await run(each);
    clock.push(performance.now() - from);
    processor.push(between(before, await processorTimes(pool)));
  }
  return { clock, processor };
}

async function measure(pool, ask, position) {
  const asked = Number(options.asked);
  const texts = [];
  for (const { key } of (
    await pool.query(`select key from ${tableOf(claimProjection)} order by md5(key::text) limit $1`, [asked])
  ).rows)
    texts.push(
      JSON.parse(
        (
          await pool.query(
            `select convert_from(words, 'UTF8') as words from ledger.events where stream = $1 and revision = 1`,
            [`claim-${key}`],
          )
        ).rows[0].words,
      ).text,
    );
  const searches = searchesFrom(texts);
  await timed(pool, searches.slice(0, 20), (q) => ask(claimSearch, { q }));
  const public_ = { reader: { id: 'public', roles: ['public'] } };
  report('search with counts', await timed(pool, searches, (q) => ask(claimSearch, { q })), 150);
  report('search, a stranger', await timed(pool, searches, (q) => ask(claimSearch, { q }, public_)), 150);
  report(
    'search with filters',
    await timed(pool, searches, (q) => ask(claimSearch, { q, language: 'en', rating: 'FALSE' })),
    150,
  );
  const past = (i) => ({ asOf: String(Math.floor((position * (1 + (i % 9))) / 10)) });
  report(
    'search as of the past',
    await timed(
      pool,
      searches.map((q, i) => [q, i]),
      ([q, i]) => ask(claimSearch, { q }, past(i)),
    ),
    150,
  );
  report(
    'similar',
    await timed(pool, texts, (text) => ask(claimSimilar, { text: text.slice(0, 2000), language: 'en' })),
    100,
  );
  report(
    'similar, half typed',
    await timed(pool, texts, (text) =>
      ask(claimSimilar, { text: text.slice(0, Math.ceil(text.length / 2)) || text, language: 'en' }),
    ),
    100,
  );
  const lists = [
    {},
    { rating: 'FALSE' },
    { language: 'ru' },
    { sort: 'claimedOn' },
    { status: 'published', sort: 'claimedOn' },
  ];
  report(
    'list as of the past',
    await timed(
      pool,
      texts.slice(0, 100).map((_, i) => i),
      (i) => ask(claimList, lists[i % lists.length], past(i)),
    ),
    300,
  );
}

async function hits(ask) {
  let hit = 0;
  for (const { q, similar, first, none = [], same, reason, why } of planted.queries) {
    const wanted = first?.split('|').map((name) => plantedIds.get(name)) ?? [undefined];
    const unwanted = none.map((name) => plantedIds.get(name));
    const { items } = await (q === undefined ? ask(claimSimilar, similar) : ask(claimSearch, { q }));
    const found = q === undefined ? items[0]?.claim : items[0];
    const right =
      wanted.includes(found?.id) &&
      !items.some(({ id }) => unwanted.includes(id)) &&
      (same === undefined || items[0].same === same) &&
      (reason === undefined || items[0].reasons.some(({ kind }) => kind === reason));
    hit += Number(right);
    if (!right) console.log(`missed: ${q ?? similar.text} (${why}); first is ${found?.text}`);
  }
  console.log(`${hit} of ${planted.queries.length} queries have first what must come first`);
}

await main();
