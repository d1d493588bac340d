import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../dist/src/database/embedded.js';
import { openBare } from './contenders/bare.mjs';
import { openCastore } from './contenders/castore.mjs';
import { once, untilAlone } from './contenders/databases.mjs';
import { openEmmett } from './contenders/emmett.mjs';
import { openFollowed, openLedger } from './contenders/ledger.mjs';
import { openMessageDb } from './contenders/message-db.mjs';
import { newEvent } from './contenders/payload.mjs';
import { cpuSeconds, load, machineLine, machineOf } from './machine.mjs';
import { median, rotated, table } from './rounds.mjs';

const OURS = 'ledger';

/** `bar`: how many times as many appends a second as this contender the ledger is to make. */
const CONTENDERS = [
  { name: OURS, open: openLedger },
  // With the tree that follows it must not cost a tenth.
  { name: 'ledger-followed', open: openFollowed },
  { name: 'emmett', open: openEmmett, bar: 4 },
  { name: 'message-db', open: (url) => openMessageDb(url, 1), bar: 3.5 },
  { name: 'message-db-1000', open: (url) => openMessageDb(url, 1000) },
  { name: 'castore', open: openCastore },
  { name: 'bare', open: openBare, bar: 1.1 },
];

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    callers: { type: 'string', default: '64' },
    only: { type: 'string', default: CONTENDERS.map(({ name }) => name).join(',') },
    json: { type: 'boolean', default: false },
  },
});
const wanted = options.only.split(',');
const unknown = wanted.filter((name) => !CONTENDERS.some((contender) => contender.name === name));
if (unknown.length > 0) throw new Error(`no contender is called ${unknown.join(', ')}`);

/** Callers that each append one event after another; counts what was acknowledged before the time was up. */
async function appendFor(seconds, callers, append) {
  const start = performance.now();
  const end = start + seconds * 1000;
  let inTime = 0;
  let all = 0;
  const call = async () => {
    while (performance.now() < end) {
      await append(newEvent());
      all += 1;
      if (performance.now() <= end) inTime += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return { perSecond: inTime / seconds, all };
}

/** One measurement of one contender, and the processor time that the process and the server spent on each append. */
async function measure(contender, { url, postmaster }) {
  // Nobody pays for the pages that another has left to be written.
  await once(url, (client) => client.query('checkpoint'));
  const before = { node: process.cpuUsage(), server: cpuSeconds(postmaster) };
  const { perSecond, all } = await appendFor(Number(options.seconds), Number(options.callers), contender.append);
  const { user, system } = process.cpuUsage(before.node);
  contender.acknowledged += all;
  return {
    perSecond,
    nodeMicros: (user + system) / all,
    serverMicros: before.server === undefined ? NaN : ((cpuSeconds(postmaster) - before.server) * 1e6) / all,
  };
}

async function run(url) {
  const machine = await machineOf(url);
  const before = load();
  const contenders = [];
  try {
    for (const { name, open, bar } of CONTENDERS.filter((contender) => wanted.includes(contender.name))) {
      const contender = { name, bar, ...(await open(url)), acknowledged: 0 };
      contenders.push(contender);
      contender.acknowledged += (await appendFor(1, Number(options.callers), contender.append)).all;
    }
    const server = { url, postmaster: machine.postmaster };
    const results = await rotated(contenders, Number(options.rounds), (contender) => measure(contender, server));
    const figures = [];
    for (const [{ name, bar, acknowledged, stored }, rounds] of results) {
      const kept = await stored();
      if (kept < acknowledged) throw new Error(`${name} acknowledged ${acknowledged} events and holds ${kept}`);
      const of = (field) => median(rounds.map((round) => round[field]));
      const all = rounds.map(({ perSecond }) => Math.round(perSecond));
      figures.push({ name, bar, perSecond: of('perSecond'), all, node: of('nodeMicros'), server: of('serverMicros') });
    }
    return { machine, load: [before, load()], figures };
  } finally {
    for (const { close } of contenders) await close();
    await untilAlone(url);
  }
}

function report({ machine, load: [before, after], figures }) {
  const ours = figures.find(({ name }) => name === OURS)?.perSecond;
  const rows = figures.map(({ name, bar, perSecond, all, node, server }) => [
    name,
    Math.round(perSecond),
    `${Math.min(...all)}-${Math.max(...all)}`,
    Math.round(node),
    Math.round(server),
    ours && name !== OURS ? (ours / perSecond).toFixed(2) : '',
    bar ?? '',
    ours && bar ? (ours / perSecond >= bar ? 'met' : 'missed') : '',
  ]);
  const titles = ['append', 'per second', 'range', 'node us', 'server us', 'ledger is x', 'bar', ''];
  return [
    machineLine(machine),
    `one event a request, each to a new stream; ${options.callers} callers in one process; median of ${options.rounds} ` +
      `rounds of ${options.seconds} s; load ${before} before, ${after} after`,
    table(titles, rows),
  ].join('\n');
}

const folder = mkdtempSync(path.join(tmpdir(), 'claim-ledger-bench-'));
// All contenders keep their connections through all rounds, more than the hundred that the server allows by itself.
const server = await startEmbedded({ folder, settings: { max_connections: '250' } });
try {
  const result = await run(server.url);
  console.log(options.json ? JSON.stringify({ options, ...result }) : report(result));
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
