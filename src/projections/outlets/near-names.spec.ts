import { describe, expect, it } from '@jest/globals';
import { areNear, patternsOfNear } from './near-names.js';

describe('Two names', () => {
  it.each([
    ['Reuters', 'Reuters News Agency'],
    ['Reuters News Agency', 'REUTERS'],
    ['Ukrinform', 'Ukrinfrom'],
    ['National Intelligence Service', 'National Inteligence Servise'],
    ['Міністерство оборони України', 'Міністерство оборони'],
  ])('are near: %s and %s', (one, other) => expect([areNear(one, other), areNear(other, one)]).toEqual([true, true]));

  it.each([
    ['Reuters', 'Yonhap'],
    ['AFP', 'AP'],
    ['The Sun', 'The Daily Sun'],
    ['Ministry of Defence', 'Ministry of Finance'],
  ])('are not: %s and %s', (one, other) => expect([areNear(one, other), areNear(other, one)]).toEqual([false, false]));

  it('are looked for by telling words and how they begin, whatever signs they have', () => {
    expect(patternsOfNear('The 100%_Truth')).toEqual(['%100\\%\\_truth%', 'the%']);
  });
});
