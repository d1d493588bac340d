import { describe, expect, it } from '@jest/globals';
import type { PoolClient, QueryConfig } from 'pg';
import { chunksOf, sendAll } from './pipeline.js';

/** A connection that answers when it is told to, and refuses some statements. */
function slow(refused: readonly string[] = []) {
  const sent: { text: string; answer: () => void }[] = [];
  const query = ({ text }: QueryConfig) =>
    new Promise<void>((resolve, reject) => {
      sent.push({ text, answer: refused.includes(text) ? () => reject(new Error(text)) : resolve });
    });
  return { sent, client: { query } as unknown as PoolClient };
}
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise(setImmediate);
};
/** What becomes of a promise, as far as that is known. */
const watched = (promise: Promise<void>) => {
  const outcome: { is: unknown } = { is: 'under way' };
  void promise.then(
    () => (outcome.is = 'done'),
    (error: Error) => (outcome.is = error.message),
  );
  return outcome;
};
const statements = (...texts: string[]): QueryConfig[] => texts.map((text) => ({ text }));

describe('Statements that are sent together', () => {
  it('wait for no answer before the next, and are done with the last answer', async () => {
    const { sent, client } = slow();
    const outcome = watched(sendAll(client, statements('a', 'b')));
    await turns(5);
    expect(sent.map(({ text }) => text)).toEqual(['a', 'b']);
    sent[0]?.answer();
    await turns(2);
    expect(outcome.is).toBe('under way');
    sent[1]?.answer();
    await turns(2);
    expect(outcome.is).toBe('done');
  });

  it('reject with the first that was refused, once all others are answered', async () => {
    const { sent, client } = slow(['a', 'b']);
    const outcome = watched(sendAll(client, statements('a', 'b', 'c')));
    await turns(5);
    sent[0]?.answer();
    sent[1]?.answer();
    await turns(2);
    expect(outcome.is).toBe('under way');
    sent[2]?.answer();
    await turns(2);
    expect(outcome.is).toBe('a');
  });

  it('are not made any more behind one that was refused', async () => {
    const { sent, client } = slow(['a']);
    const outcome = watched(
      sendAll(
        client,
        (function* () {
          yield* statements('a');
          sent[0]?.answer();
          yield* statements('b');
          yield* statements('c');
        })(),
      ),
    );
    await turns(5);
    sent[1]?.answer();
    await turns(2);
    expect([sent.map(({ text }) => text), outcome.is]).toEqual([['a', 'b'], 'a']);
  });

  it('are answered before it is told that one could not be made', async () => {
    const { sent, client } = slow();
    const outcome = watched(
      sendAll(
        client,
        (function* () {
          yield* statements('a');
          throw new Error('no row');
        })(),
      ),
    );
    await turns(5);
    expect(outcome.is).toBe('under way');
    sent[0]?.answer();
    await turns(2);
    expect(outcome.is).toBe('no row');
  });
});

describe('Rows in chunks', () => {
  it('are all there, in order, and in chunks that are not much longer than a socket takes', () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({ i, text: 'x'.repeat(i) }));
    const chunks = [...chunksOf(rows)];
    expect(chunks.flatMap((chunk) => JSON.parse(chunk) as unknown[])).toEqual(rows);
    expect(chunks.length).toBeGreaterThan(1);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(2 * 64 * 1024);
    expect([...chunksOf([])]).toEqual([]);
  });
});
