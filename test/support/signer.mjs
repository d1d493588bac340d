import { appendFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { PublishedLog } from '../../dist/src/audit/log/published-log.js';
import { Signer } from '../../dist/src/audit/log/signer.js';
import { AppendKeys } from '../../dist/src/database/append-keys.js';
import { newId } from '../../dist/src/ledger/identifiers.js';
import { Ledger } from '../../dist/src/ledger/ledger.js';

/**
 * Another process that appends, signs and serves until it kills itself, told on its command line as JSON: `url`, `keyFile`,
 * `actor`; `at`, the statement at which it dies, by a part of its name or text, when it has come to it `after` times;
 * `sent`, whether the database still receives that statement. Every checkpoint that it serves is written to `file`
 * before anything else happens, a line of JSON each.
 */
const task = JSON.parse(process.argv[2]);
Logger.overrideLogger(false);
const pool = new pg.Pool({ connectionString: task.url });
const ledger = new Ledger(pool, [{ Noted: 1 }], new AppendKeys(JSON.parse(process.env.TEST_APPEND_KEYS)));
const signer = new Signer(pool, ledger, task.keyFile);
const published = new PublishedLog(pool, ledger);

const die = () => process.kill(process.pid, 'SIGKILL');
const { query } = pg.Client.prototype;
let left = task.after;
let inTurn = false;
/** Each process signs once before it may die, so that there is something to contradict. */
let armed = false;
pg.Client.prototype.query = function dying(asked, ...rest) {
  const said = typeof asked === 'string' ? asked : `${asked.name ?? ''} ${asked.text ?? ''}`;
  // Only the commit that follows a checkpoint: others come by at every append.
  if (said.includes('audit.store_checkpoint')) inTurn = true;
  const met = said.includes(task.at) && (task.at !== 'commit' || inTurn);
  if (said === 'commit') inTurn = false;
  if (!armed || !met || left-- > 0) return query.call(this, asked, ...rest);
  if (!task.sent) die();
  const answer = query.call(this, asked, ...rest);
  setTimeout(die, Math.random() * 4);
  return answer;
};

const append = async () => {
  const stream = `claim-${newId()}`;
  const events = Array.from({ length: 1 + Math.floor(Math.random() * 256) }, () => ({
    id: newId(),
    stream,
    type: 'Noted',
    facts: {},
    words: {},
  }));
  await ledger.append({ events, expected: new Map([[stream, 0]]), actor: task.actor, causation: randomUUID() });
};

const serve = async () => {
  const newest = await published.newest();
  if (newest) appendFileSync(task.file, `${JSON.stringify(newest.note)}\n`);
};

await append();
const appending = async () => {
  for (;;) {
    await append();
    await sleep(20);
  }
};
const signing = async () => {
  for (;;) {
    const signed = await signer.sign(false);
    if (signed) appendFileSync(task.file, `${JSON.stringify(signed.checkpoint.note)}\n`);
    await serve();
    armed ||= signed !== undefined;
    await sleep(5);
  }
};
await Promise.all([appending(), signing()]);
