import { quotedLexeme } from './lexemes.js';

/** A lexeme that is looked for; with `begun` also any that begins with it. */
export interface QueryTerm {
  readonly lexeme: string;
  readonly begun: boolean;
}

/** A query as PostgreSQL reads it (a `tsquery` literal), with what it looks for. */
export interface TsQuery {
  readonly text: string;
  readonly terms: readonly QueryTerm[];
}

export const term = (lexeme: string, begun = false): TsQuery => ({
  text: `${quotedLexeme(lexeme)}${begun ? ':*' : ''}`,
  terms: [{ lexeme, begun }],
});

/** Lexemes that follow one another. */
export const phrase = (lexemes: readonly string[]): TsQuery =>
  joined(
    ' <-> ',
    lexemes.map((each) => term(each)),
  );

/** Any of some queries; null where there are none. */
export const anyOf = (queries: readonly TsQuery[]): TsQuery | null => {
  const different = [...new Map(queries.map((query) => [query.text, query])).values()];
  return different.length === 0 ? null : joined(' | ', different);
};

/** All of some queries; null where there are none. */
export const allOf = (queries: readonly TsQuery[]): TsQuery | null =>
  queries.length === 0 ? null : joined(' & ', queries);

/** What a query does not find: it looks for nothing. */
export const not = ({ text }: TsQuery): TsQuery => ({ text: `!${text}`, terms: [] });

const joined = (operator: string, queries: readonly TsQuery[]): TsQuery => ({
  text: `(${queries.map(({ text }) => text).join(operator)})`,
  terms: queries.flatMap(({ terms }) => terms),
});

/** How many different lexemes a query looks for. */
export const lexemeCount = (query: TsQuery | null): number => new Set(query?.terms.map(({ lexeme }) => lexeme)).size;
