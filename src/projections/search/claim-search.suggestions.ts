import type { Pool } from 'pg';
import { inLatin, soundLexeme, soundsFor } from '../language/latin.js';
import type { QueryTerm } from '../language/tsquery.js';
import type { ParsedQuery } from './claim-search.parse.js';
import { misspellable, type Alternatives } from './claim-search.query.js';
import type { SearchNoticeCode, SearchNoticeView } from './claim-search.views.js';
import { nearWords, type NearWords } from './near-words.js';

/** What may stand for the words of a query, and what to say of it. */
export interface Suggestions {
  readonly alternatives: Alternatives;
  readonly notices: readonly SearchNoticeView[];
}

export const NO_SUGGESTIONS: Suggestions = { alternatives: new Map(), notices: [] };

/** Without its last vowels a sound stands for the forms of a name as well: Путина, Путину. */
const STEM_FROM = 5;
const soundTerm = (sound: string): QueryTerm => {
  const stem = sound.replace(/[aeiou]+$/, '');
  return sound.startsWith('~') || stem.length < STEM_FROM
    ? { lexeme: soundLexeme(sound), begun: false }
    : { lexeme: soundLexeme(stem), begun: true };
};

/**
 * Words of a vocabulary that a misspelt word may be, and how a word sounds in other scripts.
 *
 * @param table the vocabulary (`texts.ts`): that of who asks
 * @param asOf only words that were known at this position; null: all
 */
export async function suggestionsFor(
  pool: Pool,
  table: string,
  typed: ParsedQuery,
  asOf: number | null,
): Promise<Suggestions> {
  const words = misspellable(typed);
  const latin = new Map(
    words.flatMap((word): [string, string][] => {
      const written = inLatin(word);
      return written === null ? [] : [[word, written]];
    }),
  );
  const near = await nearWords(pool, table, [...new Set([...words, ...latin.values()])], asOf);
  const alternatives = words.map((word): [string, QueryTerm[]] => [
    word,
    [
      ...[...(near.get(word) ?? []), ...inLatinOf(word, latin, near)].map((lexeme) => ({ lexeme, begun: false })),
      ...soundsFor(word).map(soundTerm),
    ],
  ]);
  return {
    alternatives: new Map(alternatives.filter(([, terms]) => terms.length > 0)),
    notices: words.flatMap((word) => [
      ...noticeOf('near-words', word, near.get(word) ?? []),
      ...noticeOf('other-script', word, inLatinOf(word, latin, near)),
    ]),
  };
}

const inLatinOf = (word: string, latin: ReadonlyMap<string, string>, near: NearWords): string[] => {
  const written = latin.get(word);
  return written === undefined ? [] : [written, ...(near.get(written) ?? [])];
};

const noticeOf = (code: 'near-words' | 'other-script', word: string, also: readonly string[]): SearchNoticeView[] =>
  also.length === 0
    ? []
    : [notice(code, `Few claims have “${word}”: ${also.join(', ')} is looked for, too.`, [word], also)];

/** What a query says by itself: that it has nothing to look for, or names a place that has other names. */
export function noticesOn({ sought, unwanted }: ParsedQuery): SearchNoticeView[] {
  if (sought.length === 0 && unwanted.length === 0)
    return [
      notice('nothing-to-look-for', 'There is no word, number or picture to look for in what was typed.', [], []),
    ];
  return sought.flatMap((units) => {
    const also = [...new Set(units.flatMap(({ suggested, words }) => (suggested ? [words.join(' ')] : [])))];
    const typed = units.find(({ suggested }) => !suggested)?.words.join(' ') ?? '';
    return also.length === 0
      ? []
      : [notice('other-name', `“${typed}” is looked for under its other names, too.`, [typed], also)];
  });
}

/** That what was to be left out is looked for instead. */
export function exclusionIgnored({ unwanted }: ParsedQuery): SearchNoticeView {
  const words = [...new Set(unwanted.map((unit) => unit.words.join(' ')))];
  const detail = `Nothing is found without ${words.map((word) => `“${word}”`).join(' and ')}: these are the claims that have all the words.`;
  return notice('exclusion-ignored', detail, words, []);
}

const notice = (
  code: SearchNoticeCode,
  detail: string,
  words: readonly string[],
  also: readonly string[],
): SearchNoticeView => ({ code, detail, words: [...words], also: [...also] });
