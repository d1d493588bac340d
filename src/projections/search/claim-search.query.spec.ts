import { describe, expect, it } from '@jest/globals';
import { lexemesOf, tokenized } from '../language/lexemes.js';
import { parseLiteral, parseQuery } from './claim-search.parse.js';
import { matchingOf } from './claim-search.query.js';

const options = { language: null, near: new Map(), used: new Set<string>() };
const ofText = (text: string, language: string | null) =>
  lexemesOf(tokenized({ part: 'wording', text, language, weight: 'A' }));
/** Whether a query's words are all in a text, as PostgreSQL would look for them. */
const finds = (query: string, text: string, language: string | null = 'en'): boolean => {
  const lexemes = ofText(text, language);
  const has = (word: string, begun = false): number[] =>
    lexemes.filter(({ lexeme }) => (begun ? lexeme.startsWith(word) : lexeme === word)).map(({ place }) => place);
  const inRow = ([first = '', ...rest]: readonly string[]): boolean =>
    has(first).some((place) => rest.every((word, i) => has(word).includes(place + i + 1)));
  const isThere = ({ words, begun }: { readonly words: readonly string[]; readonly begun: boolean }): boolean =>
    words.length > 1 ? inRow(words) : words.every((word) => has(word, begun).length > 0);
  const parsed = parseQuery(query, null);
  const { sought, unwanted } = parsed;
  expect(matchingOf(parsed, () => null, options).positive).not.toBe('');
  return sought.every((units) => units.some(isThere)) && !unwanted.some(isThere);
};

describe('A pasted claim', () => {
  it.each([
    ['Temperature fell to -5 degrees', 'en'],
    ['Temperature fell to −5 degrees, not to –10', 'en'],
    ['It cost 3.141 dollars and 2.718 euros', 'en'],
    ['Es kostete 3.141 Euro', 'de'],
    ['Population: 1,234,567 (+2.5 %) since 2024-03-05', 'en'],
    ['«Швеція не виключає» відправлення 3 000 військових', 'uk'],
    ['The F-16, the Su-57 and the pre-war MiG-29 of 10⁶ parts', 'en'],
    ['疫苗是假的，共 3,000 人', 'zh'],
    ['She said: “We won -not them- in 5 of 10 states”', 'en'],
  ])('finds itself: %s', (text, language) => {
    expect(finds(text, text, language)).toBe(true);
  });
});

describe('Words with hyphens', () => {
  it.each([
    ['F-16', ['F-16', 'F16', 'F 16']],
    ['F16', ['F-16', 'F16', 'F 16']],
    ['F 16', ['F-16', 'F16', 'F 16']],
    ['COVID-19', ['COVID-19', 'covid19', 'Covid 19']],
    ['covid19', ['COVID-19', 'covid19', 'Covid 19']],
    ['MH17', ['MH17', 'MH-17', 'MH 17']],
    ['MH-17', ['MH17', 'MH-17', 'MH 17']],
    ['pre-war', ['pre-war', 'prewar', 'pre war', 'pre‑war']],
    ['prewar', ['pre-war', 'prewar', 'pre‐war']],
    ['e-mail', ['e-mail', 'email']],
    ['Су-57', ['Су-57', 'Су57', 'Су 57']],
  ] as const)('are found joined and split: %s', (query, texts) => {
    for (const text of texts) expect([text, finds(query, `The ${text} flew.`)]).toEqual([text, true]);
  });

  it.each([
    ['F16', 'The F of 16 flew'],
    ['prewar', 'The war was before'],
    ['MH17', 'MH370 and 17 others'],
  ])('are not found in other words: %s in %s', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });
});

describe('Words of scripts that part none', () => {
  it.each([
    ['知事', '大阪府知事が辞任した'],
    ['大阪府', '大阪府知事が辞任した'],
    ['府知事', '大阪府知事が辞任した'],
    ['大学', '东京大学生物系发布报告'],
    ['北京', '北京市长否认'],
    ['カタカナ', 'ｶﾀｶﾅの記事'],
    ['ガス', 'カ\u3099ス料金'],
    ['น้ำ', 'น\u0e49\u0e4d\u0e32ท่วมกรุงเทพ'],
    ['กรุงเทพ', 'น้ำท่วมกรุงเทพ'],
  ])('are found within longer ones: %s in %s', (query, text) => {
    expect(finds(query, text, null)).toBe(true);
  });

  it.each([
    ['知県', '大阪府知事が辞任した'],
    ['京都', '東京の都知事'],
    ['大阪市知事', '大阪府知事が辞任した'],
  ])('are not found where their characters do not follow each other: %s in %s', (query, text) => {
    expect(finds(query, text, null)).toBe(false);
  });
});

describe('A minus', () => {
  it('excludes a word only at its start', () => {
    expect(finds('war -Ukraine', 'The war in Ukraine')).toBe(false);
    expect(finds('war -Ukraine', 'The war in Sudan')).toBe(true);
    expect(finds('war -"in Ukraine"', 'The war in Ukraine')).toBe(false);
    expect(finds('pre-war', 'The pre-war army')).toBe(true);
    expect(finds('fell to -5', 'It fell to -5')).toBe(true);
  });
});

describe('What is read for its words alone', () => {
  it.each(['-war OR "peace"', 'Vote -yes- OR die', 'a -b'])('has no operators: %s', (text) => {
    const { unwanted, operators } = parseLiteral(text, null);
    expect([unwanted, operators, parseQuery(text, null).operators]).toEqual([[], false, true]);
  });
});

describe('Numbers', () => {
  it.each([
    ['three thousand', 'It sent 3,000 soldiers', 'en'],
    ['3000', 'It sent three thousand soldiers', 'en'],
    ['dos mil', 'Son 2.000 casas', 'es'],
    ['2000', 'Prometió dos mil viviendas', 'es'],
    ['две тысячи', 'Построено 2000 домов', 'ru'],
    ['2000', 'Построено две тысячи домов', 'ru'],
    ['двадцять п’ять', 'Отримано 25 генераторів', 'uk'],
    ['3000', '派出三千士兵', 'zh'],
    ['三千', 'It sent 3,000 soldiers', 'en'],
    ['35000', '有3.5万人', 'zh'],
    ['2500', 'zweitausendfünfhundert Menschen', 'de'],
    ['zweitausend', '2.000 Menschen', 'de'],
    ['quatre-vingt-dix', '90 écoles', 'fr'],
    ['1900', 'nineteen hundred people', 'en'],
    ['2300000', 'two million three hundred thousand', 'en'],
    ['1000000000', 'mil millones de euros', 'es'],
    ['25', 'خمسة وعشرون', 'ar'],
    ['3000', 'ثلاثة آلاف جندي', 'ar'],
    ['100k', 'It has 100,000 members', 'en'],
    ['100000', 'It has 100k members', 'en'],
    ['2.4bn', 'It cost $2.4 billion', 'en'],
    ['2400000000', 'It cost $2.4bn', 'en'],
    ['5000000', 'It cost $5m', 'en'],
    ['5 million', 'It cost €5M', 'en'],
    ['3 млн', 'Это 3000000 рублей', 'ru'],
  ])('are found as they are meant: %s in %s', (query, text, language) => {
    expect(finds(query, text, language)).toBe(true);
  });

  it.each([
    ['once', 'There are 11 of them'],
    ['5000000', 'A rope of 5m'],
    ['3000', 'Three of a thousand'],
    ['90', 'fifty and forty'],
    ['1', 'One of them'],
    ['100', 'A century'],
    ['2000', 'Jahrtausend'],
    ['10001', '万一'],
  ])('are not found where none is meant: %s in %s', (query, text) => {
    expect(finds(query, text, /\p{Script=Han}/u.test(text) ? 'zh' : 'en')).toBe(false);
  });
});

describe('Pictures', () => {
  it.each([
    ['🚀', 'To the moon 🚀🚀'],
    ['👍', 'Agreed 👍🏽'],
    ['❤️', 'We ❤ it'],
    ['🇺🇦', 'Glory 🇺🇦'],
    ['👩‍👩‍👧', 'A family 👩‍👩‍👧 of three'],
  ])('are found: %s in %s', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['🚀', 'To the moon 🌕'],
    ['🇺🇦', 'Gloria 🇺🇸'],
  ])('are told apart: %s in %s', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });
});

describe('Names of places', () => {
  it.each([
    ['Kiev', 'Explosions in Kyiv', 'en'],
    ['Київ', 'Explosions in Kyiv', 'en'],
    ['Burma', 'The army of Myanmar', 'en'],
    ['Czech Republic', 'Czechia left', 'en'],
    ['Germany', 'Deutschland zahlt', 'de'],
    ['Deutschland', 'Германия платит', 'ru'],
    ['Ivory Coast', 'La Côte d’Ivoire gagne', 'fr'],
    ['United States', 'Estados Unidos paga', 'es'],
    ['USA', '美国否认', 'zh'],
    ['Peking', '北京市长否认', 'zh'],
    ['Turkey', 'Türkiye ödüyor', 'tr'],
    ['Swaziland', 'The king of Eswatini', 'en'],
  ])('are found under their other names: %s in %s', (query, text, language) => {
    expect(finds(query, text, language)).toBe(true);
  });

  it.each([
    ['Kiev', 'Explosions in Kharkiv'],
    ['Niger army', 'The army of Nigeria'],
    ['Guinea troops', 'Troops of Congo'],
    ['States', 'Estados Unidos'],
    ['us', 'The United States'],
  ])('are not found under those of others: %s in %s', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });
});
