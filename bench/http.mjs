import autocannon from 'autocannon';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once as next } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../dist/src/database/embedded.js';
import { newDatabase, once, untilAlone } from './contenders/databases.mjs';
import { cpuSeconds, load, machineLine, machineOf } from './machine.mjs';
import { median, pause, rotated, table } from './rounds.mjs';

const BAR = 0.7;
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', default: 'post,get,get-published' },
    json: { type: 'boolean', default: false },
  },
});
const CLAIMS = 1000;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Starts a server in a process of its own and waits for the one line of JSON in which it says where it is. */
async function start(script, args, environment) {
  const child = spawn(process.execPath, [here(script), ...args], {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = next(child, 'exit').finally(() => process.off('exit', kill));
  const line = await Promise.race([
    next(createInterface({ input: child.stdout }), 'line').then(([text]) => text),
    ended.then(([code]) => Promise.reject(new Error(`${script} ended with ${code}`))),
  ]);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ...JSON.parse(line), pid: child.pid, stop };
}

const newClaim = () =>
  JSON.stringify({
    text: `North Korea sent 3,000 more soldiers to Russia in early 2025, ${randomBytes(48).toString('base64url')}.`,
    kind: 'quantity',
    language: 'en',
    claimant: { name: 'Joint Chiefs of Staff', role: 'the military command of South Korea' },
    claimedOn: '2025-03-27',
    topics: ['ukraine', 'north-korea'],
    selectionReason: 'Repeated by several outlets within a day, and it can be checked.',
  });

const headersOf = ({ token }) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

/** Submits the claims that are read afterwards. */
async function submitted(target) {
  const ids = [];
  while (ids.length < CLAIMS) {
    const batch = Array.from({ length: 20 }, () =>
      fetch(`${target.url}/claims`, { method: 'POST', headers: headersOf(target), body: newClaim() }),
    );
    for (const answer of await Promise.all(batch)) {
      if (answer.status !== 201) throw new Error(`${target.name}: ${answer.status} ${await answer.text()}`);
      ids.push((await answer.json()).id);
    }
  }
  return ids;
}

/** The sample's claims that have a published verdict, with their evidence, works and outlets. */
async function published(url) {
  const { rows } = await once(url, (client) =>
    client.query(`select distinct substr(stream, 7) as id from ledger.events
      where convert_from(head, 'UTF8')::jsonb ->> 'type' = 'VerdictPublished'`),
  );
  return rows.map(({ id }) => id);
}

const posts = () => Array.from({ length: 256 }, () => ({ method: 'POST', path: 'claims', body: newClaim() }));
const gets = (ids) => ids.map((id) => ({ method: 'GET', path: `claims/${id}` }));

/** Waits until neither servers nor database work off what a round has left. */
async function untilQuiet(pids) {
  const used = () => pids.reduce((sum, pid) => sum + (cpuSeconds(pid) ?? 0), 0);
  for (let tries = 0; tries < 60; tries += 1) {
    const before = used();
    await pause(500);
    if (used() - before <= 0.05) return;
  }
}

async function measure({ target, requests }, { url, postmaster }, pids) {
  await untilQuiet(pids);
  await once(url, (client) => client.query('checkpoint'));
  const prefix = new URL(target.url).pathname.replace(/\/$/, '');
  const before = { app: cpuSeconds(target.pid), database: cpuSeconds(postmaster) };
  const result = await autocannon({
    url: target.url,
    connections: Number(options.connections),
    duration: Number(options.seconds),
    headers: headersOf(target),
    requests: requests.map((request) => ({ ...request, path: `${prefix}/${request.path}` })),
  });
  const total = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0 || total === 0)
    throw new Error(`${target.name}: ${result.non2xx} refused, ${result.errors} failed, ${total} answered`);
  const micros = (now, then) => (now === undefined ? NaN : ((now - then) * 1e6) / total);
  return {
    perSecond: total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    app: micros(cpuSeconds(target.pid), before.app),
    database: micros(cpuSeconds(postmaster), before.database),
    bytes: result.throughput.total / total,
  };
}

async function run(url, folder, stops) {
  const machine = await machineOf(url);
  const before = load();
  const demo = await start('../dist/src/cli.js', ['demo', '--json', '--port', '0', '--data', folder], {
    DATABASE_URL: url,
  });
  stops.push(demo.stop);
  const bare = await start('bare-app/main.mjs', [], { DATABASE_URL: await newDatabase(url, 'bare') });
  stops.push(bare.stop);
  const ours = { name: 'ledger', url: `${demo.url}/api/v1`, token: demo.tokens.editor, pid: demo.pid };
  const theirs = { ...bare, name: 'bare' };
  const read = { ours: gets(await submitted(ours)), theirs: gets(await submitted(theirs)) };
  const cases = [
    { name: 'post', target: ours, requests: posts() },
    { name: 'post', target: theirs, requests: posts() },
    { name: 'get', target: ours, requests: read.ours },
    { name: 'get', target: theirs, requests: read.theirs },
    { name: 'get-published', target: ours, requests: gets(await published(url)) },
    { name: 'get-published', target: theirs, requests: read.theirs },
  ].filter(({ name }) => options.only.split(',').includes(name));
  const pids = [machine.postmaster, ours.pid, theirs.pid];
  const server = { url, postmaster: machine.postmaster };
  await rotated(cases, 1, (one) => measure(one, server, pids));
  const results = await rotated(cases, Number(options.rounds), (one) => measure(one, server, pids));
  const figures = [...results].map(([{ name, target }, rounds]) => {
    const of = (field) => median(rounds.map((round) => round[field]));
    const fields = ['perSecond', 'p50', 'p99', 'app', 'database', 'bytes'].map((field) => [field, of(field)]);
    return {
      name,
      server: target.name,
      ...Object.fromEntries(fields),
      all: rounds.map(({ perSecond }) => Math.round(perSecond)),
    };
  });
  return { machine, load: [before, load()], figures };
}

function report({ machine, load: [before, after], figures }) {
  const rows = figures.map(({ name, server, perSecond, p50, p99, app, database, bytes, all }) => {
    const other = figures.find((figure) => figure.name === name && figure.server === 'bare');
    const ratio = server === 'ledger' && other ? perSecond / other.perSecond : undefined;
    return [
      `${name} ${server}`,
      ...[perSecond].map(Math.round),
      `${Math.min(...all)}-${Math.max(...all)}`,
      ...[p50, p99, app, database, bytes].map(Math.round),
      ratio?.toFixed(2) ?? '',
      ratio ? BAR : '',
      ratio ? (ratio >= BAR ? 'met' : 'missed') : '',
    ];
  });
  const titles = ['route', 'req/s', 'range', 'p50 ms', 'p99 ms', 'app us', 'db us', 'bytes', 'x bare', 'bar', ''];
  return [
    machineLine(machine),
    `${options.connections} connections, signed in; median of ${options.rounds} rounds of ${options.seconds} s; ` +
      `load ${before} before, ${after} after`,
    table(titles, rows),
  ].join('\n');
}

// A run that is cut short (by `timeout`, say) still leaves by the exit that takes its servers along.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const folder = mkdtempSync(path.join(tmpdir(), 'claim-ledger-bench-'));
const server = await startEmbedded({ folder: path.join(folder, 'pg') });
const stops = [];
try {
  const result = await run(server.url, path.join(folder, 'data'), stops);
  console.log(options.json ? JSON.stringify({ options, ...result }) : report(result));
} finally {
  for (const stop of stops) await stop();
  await untilAlone(server.url);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
