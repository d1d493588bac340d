import { describe, expect, it } from '@jest/globals';
import { editDistance } from '../language/edit-distance.js';

describe('Slips between two words', () => {
  it.each([
    ['korea', 'korea', 0],
    ['koera', 'korea', 1],
    ['nrth', 'north', 1],
    ['northh', 'north', 1],
    ['nerth', 'north', 1],
    ['zelenksy', 'zelensky', 1],
    ['navlany', 'navalny', 1],
    ['ca', 'abc', 3],
    ['kyiv', 'kiev', 2],
    ['вербицка', 'вербицька', 1],
    ['', 'abc', 3],
  ])('are counted: %s, %s', (one, other, slips) => {
    expect([editDistance(one, other), editDistance(other, one)]).toEqual([slips, slips]);
  });
});
