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
 * The last two follow from the first. While a generation is filled they stay empty, and are backfilled at once at its end;
 * from then on they are kept up with every page (`Generation.backfilled`).
 *
 * A projection that says what is public of its rows (`PUBLIC_COLUMNS`) has the three a second time, as `_public_texts` and
 * so on, with what anybody may read now, and since when: strangers search these and no others, so that no answer, no rank
 * and no time that it takes depends on anything else. A row's texts come into them as it becomes public and go as it is no
 * longer; they have no proposals, since what was published of one is a text like any other.
 *
 * An erasure takes the texts of its positions away, and what the others hold of them. ANALYZE keeps no samples of these
 * columns, since nothing would take them away.
 */
export interface TextTables {
  readonly texts: string;
  readonly docs: string;
  readonly words: string;
  /** The column of `texts` that has the position from which a text counts. */
  readonly since: 'position' | 'since';
}

/** Who reads: those who work here, or anybody. */
export type Readership = 'staff' | 'public';

/**
 * The columns by which a projection says what of its rows is public, and so that its texts are kept for strangers too:
 * since which position (`bigint`; null: not public now), and since which the proposals are that were published (`jsonb`, by
 * verdict). Neither changes once it is set, but for a row that is public no longer.
 *
 * A projection of several kinds of rows may say which others a row opens (`jsonb`, the position since which it does, by
 * key; null where none): their texts are public as long as a row that opens them is, or one that opens that one.
 */
export const PUBLIC_COLUMNS = { since: 'public_since', published: 'published_since', opens: 'opens' } as const;

export const opensOthers = ({ columns }: AnyProjection): boolean => PUBLIC_COLUMNS.opens in columns;

export const textTablesFor = (table: string, readership: Readership): TextTables => {
  const own = readership === 'staff' ? table : `${table}_public`;
  const since = readership === 'staff' ? 'position' : 'since';
  return { texts: `${own}_texts`, docs: `${own}_docs`, words: `${own}_words`, since };
};

export const hasPublicTexts = ({ texts, columns }: AnyProjection): boolean =>
  texts !== undefined && PUBLIC_COLUMNS.since in columns;

/** The sets of tables that a projection's texts lie in. */
export const textTablesOf = (projection: AnyProjection, table: string): TextTables[] => [
  ...(projection.texts ? [textTablesFor(table, 'staff')] : []),
  ...(hasPublicTexts(projection) ? [textTablesFor(table, 'public')] : []),
];

export const textTableNames = (projection: AnyProjection, table: string): string[] =>
  textTablesOf(projection, table).flatMap(({ texts, docs, words }) => [texts, docs, words]);

/**
 * SQL that makes those tables; empty for a projection without texts.
 *
 * @param table the table of the rows that these texts belong to, with its schema
 */
export const createTextTablesOf = (projection: AnyProjection, table: string): string =>
  textTablesOf(projection, table).map(createStatements).join('; ');

const createStatements = ({ texts, docs, words, since }: TextTables): string => `
    create table ${texts} (position bigint not null, part text not null, key uuid not null, language text,
      verdict_id uuid, names uuid, ${since === 'since' ? 'since bigint not null, ' : ''}form bytea not null,
      vector tsvector not null, primary key (position, part));
    alter table ${texts} alter column vector set statistics 0, alter column form set statistics 0;
    create table ${docs} (key uuid primary key, last bigint not null, gated boolean not null, vector tsvector not null)
      with (fillfactor = 80);
    alter table ${docs} alter column vector set statistics 0;
    create table ${words} (word text collate "C" primary key, texts integer not null, first bigint not null)
      with (fillfactor = 80);
    alter table ${words} alter column word set statistics 0;
    create or replace aggregate views.joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '')`;

/** What follows `create index on <table>`, for each of those tables. */
export const textIndexesOf = (projection: AnyProjection, table: string): (readonly [table: string, index: string])[] =>
  textTablesOf(projection, table).flatMap(({ texts, docs, words, since }) => [
    [texts, '(key)'] as const,
    [texts, '(form)'] as const,
    [texts, '(names) where names is not null'] as const,
    [texts, `(language, ${since}) where language is not null`] as const,
    [texts, `using gin (vector) where part = 'claimant'`] as const,
    [docs, 'using gin (vector)'] as const,
    [words, 'using gin (word public.gin_trgm_ops) where length(word) between 4 and 30'] as const,
  ]);

/**
 * SQL that gives an array of the languages (BCP 47) that texts are in, by an index that it walks from one to the next: they
 * are far fewer than texts.
 *
 * @param asOf the parameter that holds the position up to which texts count, or null
 */
export function languagesIn({ texts, since }: TextTables, asOf: string | null): string {
  const next = (condition: string): string =>
    `(select t.language, t.${since} from ${texts} t where ${condition} order by t.language, t.${since} limit 1)`;
  return `array(with recursive used as (
      ${next('t.language is not null')} union all
      select n.* from used cross join lateral ${next('t.language > used.language')} n
    ) select language from used ${asOf === null ? '' : `where ${since} <= ${asOf}`} order by language)`;
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
