import type { Recorded } from '../../ledger/recorded.js';
import type { SearchedText } from '../language/searched-text.js';
import type { AnyProjection } from './projection.js';

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
 * The last two follow from the first. While a generation is filled they stay empty, and are backfilled at once at its end; from
 * then on they are kept up with every page (`Generation.backfilled`).
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
    create table ${docs} (key uuid primary key, last bigint not null, gated boolean not null, vector tsvector not null)
      with (fillfactor = 80);
    alter table ${docs} alter column vector set statistics 0;
    create table ${words} (word text collate "C" primary key, texts integer not null, first bigint not null)
      with (fillfactor = 80);
    alter table ${words} alter column word set statistics 0;
    create or replace aggregate views.joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
  `;
}

/** What follows `create index on <table>`, for each of those tables. */
export function textIndexesOf(projection: AnyProjection, table: string): (readonly [table: string, index: string])[] {
  const [texts, docs, words] = textTableNames(projection, table);
  if (!texts || !docs || !words) return [];
  return [
    [texts, '(key)'],
    [texts, '(form)'],
    [texts, '(language, position) where language is not null'],
    [texts, `using gin (vector) where part = 'claimant'`],
    [docs, 'using gin (vector)'],
    [words, 'using gin (word public.gin_trgm_ops) where length(word) between 4 and 30'],
  ];
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

export interface KeptText extends SearchedText {
  readonly position: number;
  readonly key: string;
}

/** The texts of an event that a projection keeps; none once they are erased. */
export function textsOf(projection: AnyProjection, event: Recorded): KeptText[] {
  if (!projection.texts || event.words === null || projection.on[event.type] === undefined) return [];
  const { position } = event;
  const [key = ''] = projection.keys(event);
  return projection.texts(event).map((text) => ({ ...text, position, key }));
}
