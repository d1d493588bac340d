import { describe, expect, it } from '@jest/globals';
import { normaliseName, originKey, reservationKey } from './names.js';

describe('Two spellings of a name', () => {
  it.each([
    ['Reuters', '  REUTERS '],
    ['Joint Chiefs of Staff', 'joint\u00a0chiefs \t of\nstaff'],
    ['Ukrainska Pravda', 'Ｕｋｒａｉｎｓｋａ Ｐｒａｖｄａ'],
    ['Agence Française', 'Agence Franc\u0327aise'],
    ['РБК-Україна', 'рбк-украі\u0308на'],
  ])('are one: %j and %j', (one, other) => {
    expect(originKey(one)).toBe(originKey(other));
  });

  it('are two where letters differ', () => {
    expect(originKey('Reuters')).not.toBe(originKey('Reuter'));
    expect(originKey('José')).not.toBe(originKey('Jose'));
  });

  it('stay equal when normalised again', () => {
    for (const name of ['İstanbul', 'ﬁ', 'ΑΣ', '㍿', 'ẞ']) {
      expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
    }
  });
});

describe('A reservation key', () => {
  it('carries its kind and its text', () => {
    expect(reservationKey('domain', 'rbc.ua')).toBe('domain:rbc.ua');
    expect(reservationKey('url', 'a'.repeat(500))).toBe(`url:${'a'.repeat(500)}`);
  });

  it('stays short for a long text, and different for different ones', () => {
    const [one, other] = [reservationKey('url', 'a'.repeat(501)), reservationKey('url', 'a'.repeat(502))];
    expect(one).toMatch(/^url:sha256:[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
  });
});
