import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseName, originKeys } from '../src/kernel/names.js';
import { addressKeys } from '../src/works/address.js';

const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: 2, maxLength: 8 });
const words = fc.oneof(letters('abcdefgßäéñ'), letters('абвгдежіїє'), letters('αβγδεζησ'), letters('بتثجحخد'));
/** Two or three words with an apostrophe, a hyphen and initials in them. */
const names = fc
  .tuple(words, words, fc.constantFrom("'", ' ', '-', '. '), fc.constantFrom('', 'J. K. ', 'U.S. '))
  .map(([one, other, between, initials]) => `${initials}${one}${between}${other}`);

/** Ways in which people write one name. */
const WAYS: Readonly<Record<string, (name: string) => string>> = {
  'in capitals': (name) => name.toUpperCase(),
  'with another apostrophe': (name) => name.replaceAll("'", '’'),
  'with another dash': (name) => name.replaceAll('-', '\u2011'),
  'in quotation marks': (name) => `«${name}»`,
  'with a full stop': (name) => `${name}.`,
  'in full width': (name) => name.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  'with what does not show': (name) => [...name].join('\u200b'),
  'with other spaces': (name) => `\u00a0 ${name.replaceAll(' ', '\u2003 ')}\t`,
  decomposed: (name) => name.normalize('NFD'),
};

describe('A name', () => {
  it.each(Object.entries(WAYS))('is one origin written %s', (_, way) => {
    fc.assert(
      fc.property(names, (name) => {
        expect(originKeys(way(name))[0]).toBe(originKeys(name)[0]);
      }),
    );
  });

  it('is one origin written in five ways at once, and another name another', () => {
    const ways = fc.subarray(Object.values(WAYS), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(names, words, ways, (name, other, chosen) => {
        const written = chosen.reduce((text, way) => way(text), name);
        expect(normaliseName(written)).toBe(normaliseName(name));
        expect(normaliseName(`${written} ${other}`)).not.toBe(normaliseName(name));
      }),
    );
  });
});

const slug = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 3, maxLength: 8 });
const pages = fc.record({ host: slug, path: slug, id: fc.integer({ min: 1, max: 99_999 }) });
const addressOf = ({ host, path, id }: { host: string; path: string; id: number }) =>
  `https://${host}.example.org/${path}-${id}?page=${id}&b=2`;

/** Ways in which one page is addressed. */
const ADDRESSES: readonly ((url: string) => string)[] = [
  (url) => url.replace('https:', 'http:'),
  (url) => url.replace('://', '://www.'),
  (url) => url.replace('://', '://m.'),
  (url) => `${url}&utm_source=feed`,
  (url) => `${url}&fbclid=abc`,
  (url) => `${url}&gclid=abc`,
  (url) => `${url}#section`,
  (url) => url.replace(/\?(page=\d+)&(b=2)/, '?$2&$1'),
  (url) => url.replace(/\?/, '/?'),
  (url) => url.replace('example', 'EXAMPLE'),
  (url) => url.replace('org/', 'org//'),
  (url) => url.replace(/-(?=\d)/, '%2d'),
];

describe('A page', () => {
  it('is one work by each of its addresses', () => {
    fc.assert(
      fc.property(pages, fc.subarray([...ADDRESSES], { minLength: 1 }), (page, ways) => {
        const url = addressOf(page);
        expect(addressKeys(ways.reduce((text, way) => way(text), url))[0]).toBe(addressKeys(url)[0]);
      }),
    );
  });

  it('is another work where anything tells two pages apart', () => {
    fc.assert(
      fc.property(pages, fc.subarray([...ADDRESSES]), (page, ways) => {
        const one = addressKeys(addressOf(page))[0];
        const others = [
          { ...page, id: page.id + 1 },
          { ...page, path: `${page.path}x` },
          { ...page, host: `x${page.host}` },
        ].map(addressOf);
        for (const other of [...others, `${addressOf(page)}#!/news/1`, addressOf(page).replace('b=2', 'b=2%2B')]) {
          expect(addressKeys(ways.reduce((text, way) => way(text), other))[0]).not.toBe(one);
        }
      }),
    );
  });
});
