import type { PoolClient } from 'pg';
import type { LedgerEvent } from '../../ledger/ledger.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import { lexemesOf, parted, stemmedIn, vectorOf, type Parted } from '../language/lexemes.js';
import type { SearchedText } from '../language/searched-text.js';
import type { AnyProjection } from './projection.js';
import { stemsOf } from '../language/stems.js';
import { formKey } from '../language/terms.js';

/**
 * Texts for search: the one place outside the ledger that holds words. A projection's texts lie in three tables beside its
 * rows:
 *
 * - `_texts`: one row a text, by the position of the event that has it: its words with their places, and a digest of its
 *   form. Never changed; a text counts from its position on, so that a question about the past leaves out what is above it.
 * - `_docs`: one row a key, all the words of its texts: what a search reads first.
 * - `_words`: every word, in how many texts it is, and from which position on: what misspellings are held against, and
 *   how rare a word is.
 *
 * An erasure takes the texts of its positions away, and what the other two hold of them. ANALYZE keeps no samples of these
 * columns, since nothing would take them away.
 */
export const textTableNames = ({ texts }: AnyProjection, table: string): string[] =>
  texts ? [`${table}_texts`, `${table}_docs`, `${table}_words`] : [];

/**
 * SQL that makes those tables; empty for a projection without texts.
 *
 * @param table the table of the rows that these texts belong to, with its schema
 */
export function textTablesOf(projection: AnyProjection, table: string): string {
  const [texts, docs, words] = textTableNames(projection, table);
  if (!texts) return '';
  return `
    create table ${texts} (position bigint not null, part text not null, key uuid not null, language text,
      verdict_id uuid, names uuid, form bytea not null, vector tsvector not null, primary key (position, part));
    alter table ${texts} alter column vector set statistics 0, alter column form set statistics 0;
    create index on ${texts} (key);
    create index on ${texts} (form);
    create index on ${texts} (language, position) where language is not null;
    create index on ${texts} using gin (vector) where part = 'claimant';
    create table ${docs} (key uuid primary key, last bigint not null, gated boolean not null, vector tsvector not null)
      with (fillfactor = 80);
    alter table ${docs} alter column vector set statistics 0;
    create index on ${docs} using gin (vector) with (gin_pending_list_limit = 512);
    create table ${words} (word text collate "C" primary key, texts integer not null, first bigint not null)
      with (fillfactor = 80);
    alter table ${words} alter column word set statistics 0;
    create index on ${words} using gin (word public.gin_trgm_ops) where length(word) between 4 and 30;
    create or replace aggregate views.joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
  `;
}

/**
 * SQL that gives an array of the languages (BCP 47) that texts are in, by an index that it walks from one to the next: they
 * are far fewer than texts.
 *
 * @param texts the table of texts
 * @param asOf the parameter that holds the position up to which texts count, or null
 */
export function languagesIn(texts: string, asOf: string | null): string {
  const next = (condition: string): string =>
    `(select t.language, t.position from ${texts} t where ${condition} order by t.language, t.position limit 1)`;
  return `array(with recursive used as (
      ${next('t.language is not null')} union all
      select n.* from used cross join lateral ${next('t.language > used.language')} n
    ) select language from used ${asOf === null ? '' : `where position <= ${asOf}`} order by language)`;
}

/** A text as it is written down. */
interface Written extends SearchedText {
  readonly position: number;
  readonly key: string;
}

/**
 * Writes what a page of events makes of a projection's texts, in the page's transaction.
 *
 * @param table the table of the rows that these texts belong to, with its schema
 */
export async function writeTexts(
  client: PoolClient,
  projection: AnyProjection,
  table: string,
  events: readonly Recorded[],
): Promise<void> {
  if (!projection.texts) return;
  const made = events.flatMap((event) => textsOf(projection, event)).map(parted);
  const erased = events.flatMap(erasedBy);
  const names = textTableNames(projection, table) as [string, string, string];
  // Erased first: what this page erases and also made has no words any more, and made no text.
  if (erased.length > 0) await forget(client, names, erased);
  if (made.length > 0) await add(client, names, made);
}

/** The texts of an event that a projection keeps; none once they are erased. */
export function textsOf(projection: AnyProjection, event: Recorded): Written[] {
  if (!projection.texts || event.words === null || projection.on[event.type] === undefined) return [];
  const { position } = event;
  const [key = ''] = projection.keys(event);
  return projection.texts(event).map((text) => ({ ...text, position, key }));
}

const erasedBy = (event: Recorded): readonly number[] =>
  event.type === 'PayloadErased'
    ? (event.facts as Extract<LedgerEvent, { type: 'PayloadErased' }>['facts']).positions
    : [];

async function add(
  client: PoolClient,
  [texts, docs, words]: [string, string, string],
  made: readonly Parted<Written>[],
): Promise<void> {
  const stems = await stemsOf(client, stemmedIn(made));
  const rows = made.map((text) => {
    const { position, part, key, language, verdictId = null, names = null } = text;
    const form = formKey(text.text, language).toString('hex');
    return {
      position,
      part,
      key,
      language,
      verdict_id: verdictId,
      names,
      form,
      vector: vectorOf(lexemesOf(text, stems)),
    };
  });
  await client.query({
    name: `views-texts-${texts}`,
    text: `insert into ${texts} (position, part, key, language, verdict_id, names, form, vector)
      select position, part, key, language, verdict_id, names, decode(form, 'hex'), vector from json_to_recordset($1::json) as t(
        position bigint, part text, key uuid, language text, verdict_id uuid, names uuid, form text, vector tsvector)`,
    values: [JSON.stringify(rows)],
  });
  await gather(client, texts, docs, [...new Set(made.map(({ key }) => key))]);
  await count(client, words, made);
}

/** Makes the documents of some keys anew from what there is of their texts. */
async function gather(client: PoolClient, texts: string, docs: string, keys: readonly string[]): Promise<void> {
  await client.query({
    name: `views-docs-${docs}`,
    text: `insert into ${docs} (key, last, gated, vector)
      select key, max(position), bool_or(verdict_id is not null), views.joined(vector order by position, part)
        from ${texts} where key = any($1) group by key
      on conflict (key) do update set last = excluded.last, gated = excluded.gated, vector = excluded.vector`,
    values: [keys],
  });
}

/** Adds the words of new texts, each once a text, to the vocabulary. */
async function count(client: PoolClient, words: string, made: readonly Parted<Written>[]): Promise<void> {
  const counted = new Map<string, { texts: number; first: number }>();
  for (const text of made) {
    for (const word of new Set(lexemesOf(text).map(({ lexeme }) => lexeme))) {
      const { texts, first } = counted.get(word) ?? { texts: 0, first: text.position };
      counted.set(word, { texts: texts + 1, first: Math.min(first, text.position) });
    }
  }
  const found = [...counted];
  await client.query({
    name: `views-words-${words}`,
    text: `insert into ${words} as w (word, texts, first) select * from unnest($1::text[], $2::integer[], $3::bigint[])
      on conflict (word) do update set texts = w.texts + excluded.texts, first = least(w.first, excluded.first)`,
    values: [found.map(([word]) => word), found.map(([, { texts }]) => texts), found.map(([, { first }]) => first)],
  });
}

/** Takes the texts of erased positions away: from their documents, and from the vocabulary where no other text has the word. */
async function forget(
  client: PoolClient,
  [texts, docs, words]: [string, string, string],
  positions: readonly number[],
): Promise<void> {
  const { rows } = await client.query<{ key: string; words: string[] }>(
    `delete from ${texts} where position = any($1) returning key, tsvector_to_array(vector) as words`,
    [positions],
  );
  if (rows.length === 0) return;
  const keys = [...new Set(rows.map(({ key }) => key))];
  await client.query(`delete from ${docs} where key = any($1)`, [keys]);
  await gather(client, texts, docs, keys);
  const gone = [...new Set(rows.flatMap((row) => row.words))].filter((lexeme) => !lexeme.includes('/'));
  await client.query(`delete from ${words} where word = any($1)`, [gone]);
  await client.query(
    `insert into ${words} (word, texts, first)
      select w.word, count(*), min(t.position) from unnest($1::text[]) w(word)
      join ${docs} d on d.vector @@ format('%L', w.word)::tsquery
      join ${texts} t on t.key = d.key and t.vector @@ format('%L', w.word)::tsquery
      group by w.word`,
    [gone],
  );
}
