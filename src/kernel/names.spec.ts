import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseName, originKeys, reservationKey } from './names.js';

describe('Two spellings of a name', () => {
  it.each([
    ['Reuters', '  REUTERS '],
    ['Joint Chiefs of Staff', 'joint\u00a0chiefs \t of\nstaff'],
    ['Ukrainska Pravda', 'Ｕｋｒａｉｎｓｋａ Ｐｒａｖｄａ'],
    ['Agence Française', 'Agence Franc\u0327aise'],
    ['РБК-Україна', 'рбк-украі\u0308на'],
    // Characters that show nothing
    ['Reuters', 'Reu\u200bters'],
    ['Reuters', '\ufeffReuters\u200e'],
    ['Reuters', 'Reu\u00adters'],
    ['Reuters', 'Reuters\u2060'],
    ['Reuters', 'Reuters\u3164'],
    ['Reuters', 'Reuters\u2800'],
    ['Reuters', 'Re\u034futers\ufe0f'],
    ['نیوز', 'نی\u200cوز'],
    ['الجزيرة', 'الجـــزيرة'],
    ['محمد', 'مُحَمَّد'],
    // Apostrophes
    ['People\u0027s Daily', 'People\u2019s Daily'],
    ['People\u0027s Daily', 'People\u2018s Daily'],
    ['People\u0027s Daily', 'People\u02bcs Daily'],
    ['People\u0027s Daily', 'People\u0060s Daily'],
    ['People\u0027s Daily', 'People\u00b4s Daily'],
    ['People\u0027s Daily', 'People\uff07s Daily'],
    ['People\u0027s Daily', 'People\u2032s Daily'],
    ['Ма\u0027рів', 'Ма\u2019рів'],
    ['Hawai\u02bbi News', 'Hawai\u2018i News'],
    // Quotation marks
    ['Газета "Известия"', 'Газета «Известия»'],
    ['Газета „Известия“', 'Газета Известия'],
    ['צה"ל', 'צה״ל'],
    ['「朝日新聞」', '朝日新聞'],
    ['“Novosti” Agency', '‹Novosti› Agency'],
    // Hyphens and dashes
    ['RBC-Ukraine', 'RBC\u2011Ukraine'],
    ['RBC-Ukraine', 'RBC\u2010Ukraine'],
    ['RBC-Ukraine', 'RBC–Ukraine'],
    ['RBC-Ukraine', 'RBC — Ukraine'],
    ['RBC-Ukraine', 'RBC\u2212Ukraine'],
    ['RBC-Ukraine', 'RBC\ufe63Ukraine'],
    ['Al-Jazeera', 'Al Jazeera'],
    ['バラク・オバマ', 'バラク･オバマ'],
    ['米歇尔·奥巴马', '米歇尔•奥巴马'],
    // Points
    ['Reuters', 'Reuters.'],
    ['News Corp', 'News Corp.'],
    ['新华社', '新华社。'],
    ['Reuters', 'Reuters…'],
    ['U.S. State Department', 'US State Department'],
    ['J. K. Rowling', 'J.K. Rowling'],
    ['George W. Bush', 'George W Bush'],
    ['В. В. Путин', 'В.В.Путин'],
    // Case
    ['Straße', 'STRASSE'],
    ['Straße', 'STRAẞE'],
    ['İstanbul Haber', 'istanbul haber'],
    ['İSTANBUL HABER', 'Istanbul Haber'],
    ['Iğdır', 'IĞDIR'],
    ['ΤΑ ΝΕΑΣ', 'τα νεας'],
    ['ოქრო', 'ᲝᲥᲠᲝ'],
    ['Oﬃce', 'OFFICE'],
    // Width and letters for each other
    ['ＮＨＫ', 'NHK'],
    ['ｱｻﾋ', 'アサヒ'],
    ['خبرگزاری', 'خبرگزاري'],
  ])('are one: %j and %j', (one, other) => {
    expect(originKeys(one)[0]).toBe(originKeys(other)[0]);
  });

  it.each([
    ['Reuters', 'Reuter'],
    ['José', 'Jose'],
    ['Müller', 'Muller'],
    ['Channel 1', 'Channel 11'],
    ['The Times', 'Times'],
    ['Die Welt', 'Diewelt'],
    ['Йод', 'Иод'],
    ['AT&T', 'ATT'],
    ['C++', 'C'],
    ['Vox', 'Box'],
    ['Вести', 'Bести'],
    ['が新聞', 'か新聞'],
    ['St. Paul Post', 'S. T. Paul Post'],
  ])('are two where letters or signs differ: %j and %j', (one, other) => {
    expect(originKeys(one)[0]).not.toBe(originKeys(other)[0]);
  });

  it('are one in any five of the ways of writing it', () => {
    const WAYS: readonly ((name: string) => string)[] = [
      (name) => name.toUpperCase(),
      (name) => name.replaceAll("'", '’'),
      (name) => name.replaceAll('-', '\u2011'),
      (name) => name.replaceAll(' ', '\u00a0 '),
      (name) => `«${name}»`,
      (name) => `${name}.`,
      (name) => name.normalize('NFD'),
      (name) => [...name].join('\u200b'),
      (name) => name.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    ];
    const name = fc
      .array(fc.string({ unit: fc.constantFrom(..."abzßéïїжñ漢가'-1&"), minLength: 1, maxLength: 8 }), { minLength: 1 })
      .map((words) => words.join(' '))
      .filter((text) => /[\p{L}\p{N}]/u.test(text));
    fc.assert(
      fc.property(name, fc.shuffledSubarray([...WAYS], { minLength: 5, maxLength: 5 }), (written, ways) => {
        expect(normaliseName(ways.reduce((text, way) => way(text), written))).toBe(normaliseName(written));
      }),
    );
  });

  it('stay equal when normalised again', () => {
    for (const name of ['İstanbul', 'ﬁ', 'ΑΣ', '㍿', 'ẞ', 'ŉ', '—', '`']) {
      expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
      }),
    );
  });
});

describe('A reservation key', () => {
  it('carries its kind, its version and its text', () => {
    expect(reservationKey('domain', 'rbc.ua', 1)).toBe('domain:rbc.ua');
    expect(reservationKey('url', 'a'.repeat(500))).toBe(`url@2:${'a'.repeat(500)}`);
    expect(originKeys('People’s Daily')).toEqual(['origin@2:peoples daily', 'origin:people’s daily']);
  });

  it('stays short for a long text, and different for different ones', () => {
    const [one, other] = [reservationKey('url', 'a'.repeat(501)), reservationKey('url', 'a'.repeat(502))];
    expect(one).toMatch(/^url@2:sha256:[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
  });
});
