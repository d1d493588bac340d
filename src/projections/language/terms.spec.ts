import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lightArabic } from './stems.js';
import { fold, termsOf } from './terms.js';

const wordsOf = (text: string, language: string | null = null): string[] =>
  termsOf(text, language).map(({ word }) => word);
const quantitiesOf = (text: string, language: string | null = null): (string | null | undefined)[][] =>
  termsOf(text, language)
    .filter(({ quantity }) => quantity)
    .map(({ quantity }) => [quantity?.value, quantity?.unit]);

describe('The words of a text', () => {
  it.each([
    ['Sweden isn’t “ruling-out” troops', ['sweden', 'isn', 't', 'ruling', 'out', 'troops']],
    ['The U.S. and the U.S.A.', ['the', 'us', 'and', 'the', 'usa']],
    ['Über l’été à Malmö, STRASSE/Straße', ['uber', 'l', 'ete', 'a', 'malmo', 'strasse', 'strasse']],
    ['п’ятьох об\u0027єктів її Йосип ёлка', ['пятьох', 'обєктів', 'її', 'йосип', 'елка']],
    ['أُرسِلَ جـــنود إلى الجبهة', ['ارسل', 'جنود', 'الي', 'الجبهه']],
    ['ｆｕｌｌ ｗｉｄｔｈ so\u00adft', ['full', 'width', 'soft']],
    ['COVID-19 MH17 5G', ['covid', '19', 'mh17', '5g']],
    ['', []],
    ['… — !?', []],
  ])('are compared without case, marks and signs: %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are found where a script parts none', () => {
    expect(wordsOf('疫苗是假的').length).toBeGreaterThan(1);
  });

  it('say where they stand', () => {
    const text = 'Die Brücke «am Fluss» – 3 000 Stück';
    for (const { word, start, end } of termsOf(text, 'de')) {
      expect(fold(text.slice(start, end)).replaceAll(/\s/g, '')).toBe(word);
    }
  });

  it('are the same whether or not the whole text is ASCII', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...` aB1.,'-$%U0`), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(ascii, fc.string()), (text) => {
        expect(termsOf(text, 'en')).toEqual(termsOf(`${text} \n ж`, 'en').slice(0, -1));
      }),
    );
  });

  it('come of any text, and lie within it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { word, start, end } of termsOf(text, null)) {
          expect(word).not.toBe('');
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('Long words', () => {
  it('are two where they differ behind their first letters', () => {
    const [one, other] = ['a'.repeat(80), `${'a'.repeat(79)}b`];
    expect(fold(one)).not.toBe(fold(other));
    expect(fold(`ж${one}`)).not.toBe(fold(`ж${other}`));
    expect(fold(one)).toBe(fold(one.toUpperCase()));
    for (const word of [one, other, '😀'.repeat(90)]) expect(fold(word).length).toBeLessThanOrEqual(64);
  });
});

describe('Arabic words', () => {
  it.each([
    ['حكومة', 'الحكومة'],
    ['حكومة', 'والحكومة'],
    ['حكومة', 'للحكومة'],
    ['حكومة', 'حكومات'],
    ['وزير', 'الوزير'],
    ['وزراء', 'الوزراء'],
    ['سلطات', 'السلطة'],
    ['سلطة', 'السلطات'],
    ['جنود', 'الجنود'],
    ['قوات', 'القوات'],
    ['أوكرانيا', 'بالأوكرانيا'],
  ])('have one stem with their article and endings and without: %s and %s', (one, other) => {
    expect(lightArabic(fold(other))).toBe(lightArabic(fold(one)));
  });

  it.each([
    ['وزير', 'زيت'],
    ['حكومة', 'حكم'],
    ['الله', 'له'],
  ])('stay apart where they are two: %s and %s', (one, other) => {
    expect(lightArabic(fold(other))).not.toBe(lightArabic(fold(one)));
  });
});

describe('Numbers', () => {
  it.each([
    ['3,000', '3000'],
    ['3 000', '3000'],
    ['3\u00a0000', '3000'],
    ['3\u202f000', '3000'],
    ['3.000', '3000'],
    ['3’000', '3000'],
    ['٣٬٠٠٠', '3000'],
    ['۳۰۰۰', '3000'],
    ['1,234,567.89', '1234567.89'],
    ['1.234.567,89', '1234567.89'],
    ['3.50', '3.5'],
    ['007', '007'],
  ])('are one word however they are grouped: %s', (text, word) => {
    expect(wordsOf(text)).toEqual([word]);
  });

  it.each([
    ['27.03.2025', ['27', '03', '2025']],
    ['1,2,3', ['1', '2', '3']],
    ['2024 300', ['2024', '300']],
    ['10, 200', ['10', '200']],
  ])('stay apart where signs part them: %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('have a point before decimals where the language writes it', () => {
    expect([wordsOf('3.141', 'en'), wordsOf('3.141', 'de')]).toEqual([['3.141'], ['3141']]);
  });

  it.each([
    [
      '3 thousand soldiers',
      'en',
      [
        ['3', 'soldiers'],
        ['3000', 'soldiers'],
      ],
    ],
    [
      '3 тысячи солдат',
      'ru',
      [
        ['3000', 'soldiers'],
        ['3000', 'soldiers'],
      ],
    ],
    [
      '2,5 млн гривень',
      'uk',
      [
        ['2500000', 'UAH'],
        ['2500000', 'UAH'],
      ],
    ],
    [
      '3 آلاف جندي',
      'ar',
      [
        ['3000', 'soldiers'],
        ['3000', 'soldiers'],
      ],
    ],
    [
      '2 billones de euros',
      'es',
      [
        ['2000000000000', 'EUR'],
        ['2000000000000', 'EUR'],
      ],
    ],
    [
      '$5 million',
      'en',
      [
        ['5000000', 'USD'],
        ['5000000', 'USD'],
      ],
    ],
    ['fell by -3.5%', 'en', [['-3.5', '%']]],
    ['40 pct', 'en', [['40', '%']]],
    ['12 km', 'en', [['12', 'km']]],
    ['In 2024, troops left', 'en', [['2024', null]]],
  ] as const)('mean a quantity: %s', (text, language, expected) => {
    const last = expected.at(-1);
    expect(quantitiesOf(text, language).at(-1)).toEqual(last);
  });
});
