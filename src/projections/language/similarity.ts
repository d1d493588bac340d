import { isNegation, UNITS } from './languages.js';
import { signsOf } from './form.js';
import type { Tokenized } from './lexemes.js';
import type { Quantity, Term } from './terms.js';

/** A text with what it is compared by. */
export interface Compared {
  readonly text: string;
  readonly language: string | null;
  /** Its words without repetition, each with the forms under which another text's may be the same: itself, its stem. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly quantities: readonly Quantity[];
  /** Words that turn it round. */
  readonly negations: readonly string[];
  /** Signs that change what it says: `>`, `≠`. Those of its numbers' units are with these. */
  readonly signs: readonly string[];
}

/** Why two texts are alike, or not as much as their words are. */
export interface Similarity {
  /** 0 to 1. */
  readonly score: number;
  /** Words that both have, rarest first. */
  readonly words: readonly string[];
  readonly sharedNumbers: readonly Quantity[];
  /** Numbers that only one of them has, where both have such. */
  readonly differing: { readonly given: readonly Quantity[]; readonly claimed: readonly Quantity[] } | null;
  /** The words that turn one of them round and not the other. */
  readonly negations: readonly string[];
  /** The signs that only one of them has. */
  readonly signs: readonly string[];
}

/** What a number, a negation or a sign that differs leaves of a likeness. */
const LEFT = { number: 0.6, negation: 0.5, sign: 0.8 };
/** The share of the words that were given, rare ones for more; the rest is the share of the other text's words. */
const GIVEN = 0.75;
/** What one number with its unit counts for where no words can be shared, since the languages differ. */
const NUMBER_ALONE = 0.35;

/** @param stem gives the stem of a word in the text's language, null where there is none */
export function comparedOf(
  { text, language, terms }: Pick<Tokenized, 'text' | 'language' | 'terms'>,
  stem: (word: string) => string | null,
): Compared {
  const forms = (word: string): string[] => [word, stem(word)].filter((form) => form !== null);
  return {
    text,
    language,
    words: new Map(terms.map(({ word }) => [word, forms(word)])),
    quantities: quantitiesIn(terms),
    negations: [...new Set(terms.map(({ word }) => word).filter((word) => isNegation(word, language)))],
    signs: signsOf(text, terms),
  };
}

/** The numbers of a text, each once as it is meant. */
function quantitiesIn(terms: readonly Term[]): Quantity[] {
  const meant = terms.filter(({ place, quantity }, i) => quantity && terms[i + 1]?.place !== place);
  const seen = new Map(meant.map(({ quantity }) => [`${quantity?.value} ${quantity?.unit}`, quantity as Quantity]));
  return [...seen.values()];
}

const sameNumber = (one: Quantity, other: Quantity): boolean =>
  one.value === other.value && (one.unit === other.unit || one.unit === null || other.unit === null);

/** Words that say what a number counts are no words of their own across languages. */
const isCounted = (word: string): boolean => UNITS.has(word) || /^[\d.]+$/.test(word);

/**
 * How much two texts are alike. A number that differs, or a negation that only one of them has, lowers it and is told:
 * "sent 3,000" and "sent 11,000" share nearly all their letters.
 *
 * @param given the text that somebody enters
 * @param rarity how rare a word is: from 0, more for rarer ones
 * @param meant other words that a word given may stand for, where it is misspelt
 */
export function similarityOf(
  given: Compared,
  claimed: Compared,
  rarity: (word: string) => number,
  meant: ReadonlyMap<string, readonly string[]>,
): Similarity {
  const theirs = new Set([...claimed.words.values()].flat());
  const weights = [...given.words].map(([word, forms]) => {
    const others = meant.get(word) ?? [];
    const has = forms.some((form) => theirs.has(form)) ? 1 : others.some((other) => theirs.has(other)) ? 0.8 : 0;
    return { word, rarity: rarity(word), has };
  });
  const sum = weights.reduce((total, each) => total + each.rarity, 0) || 1;
  const share = weights.reduce((total, each) => total + each.rarity * each.has, 0) / sum;
  const shared = weights.filter(({ has, rarity: rare }) => has > 0 && rare > 0).sort((a, b) => b.rarity - a.rarity);
  const covered = Math.min(1, shared.length / Math.max(1, claimed.words.size));
  const numbers = given.quantities.filter((one) => claimed.quantities.some((other) => sameNumber(one, other)));
  const own = given.quantities.filter((one) => !claimed.quantities.some((other) => sameNumber(one, other)));
  const other = claimed.quantities.filter((one) => !given.quantities.some((each) => sameNumber(each, one)));
  const differ = own.length > 0 && other.length > 0;
  const turned = given.negations.length > 0 !== claimed.negations.length > 0;
  const signs = differingSigns(given, claimed);
  const alike = Math.max(GIVEN * share + (1 - GIVEN) * covered, acrossLanguages(given, claimed, numbers));
  return {
    score: alike * (differ ? LEFT.number : 1) * (turned ? LEFT.negation : 1) * (signs.length > 0 ? LEFT.sign : 1),
    words: shared.map(({ word }) => word),
    sharedNumbers: numbers,
    differing: differ ? { given: own, claimed: other } : null,
    negations: turned ? [...given.negations, ...claimed.negations] : [],
    signs,
  };
}

/** Signs that only one has; that of a unit where the other has no number with it. */
function differingSigns(one: Compared, other: Compared): string[] {
  const only = (own: Compared, others: Compared): string[] => [
    ...own.signs.filter((sign) => !others.signs.includes(sign)),
    ...own.quantities.flatMap(({ unit }) =>
      unit !== null && !/\p{L}/u.test(unit) && !others.quantities.some((each) => each.unit === unit) ? unit : [],
    ),
  ];
  return [...new Set([...only(one, other), ...only(other, one)])];
}

/** What numbers with their units say where the languages share no words. */
function acrossLanguages(given: Compared, claimed: Compared, numbers: readonly Quantity[]): number {
  if (given.language === null || given.language.split('-')[0] === claimed.language?.split('-')[0]) return 0;
  const telling = numbers.filter(({ unit, value }) => unit !== null && unit !== 'year' && value.length > 1);
  const names = [...given.words.keys()].filter((word) => !isCounted(word) && claimed.words.has(word)).length;
  const counts = (one: Quantity): boolean =>
    claimed.quantities.some((other) => other.value === one.value && other.unit === one.unit);
  // The same number of nobody knows what says half as much.
  const told = telling.reduce((sum, each) => sum + (counts(each) ? 1 : 0.5), 0);
  return told === 0 ? 0 : Math.min(0.9, NUMBER_ALONE * told + 0.1 * names);
}
