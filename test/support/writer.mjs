import { appendFileSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { AppendKeys } from '../../dist/src/database/append-keys.js';
import { newId } from '../../dist/src/ledger/identifiers.js';
import { Ledger } from '../../dist/src/ledger/ledger.js';

/**
 * Another process that appends, told on its command line as JSON what to do:
 *
 * - `load`: `writers` of them append `appends` events each to streams drawn from `streams`, each under a key of its
 *   own. Before an append `try` and after its answer `done` is written to `file`, a line of JSON each.
 * - `stop`: appends one event to `stream`, and stops itself while it holds the ledger's lock.
 */
const task = JSON.parse(process.argv[2]);
const pool = new pg.Pool({ connectionString: task.url });
const ledger = new Ledger(pool, [{ Noted: 1 }], new AppendKeys(JSON.parse(process.env.TEST_APPEND_KEYS)));
const causation = randomUUID();
const actor = task.actor;

const appendTo = (stream, revision, more = {}) =>
  ledger.append({
    events: [{ id: newId(), stream, type: 'Noted', facts: {}, words: {} }],
    expected: new Map([[stream, revision]]),
    actor,
    causation,
    ...more,
  });

async function load() {
  const { streams, file } = task;
  const write = (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const fingerprint = Buffer.alloc(32, 1);
  const writer = async () => {
    for (let i = 0; i < task.appends; i += 1) {
      // A third of them meet on five streams.
      const stream = streams[Math.floor(Math.random() * (Math.random() < 0.3 ? 5 : streams.length))];
      const key = newId();
      write({ what: 'try', key, stream });
      for (let done = false; !done;) {
        const revision = (await ledger.read.streams([stream])).length;
        try {
          const { position, revision: reached } = await appendTo(stream, revision, {
            idempotencyKey: { scope: actor, key, fingerprint },
          });
          write({ what: 'done', key, stream, position, revision: reached });
          done = true;
        } catch (error) {
          if (error.code !== 'conflict') throw error;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: task.writers }, writer));
}

async function stop() {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function stopping(asked, ...rest) {
    if (asked.name === 'ledger-append') {
      pg.Client.prototype.query = query;
      writeSync(1, 'stopping\n');
      process.kill(process.pid, 'SIGSTOP');
    }
    return query.call(this, asked, ...rest);
  };
  const answer = await appendTo(task.stream, task.revision).catch(({ code }) => ({ refused: code }));
  writeSync(1, `${JSON.stringify(answer)}\n`);
}

await (task.what === 'load' ? load() : stop());
await ledger.close();
await pool.end();
