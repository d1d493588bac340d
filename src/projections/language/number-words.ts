/** A word of a text, as `terms.ts` has it. */
interface Word {
  readonly word: string;
  /** UTF-16 offsets in the text: from, and up to without. */
  readonly start: number;
  readonly end: number;
}

/** A number that is written in words: which terms are it, both included, and what it is. */
export interface SpelledNumber {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Number words of a language, as `fold` leaves them, and the words that stand between them. */
interface NumberWords {
  readonly values: ReadonlyMap<string, number>;
  readonly between: ReadonlySet<string>;
}

/** `1 one|2 two`: what each word is worth. */
function numberWords(text: string, between = ''): NumberWords {
  const values = new Map<string, number>();
  for (const entry of text.split('|')) {
    const [value = '', ...words] = entry.split(' ');
    for (const word of words) values.set(word, Number(value));
  }
  return { values, between: new Set(between.split(' ')) };
}

const LANGUAGES: Readonly<Record<string, NumberWords>> = {
  en: numberWords(
    '1 one|2 two|3 three|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve|13 thirteen|14 fourteen|15 fifteen|16 sixteen|17 seventeen|18 eighteen|19 nineteen|20 twenty|30 thirty|40 forty|50 fifty|60 sixty|70 seventy|80 eighty|90 ninety|100 hundred|1e3 thousand|1e6 million|1e9 billion|1e12 trillion',
    'and',
  ),
  es: numberWords(
    '1 un uno una|2 dos|3 tres|4 cuatro|5 cinco|6 seis|7 siete|8 ocho|9 nueve|10 diez|11 once|12 doce|13 trece|14 catorce|15 quince|16 dieciseis|17 diecisiete|18 dieciocho|19 diecinueve|20 veinte|21 veintiuno veintiun veintiuna|22 veintidos|23 veintitres|24 veinticuatro|25 veinticinco|26 veintiseis|27 veintisiete|28 veintiocho|29 veintinueve|30 treinta|40 cuarenta|50 cincuenta|60 sesenta|70 setenta|80 ochenta|90 noventa|100 cien ciento|200 doscientos doscientas|300 trescientos trescientas|400 cuatrocientos cuatrocientas|500 quinientos quinientas|600 seiscientos seiscientas|700 setecientos setecientas|800 ochocientos ochocientas|900 novecientos novecientas|1e3 mil|1e6 millon millones|1e12 billon billones',
    'y',
  ),
  pt: numberWords(
    '1 um uma|2 dois duas|3 tres|4 quatro|5 cinco|6 seis|7 sete|8 oito|9 nove|10 dez|11 onze|12 doze|13 treze|14 catorze quatorze|15 quinze|16 dezesseis dezasseis|17 dezessete dezassete|18 dezoito|19 dezenove dezanove|20 vinte|30 trinta|40 quarenta|50 cinquenta|60 sessenta|70 setenta|80 oitenta|90 noventa|100 cem cento|200 duzentos duzentas|300 trezentos trezentas|400 quatrocentos quatrocentas|500 quinhentos quinhentas|600 seiscentos seiscentas|700 setecentos setecentas|800 oitocentos oitocentas|900 novecentos novecentas|1e3 mil|1e6 milhao milhoes|1e9 bilhao bilhoes',
    'e',
  ),
  fr: numberWords(
    '1 un une|2 deux|3 trois|4 quatre|5 cinq|6 six|7 sept|8 huit|9 neuf|10 dix|11 onze|12 douze|13 treize|14 quatorze|15 quinze|16 seize|20 vingt vingts|30 trente|40 quarante|50 cinquante|60 soixante|70 septante|80 huitante|90 nonante|100 cent cents|1e3 mille|1e6 million millions|1e9 milliard milliards',
    'et',
  ),
  de: numberWords(
    '1 ein eins eine einer einem einen|2 zwei|3 drei|4 vier|5 funf fuenf|6 sechs|7 sieben|8 acht|9 neun|10 zehn|11 elf|12 zwolf zwoelf|13 dreizehn|14 vierzehn|15 funfzehn fuenfzehn|16 sechzehn|17 siebzehn|18 achtzehn|19 neunzehn|20 zwanzig|30 dreissig|40 vierzig|50 funfzig fuenfzig|60 sechzig|70 siebzig|80 achtzig|90 neunzig|100 hundert|1e3 tausend|1e6 million millionen|1e9 milliarde milliarden|1e12 billion billionen',
    'und',
  ),
  ru: numberWords(
    '1 один одна одно одну|2 два две|3 три|4 четыре|5 пять|6 шесть|7 семь|8 восемь|9 девять|10 десять|11 одиннадцать|12 двенадцать|13 тринадцать|14 четырнадцать|15 пятнадцать|16 шестнадцать|17 семнадцать|18 восемнадцать|19 девятнадцать|20 двадцать|30 тридцать|40 сорок|50 пятьдесят|60 шестьдесят|70 семьдесят|80 восемьдесят|90 девяносто|100 сто|200 двести|300 триста|400 четыреста|500 пятьсот|600 шестьсот|700 семьсот|800 восемьсот|900 девятьсот|1e3 тысяча тысячи тысяч тысячу|1e6 миллион миллиона миллионов|1e9 миллиард миллиарда миллиардов',
  ),
  uk: numberWords(
    '1 один одна одно одну|2 два дві|3 три|4 чотири|5 пять|6 шість|7 сім|8 вісім|9 девять|10 десять|11 одинадцять|12 дванадцять|13 тринадцять|14 чотирнадцять|15 пятнадцять|16 шістнадцять|17 сімнадцять|18 вісімнадцять|19 девятнадцять|20 двадцять|30 тридцять|40 сорок|50 пятдесят|60 шістдесят|70 сімдесят|80 вісімдесят|90 девяносто|100 сто|200 двісті|300 триста|400 чотириста|500 пятсот|600 шістсот|700 сімсот|800 вісімсот|900 девятсот|1e3 тисяча тисячі тисяч тисячу|1e6 мільйон мільйона мільйони мільйонів|1e9 мільярд мільярда мільярди мільярдів',
  ),
  pl: numberWords(
    '1 jeden jedna jedno|2 dwa dwie|3 trzy|4 cztery|5 piec|6 szesc|7 siedem|8 osiem|9 dziewiec|10 dziesiec|11 jedenascie|12 dwanascie|13 trzynascie|14 czternascie|15 pietnascie|16 szesnascie|17 siedemnascie|18 osiemnascie|19 dziewietnascie|20 dwadziescia|30 trzydziesci|40 czterdziesci|50 piecdziesiat|60 szescdziesiat|70 siedemdziesiat|80 osiemdziesiat|90 dziewiecdziesiat|100 sto|200 dwiescie|300 trzysta|400 czterysta|500 piecset|600 szescset|700 siedemset|800 osiemset|900 dziewiecset|1e3 tysiac tysiace tysiecy|1e6 milion miliony milionow|1e9 miliard miliardy miliardow',
  ),
  ar: numberWords(
    '2 اثنان اثنين|3 ثلاثه ثلاث|4 اربعه اربع|5 خمسه خمس|6 سته ست|7 سبعه سبع|8 ثمانيه ثماني ثمان|9 تسعه تسع|10 عشره عشر|20 عشرون عشرين|30 ثلاثون ثلاثين|40 اربعون اربعين|50 خمسون خمسين|60 ستون ستين|70 سبعون سبعين|80 ثمانون ثمانين|90 تسعون تسعين|100 مايه ميه|200 مايتان مايتين ميتان ميتين|2e3 الفان الفين|1e3 الف الاف الفا|1e6 مليون ملايين|1e9 مليار مليارات',
    'و',
  ),
};
/** Words for a hundred that are said once more behind others ("three hundred"), not in their stead ("doscientos"). */
const COUNTED_HUNDREDS = new Set(['hundred', 'cent', 'cents', 'hundert', 'مايه', 'ميه']);
const SCALES = new Set([1e3, 1e6, 1e9, 1e12]);
/** From here on a single word is a number of its own; below, it is as often none: "one of them". */
const ALONE_FROM = 11;

/** German writes a number under a million as one word. @returns undefined where the word is none */
function germanNumber(word: string): number | undefined {
  const { values } = LANGUAGES.de as NumberWords;
  const known = values.get(word);
  if (known !== undefined) return known;
  const [, thousands, below] = /^(.*)tausend(.*)$/.exec(word) ?? [];
  if (thousands !== undefined && below !== undefined) return scaledGerman(thousands, 1000, below);
  const [, hundreds, rest] = /^(.*)hundert(.*)$/.exec(word) ?? [];
  if (hundreds !== undefined && rest !== undefined) return scaledGerman(hundreds, 100, rest);
  const [, ones, tens] = /^(\w+?)und(\w+ss?ig|\w+zig)$/.exec(word) ?? [];
  return ones === undefined || tens === undefined ? undefined : sum(values.get(ones), values.get(tens));
}

const sum = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one + other;

function scaledGerman(count: string, scale: number, rest: string): number | undefined {
  const times = count === '' ? 1 : germanNumber(count);
  const added = rest === '' ? 0 : germanNumber(rest.replace(/^und(?=ein)/, ''));
  return times === undefined || added === undefined || times >= 1000 ? undefined : times * scale + added;
}

/** What a word of a language is worth; undefined where it is no number. */
const worthIn = (code: string, word: string): number | undefined =>
  code === 'de' && /[a-z]{8}/.test(word) ? germanNumber(word) : LANGUAGES[code]?.values.get(word);

/** Reads the number that begins at a term, by one language; undefined where none does. */
function readAt(terms: readonly Word[], from: number, code: string, touches: Touches): SpelledNumber | undefined {
  const { between } = LANGUAGES[code] as NumberWords;
  let [total, current, scale, words] = [0, 0, Infinity, 0];
  let to = from - 1;
  for (let i = from; i < terms.length; i += 1) {
    const term = terms[i] as Word;
    if (i > from && !touches(terms[i - 1] as Word, term)) break;
    const { word } = term;
    if (words > 0 && between.has(word)) continue;
    const worth = worthIn(code, word) ?? (code === 'ar' ? worthIn(code, word.replace(/^و/u, '')) : undefined);
    if (worth === undefined) break;
    if (SCALES.has(worth) && !/tausend./.test(word)) {
      // "mil millones": what was said multiplies as a whole.
      if (worth > scale && current === 0) total *= worth;
      else if (worth < scale) total += (current || 1) * worth;
      else break;
      [current, scale] = [0, Math.min(scale, worth)];
    } else if (worth === 100 && COUNTED_HUNDREDS.has(word) && current < 100) {
      current = (current || 1) * 100;
    } else if (code === 'fr' && worth === 20 && current % 100 === 4) {
      current += 76;
    } else if (adds(current, worth, code)) {
      current += worth;
    } else {
      break;
    }
    words += 1;
    to = i;
  }
  const value = total + current;
  const isOne = words > 1 || (value >= ALONE_FROM && isWhole(terms[from]?.word ?? '', code));
  return isOne && Number.isSafeInteger(value) ? { from, to, value } : undefined;
}

/** What multiplies, alone, is a number where the language says so: "mil", and not "hundred". */
const isWhole = (word: string, code: string): boolean => code !== 'en' || (worthIn('en', word) ?? 0) < 100;

/** Whether a word adds to what was said before: "five" to "twenty", and not "twenty" to "five". */
function adds(current: number, worth: number, code: string): boolean {
  if (current === 0) return true;
  if (code === 'ar') return current >= 100 ? worth < 100 : current < 10 ? worth >= 10 && worth % 10 === 0 : worth < 0;
  if (code === 'fr' && (current % 100 === 60 || current % 100 === 80)) return worth < 20;
  const magnitude = 10 ** String(worth).length;
  return current % magnitude === 0;
}

/** A German word that is made of several, as no word of another language is. */
const isCompound = (code: string, word: string): boolean => code === 'de' && !LANGUAGES.de?.values.has(word);

type Touches = (one: Word, next: Word) => boolean;
/** Where nobody said the language: as a reader of English reads it, else by whichever finds a number of several words. */
const ALL = Object.keys(LANGUAGES);

/**
 * The numbers that stand in words in a text, longest first where several begin at one: "three thousand", "две тысячи", "dos
 * mil". A single word counts from eleven on, and in the text's own language only.
 *
 * @param terms one at each place
 * @param language BCP 47; null where nobody said
 */
export function spelledNumbers(text: string, terms: readonly Word[], language: string | null): SpelledNumber[] {
  const code = language?.split('-')[0]?.toLowerCase() ?? '';
  const codes = language === null ? ALL : code in LANGUAGES ? [code] : [];
  if (codes.length === 0) return [];
  const touches: Touches = (one, next) => /^[\s\u00ad-]{1,2}$/.test(text.slice(one.end, next.start));
  const found: SpelledNumber[] = [];
  for (let i = 0; i < terms.length; i += 1) {
    const { word } = terms[i] as Word;
    const before = terms[i - 1];
    // What digits begin is read with them.
    if (before && /^\d/.test(before.word) && touches(before, terms[i] as Word)) continue;
    const read = codes.flatMap((each) => {
      const number = worthIn(each, word) === undefined ? undefined : readAt(terms, i, each, touches);
      const told = number && (language !== null || each === 'en' || number.to > number.from || isCompound(each, word));
      return told ? [number] : [];
    });
    const [longest] = read.sort((a, b) => b.to - a.to);
    if (!longest) continue;
    found.push(longest);
    i = longest.to;
  }
  return found;
}

const HAN_DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  [...'〇一二三四五六七八九']
    .map((digit, value) => [digit, value] as const)
    .concat([
      ['零', 0],
      ['两', 2],
      ['兩', 2],
    ]),
);
const HAN = /(?:\d+(?:\.\d+)?|[〇零一二两兩三四五六七八九十百千])[〇零一二两兩三四五六七八九十百千万萬億亿兆]+/gu;
const HAN_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const HAN_SCALES: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 億: 1e8, 亿: 1e8, 兆: 1e12 };

/** Numbers in Chinese characters, with where they stand in the text: 三千, 3万, 二百五十. */
export function hanNumbers(text: string): { readonly start: number; readonly end: number; readonly value: number }[] {
  if (!/[十百千万萬億亿兆]/u.test(text)) return [];
  return [...text.matchAll(HAN)].flatMap(({ 0: written, index: start }) => {
    const value = /[十百千万萬億亿兆]/u.test(written) ? hanValue(written) : 0;
    return Number.isSafeInteger(value) && value >= ALONE_FROM ? [{ start, end: start + written.length, value }] : [];
  });
}

function hanValue(written: string): number {
  let [total, section, digit] = [0, 0, 0];
  for (const part of written.match(/\d+(?:\.\d+)?|./gu) ?? []) {
    const [unit, scale] = [HAN_UNITS[part], HAN_SCALES[part]];
    if (unit !== undefined) {
      section += (digit || 1) * unit;
      digit = 0;
    } else if (scale !== undefined) {
      total += (section + digit || 1) * scale;
      [section, digit] = [0, 0];
    } else {
      digit = HAN_DIGITS[part] ?? Number(part);
    }
  }
  return Math.round(total + section + digit);
}
