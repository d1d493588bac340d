import { describe, expect, it } from '@jest/globals';
import {
  canonicalLanguage,
  Satisfies,
  IsCountry,
  IsId,
  IsInstant,
  IsLanguage,
  IsText,
  IsWebAddress,
  Optional,
  RequiredIf,
} from './fields.js';
import { malformed } from './specification.js';

class Everything {
  @Optional() @IsText() readonly text?: unknown;
  @Optional() @IsId() readonly id?: unknown;
  @Optional() @IsLanguage() readonly language?: unknown;
  @Optional() @IsCountry() readonly country?: unknown;
  @Optional() @IsWebAddress() readonly address?: unknown;
  @Optional() @IsInstant() readonly instant?: unknown;
  @RequiredIf<Everything>(({ text }) => text === 'why?')
  @IsText()
  @Satisfies<Everything>(({ text }) => text !== 'no answer', '$property is not for this')
  readonly answer?: unknown;
}

const accepted = (field: keyof Everything, value: unknown): boolean => {
  const faults = malformed(Everything, { [field]: value });
  expect(faults.every((fault) => fault === field)).toBe(true);
  return faults.length === 0;
};
const rejects = (field: keyof Everything, ...values: unknown[]) =>
  expect(values.filter((value) => accepted(field, value))).toEqual([]);
const accepts = (field: keyof Everything, ...values: unknown[]) =>
  expect(values.filter((value) => !accepted(field, value))).toEqual([]);

describe('A field', () => {
  it('of text has something to read that the ledger can store', () => {
    accepts('text', 'a', ' a ', '\u{1f600}', 'мир');
    accepts('text', '7', '½', '+', '€', '☮', 'ж', '한', 'ॐ', 'א', '⠁', '𝄞', 'e\u0301');
    rejects('text', '', ' ', '\u00a0\n', 'a\0', '\ud800', 5, null, ['a'], {});
  });

  it('of text shows something', () => {
    rejects('text', '\u3164', '\u2800', '\u115f', '\u1160', '\uffa0', '\u200b', '\ufeff', '\u00ad', '\u2060', '\u034f');
    rejects(
      'text',
      '\u0301',
      '\u0301\u0308',
      '\ufe0f',
      '\u{e0041}',
      '\u{1d159}',
      '\u17b4',
      '\u180e',
      '\u200e\u3164\u2800 ',
    );
    rejects('text', '…', '—', '.', '!?', '"', '«»', '\ue000', '\u3000');
  });

  it('of a country is a code of ISO 3166-1, or one in as wide use', () => {
    accepts('country', 'UA', 'ua', 'XK', 'xk', 'XI', 'EU', 'GB', 'PS', 'TW');
    rejects('country', 'UK', 'XX', 'ZZ', 'QQ', 'U', 'UKR', 'Ukraine', '', 'Х', 804, null);
  });

  it('of an identifier is a UUID in lower case', () => {
    accepts('id', '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a10');
    rejects('id', '01935A2E-7b1c-7e22-9f3a-5d2c8e4b6a10', '01935a2e7b1c7e229f3a5d2c8e4b6a10', '__proto__', null);
  });

  it('of a language is a BCP 47 tag, stored in its canonical form', () => {
    accepts('language', 'uk', 'EN-gb', 'zh-hant', 'und');
    rejects('language', '', 'u', 'en_GB', 'English language', `en-${'abcde-'.repeat(9)}abcde`, null);
    expect(canonicalLanguage('EN-gb')).toBe('en-GB');
    expect(canonicalLanguage('en_GB')).toBeUndefined();
  });

  it('of an address is http or https, without a password', () => {
    accepts('address', 'https://rbc.ua', 'HTTP://пример.рф/я?а=б#в', `https://rbc.ua/${'a'.repeat(2033)}`);
    rejects('address', 'ftp://rbc.ua', 'javascript:alert(1)', '//rbc.ua', 'https://a@rbc.ua', 'https://:b@rbc.ua');
    rejects('address', 'https://', 'https://a b', 'https://rbc.ua/\n', `https://rbc.ua/${'a'.repeat(2034)}`, null);
  });

  it('of an instant is RFC 3339 and a day that exists', () => {
    accepts('instant', '2026-11-22T10:00:00Z', '2024-02-29T10:00:00.123456+05:30');
    rejects('instant', '2026-11-22', '2026-02-29T10:00:00Z', '2026-11-22T24:00:00Z', '2026-11-22T10:00:00', null, 0);
  });

  it('may be absent, needed on a condition, or barred on one', () => {
    expect(malformed(Everything, {})).toEqual([]);
    expect(malformed(Everything, { text: 'why?' })).toEqual(['answer']);
    expect(malformed(Everything, { text: 'why?', answer: 'because' })).toEqual([]);
    expect(malformed(Everything, { text: 'no answer', answer: 'because' })).toEqual(['answer']);
  });
});
