import type { PoolClient } from 'pg';
import type { TextTables } from './texts.js';

/** SQL that adds the words of texts to a vocabulary. No word of a text has a slash, and every stem has one. */
export const counting = ({ words, since }: TextTables, texts: string): string =>
  `insert into ${words} as w (word, texts, first) select word, count(*), min(${since})
    from ${texts} cross join unnest(tsvector_to_array(vector)) word where strpos(word, '/') = 0 group by word
    on conflict (word) do update set texts = w.texts + excluded.texts, first = least(w.first, excluded.first)`;

/** SQL that gives the document of each key: all the words of its texts. */
export const docsFrom = ({ texts, since }: TextTables, which = 'true'): string =>
  `select key, max(${since}), bool_or(verdict_id is not null), views.joined(vector order by position, part)
    from ${texts} where ${which} group by key`;

/** Makes the documents of some keys anew from what there is of their texts. */
export async function renewDocs(client: PoolClient, tables: TextTables, keys: readonly string[]): Promise<void> {
  await client.query({
    name: `views-docs-${tables.docs}`,
    text: `insert into ${tables.docs} (key, last, gated, vector) ${docsFrom(tables, 'key = any($1)')}
      on conflict (key) do update set last = excluded.last, gated = excluded.gated, vector = excluded.vector`,
    values: [keys],
  });
}

/** A stem, a sound, an address: no word has a slash. */
export const lexemeIsNoWord = (lexeme: string): boolean => lexeme.includes('/');

/** Takes texts away: from their documents, and from the vocabulary where no other text has the word. */
export async function removeTexts(
  client: PoolClient,
  tables: TextTables,
  which: string,
  values: readonly (number | string)[],
  backfilled: boolean,
): Promise<void> {
  const { texts, docs, words, since } = tables;
  const { rows } = await client.query<{ key: string; words: string[] }>(
    `delete from ${texts} t where ${which} returning key, tsvector_to_array(vector) as words`,
    [values],
  );
  if (rows.length === 0 || !backfilled) return;
  const keys = [...new Set(rows.map(({ key }) => key))];
  await client.query(`delete from ${docs} where key = any($1)`, [keys]);
  await renewDocs(client, tables, keys);
  const gone = [...new Set(rows.flatMap((row) => row.words))].filter((lexeme) => !lexemeIsNoWord(lexeme));
  await client.query(`delete from ${words} where word = any($1)`, [gone]);
  await client.query(
    `insert into ${words} (word, texts, first)
      select w.word, count(*), min(t.${since}) from unnest($1::text[]) w(word)
      join ${docs} d on d.vector @@ format('%L', w.word)::tsquery
      join ${texts} t on t.key = d.key and t.vector @@ format('%L', w.word)::tsquery
      group by w.word`,
    [gone],
  );
}
