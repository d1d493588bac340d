import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { PoolClient, QueryConfig } from 'pg';

/**
 * Characters of rows in a statement: little enough to fit into a socket's buffer, so that the database is at work on one
 * chunk while the next is made.
 */
const CHUNK = 64 * 1024;

/** JSON arrays of rows, none much longer than a chunk. */
export function* chunksOf(rows: Iterable<object>): Generator<string> {
  let chunk: string[] = [];
  let size = 0;
  for (const each of rows) {
    const row = JSON.stringify(each);
    chunk.push(row);
    size += row.length;
    if (size < CHUNK) continue;
    yield `[${chunk.join(',')}]`;
    chunk = [];
    size = 0;
  }
  if (chunk.length > 0) yield `[${chunk.join(',')}]`;
}

/**
 * Sends statements over a pipelined connection as they are made, without waiting for the answer to one before the next.
 *
 * Returns, also by a rejection, only once all that was sent is answered: what comes behind the end of its transaction
 * would be kept. Rejects with the first that was refused, behind which it sends no more, or with what making one threw.
 */
export async function sendAll(client: PoolClient, statements: Iterable<QueryConfig>): Promise<void> {
  const refusals: unknown[] = [];
  const answers: Promise<unknown>[] = [];
  try {
    for (const statement of statements) {
      answers.push(client.query(statement).catch((refusal: unknown) => refusals.push(refusal)));
      // Else it would leave this process only once all others are made.
      await yieldToEventLoop();
      if (refusals.length > 0) break;
    }
  } finally {
    await Promise.all(answers);
  }
  if (refusals.length > 0) throw refusals[0];
}
