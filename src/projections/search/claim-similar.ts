import type { Pool } from 'pg';
import { daysOf } from '../../kernel/edtf.js';
import { CorruptEvent } from '../../ledger/errors.js';
import { itemOf } from '../claims/claim-list.js';
import { isStale } from '../engine/list.js';
import { textsOf } from '../engine/texts.js';
import { claimSearchProjection } from './claim-search.projection.js';
import { SEARCH_DEPENDS_ON, searchTables } from './claim-search.reading.js';
import {
  candidatesFor,
  rarityOf,
  type Candidate,
  type Rarity,
  type SimilarCriteria,
} from './claim-similar.candidates.js';
import { reasonsOf, type Nearest } from './claim-similar.reasons.js';
import type { SimilarClaimsView, SimilarClaimView, SimilarReason } from './claim-similar.views.js';
import { dictionariesFor, dictionaryOf } from '../language/languages.js';
import { tokenized, stemLexeme, stemmedIn } from '../language/lexemes.js';
import { comparedOf, similarityOf, type Compared } from '../language/similarity.js';
import { nearWords, type NearWords } from './near-words.js';
import { DUE_DEPENDS_ON, dueAmong } from '../review/due.js';
import { stemsOf, type Stemmed, type Stems } from '../language/stems.js';
import { eventsAt, type EventLookup } from '../event-lookup.js';
import { formKey, formOf } from '../language/form.js';
import { notFound, isStaff, view, type ReadContext } from '../engine/view.js';

/** What is known so far of a claim that is being entered. */
export interface SimilarArgs {
  readonly text: string;
  /** BCP 47. */
  readonly language?: string | undefined;
  /** The keys of the claimant's name (`originKeys`), and of the address as a work's and as a review's (`addressKeys`). */
  readonly claimantKeys?: readonly string[];
  readonly workKeys?: readonly string[];
  readonly reviewKeys?: readonly string[];
  /** EDTF. */
  readonly claimedOn?: string | undefined;
  /** 1 to 50, 10 by default. */
  readonly limit?: number | undefined;
}

/** Words by which candidates are found. */
const RAREST = 8;
/** Texts that these words may stand in, all together: a candidate is read for each. */
const MAX_TEXTS_READ = 4000;
/** Less alike than this by its words alone, a claim is not told. */
const MIN_SIMILARITY = 0.25;
/** Reasons that stand without any likeness of words. */
const SHOWN_ANYWAY: ReadonlySet<string> = new Set<SimilarReason>(['same-address', 'same-upstream', 'same-claimant']);

/**
 * Claims like the one that is being entered, for who works here: how rare a word is tells of what is not published.
 *
 * Throws QueryError `not-found` for anybody else.
 */
export const claimSimilar = view<SimilarArgs, SimilarClaimsView>({
  dependsOn: [...SEARCH_DEPENDS_ON, ...DUE_DEPENDS_ON],
  answer: async ({ pool, ledger }, args, moment) => {
    if (!isStaff(moment.reader)) return notFound();
    const { text, language = null, claimantKeys = [], workKeys = [], reviewKeys = [], claimedOn, limit = 10 } = args;
    const keys = [...claimantKeys, ...workKeys];
    const [held, given] = await Promise.all([ledger.held(keys), readGiven(pool, text, language)]);
    const sought: SimilarCriteria = {
      words: given.rarest,
      form: given.form === '' ? null : formKey(text, language),
      claimantId: claimantKeys.map((key) => held.get(key)).find((id) => id !== undefined) ?? null,
      days: claimedOn === undefined ? null : daysOf(claimedOn),
      workId: workKeys.map((key) => held.get(key)).find((id) => id !== undefined) ?? null,
      reviewKeys,
    };
    const found = await candidatesFor(pool, sought, moment.reader.id);
    const { rows, position } = found;
    const positions = rows.flatMap(({ state, texts }) => [
      state.worded,
      state.named,
      ...texts.map((each) => each.position),
    ]);
    const stored = await eventsAt(pool, [...new Set(positions)]);
    const compared = await comparableTexts(pool, stored);
    const due = await dueAmong(
      pool,
      rows.map(({ key }) => key),
      { asOf: null, time: moment.time, reader: moment.reader },
    );
    const items = rows
      .map((row) => itemFor(row, { given, compared, due, stored, moment }))
      .filter(({ score, reasons }) => score >= MIN_SIMILARITY || reasons.some(({ kind }) => SHOWN_ANYWAY.has(kind)))
      .sort((a, b) => Number(b.same) - Number(a.same) || b.score - a.score || (a.claim.id < b.claim.id ? 1 : -1))
      .slice(0, limit);
    return { items, nextCursor: null, position, asOf: null, stale: isStale(moment, found) };
  },
});

/** What is given, with what it is compared by. */
interface GivenText extends Compared {
  readonly form: string;
  readonly near: NearWords;
  readonly rarity: (word: string) => number;
  readonly rarest: SimilarCriteria['words'];
}

async function readGiven(pool: Pool, text: string, language: string | null): Promise<GivenText> {
  const dictionary = dictionaryOf(language);
  const plain = comparedOf(tokenized({ text, language }), () => null);
  const words = [...plain.words.keys()];
  const pairs = words.flatMap((word): Stemmed[] => stemmersOf(word, dictionary).map((name) => [name, word]));
  const [stems, rarity] = await Promise.all([stemsOf(pool, pairs), rarityOf(pool, words)]);
  const unknown = words.filter((word) => !rarity.texts.has(word) && /^\p{L}{4,30}$/u.test(word));
  const near = await nearWords(pool, searchTables(true).words, unknown, null);
  const nearby = await rarityOf(pool, [...near.values()].flat());
  const formsOf = (word: string): string[] =>
    stemmersOf(word, dictionary).flatMap((name) => {
      const stem = stems(name, word);
      return stem === null ? [] : [stemLexeme(name, stem)];
    });
  const known: Rarity = { of: rarity.of, texts: new Map([...rarity.texts, ...nearby.texts]) };
  const weigh = wordWeights(known, near);
  return {
    ...plain,
    words: new Map(words.map((word) => [word, [word, ...formsOf(word)]])),
    form: formOf(text, language),
    near,
    rarity: weigh,
    rarest: rarestOf(words, known, near, weigh, formsOf),
  };
}

/** The stemmer of the language, or where nobody said those of the word's script. */
const stemmersOf = (word: string, dictionary: string | undefined): readonly string[] => {
  const possible = dictionariesFor(word);
  return dictionary === undefined ? possible : possible.filter((name) => name === dictionary);
};

/** How much a word says: the rarer, the more; nothing where every other text has it. */
const wordWeights =
  ({ texts, of }: Rarity, near: NearWords) =>
  (word: string): number => {
    const found = texts.get(word) ?? Math.max(0, ...(near.get(word) ?? []).map((other) => texts.get(other) ?? 0));
    return Math.max(0, Math.log((of + 2) / (Math.min(found, of) + 1)));
  };

/** The rarest words that any text has, as long as those texts are few enough to be read; two at least. */
function rarestOf(
  words: readonly string[],
  { texts }: Rarity,
  near: NearWords,
  weigh: (word: string) => number,
  formsOf: (word: string) => readonly string[],
): SimilarCriteria['words'] {
  const found = words
    .map((word) => ({ word, spelt: texts.has(word) ? [word] : (near.get(word) ?? []) }))
    .filter(({ spelt }) => spelt.length > 0)
    .sort((a, b) => weigh(b.word) - weigh(a.word))
    .slice(0, RAREST);
  let read = 0;
  return found.flatMap(({ word, spelt }, i) => {
    read += spelt.reduce((sum, each) => sum + (texts.get(each) ?? 0), 0);
    if (i >= 2 && read > MAX_TEXTS_READ) return [];
    return [{ lexemes: [...spelt, ...(texts.has(word) ? formsOf(word) : [])], weight: weigh(word) }];
  });
}

/** The texts of candidates as they are compared, by position and part. */
async function comparableTexts(pool: Pool, stored: EventLookup): Promise<ReadonlyMap<string, Compared>> {
  const texts = [...stored.values()]
    .flatMap((event) => (event instanceof CorruptEvent ? [] : textsOf(claimSearchProjection, event)))
    .map(tokenized);
  const stems: Stems = await stemsOf(pool, stemmedIn(texts));
  return new Map(
    texts.map(({ position, part, text, language, terms }) => {
      const dictionary = dictionaryOf(language);
      const stem = (word: string): string | null => {
        const found = dictionary === undefined ? null : stems(dictionary, word);
        return found === null || dictionary === undefined ? null : stemLexeme(dictionary, found);
      };
      return [`${position} ${part}`, comparedOf({ text, language, terms }, stem)];
    }),
  );
}

interface SimilarityContext {
  readonly given: GivenText;
  readonly compared: ReadonlyMap<string, Compared>;
  readonly due: ReadonlySet<string>;
  readonly stored: EventLookup;
  readonly moment: ReadContext;
}

function itemFor(row: Candidate, { given, compared, due, stored, moment }: SimilarityContext): SimilarClaimView {
  const nearest = row.texts
    .flatMap(({ position, part }): Nearest[] => {
      const text = compared.get(`${position} ${part}`);
      if (!text) return [];
      const inUse = isInUse(row, position, part, stored);
      const equal = given.form !== '' && formOf(text.text, text.language) === given.form;
      return [{ text, inUse, equal, likeness: similarityOf(given, text, given.rarity, given.near) }];
    })
    .reduce<Nearest | null>((best, each) => (best === null || rankOf(each) > rankOf(best) ? each : best), null);
  const { same, score, reasons } = reasonsOf(row, nearest);
  const claim = itemOf(row, stored, { filters: {}, time: moment.time, reader: moment.reader }, due);
  return { claim, same, score, text: nearest?.text.text ?? null, reasons };
}

const rankOf = ({ inUse, equal, likeness: { score } }: Nearest): number => (equal ? 2 : 0) + (inUse ? 0.01 : 0) + score;

/** Whether a text is the claim's wording in use, or a translation of it. */
function isInUse({ state }: Candidate, position: number, part: string, stored: EventLookup): boolean {
  if (part === 'wording') return position === state.worded;
  const event = stored.get(position);
  if (!event || event instanceof CorruptEvent) return false;
  return (event.facts as { wordingId?: string }).wordingId === state.wordingId;
}
