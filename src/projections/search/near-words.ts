import { editDistance } from '../language/edit-distance.js';
import type { Pool } from 'pg';

/** Near words that stand for one. */
const MAX_NEAR = 6;
/** Candidates by trigrams, of which the near ones are taken. */
const CANDIDATES = 60;
/** From here on a word may have two slips in it; one slip in a shorter one leaves few of its trigrams. */
const LONG = 6;

/** Words of a vocabulary that are near to each of some, the nearest first. */
export type NearWords = ReadonlyMap<string, readonly string[]>;

interface NearWord {
  readonly word: string;
  readonly near: string;
}

/**
 * Finds the words of a vocabulary that a misspelt word may stand for: one slip away (a letter more, less, other, or two
 * exchanged), from six letters on two.
 *
 * @param table the vocabulary (`texts.ts`)
 * @param asOf only words that were known at this position; null: all
 */
export async function nearWords(
  pool: Pool,
  table: string,
  given: readonly string[],
  asOf: number | null,
): Promise<NearWords> {
  const candidates = await candidatesFor(pool, table, given, asOf);
  return new Map(
    given.map((word) => {
      const measured = candidates
        .filter((row) => row.word === word)
        .map(({ near }) => ({ near, slips: editDistance(word, near) }))
        .filter(({ slips }) => slips <= (word.length >= LONG ? 2 : 1));
      // A stable sort: what is equally near stays in the order of likeness.
      return [
        word,
        measured
          .sort((a, b) => a.slips - b.slips)
          .slice(0, MAX_NEAR)
          .map(({ near }) => near),
      ];
    }),
  );
}

async function candidatesFor(
  pool: Pool,
  table: string,
  given: readonly string[],
  asOf: number | null,
): Promise<NearWord[]> {
  const found: NearWord[] = [];
  if (given.length === 0) return found;
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    for (const [alike, words] of [
      [0.1, given.filter((word) => word.length < LONG)],
      [0.25, given.filter((word) => word.length >= LONG)],
    ] as const) {
      if (words.length === 0) continue;
      await client.query(`set local pg_trgm.similarity_threshold = ${alike}`);
      const { rows } = await client.query<NearWord>(
        `select g.word, n.word as near from unnest($1::text[]) g(word) cross join lateral (
          select w.word from ${table} w
          where w.word operator(public.%) g.word and length(w.word) between 4 and 30 and w.first <= $2
            and abs(length(w.word) - length(g.word)) <= 2 and w.word <> g.word
          order by public.similarity(w.word, g.word) desc, w.word limit ${CANDIDATES}
        ) n`,
        [words, asOf ?? Number.MAX_SAFE_INTEGER],
      );
      found.push(...rows);
    }
    await client.query('commit');
    return found;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
