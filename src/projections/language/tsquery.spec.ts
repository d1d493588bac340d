import { describe, expect, it } from '@jest/globals';
import { allOf, anyOf, lexemeCount, not, phrase, term } from './tsquery.js';

describe('A query for the database', () => {
  it('carries what it looks for, whatever its text must quote', () => {
    const query = anyOf([term("it's"), term('back\\slash', true)]);
    expect(query).toEqual({
      text: `('it''s' | 'back\\\\slash':*)`,
      terms: [
        { lexeme: "it's", begun: false },
        { lexeme: 'back\\slash', begun: true },
      ],
    });
  });

  it('keeps a word that follows itself, and asks for each alternative once', () => {
    expect(phrase(['very', 'very']).text).toBe(`('very' <-> 'very')`);
    expect(anyOf([term('a'), term('b'), term('a')])?.text).toBe(`('a' | 'b')`);
    expect([anyOf([]), allOf([])]).toEqual([null, null]);
  });

  it('looks for nothing that must not be there', () => {
    const query = allOf([term('a'), not(phrase(['b', 'c']))]);
    expect([query?.text, lexemeCount(query)]).toEqual([`('a' & !('b' <-> 'c'))`, 1]);
  });
});
