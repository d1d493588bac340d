import { describe, expect, it } from '@jest/globals';
import { formOf } from './form.js';
import { comparedOf, similarityOf } from './similarity.js';
import { tokenized } from './lexemes.js';

describe('The form in which two texts are one and the same', () => {
  it.each([
    ['North Korea sent 3,000 soldiers.', 'north korea SENT 3 000 “soldiers”!'],
    ['The ﬁrst day', 'The first  day'],
    ['٣٠٠٠ جندي', '3000 جندي'],
    ['Prices fell by 5 %', 'Prices fell by 5%'],
    ['Prices fell by 5 ٪', 'Prices fell by ５％'],
    ['It cost $5', 'It cost 5 $'],
    ['It cost -$5', 'It cost −$5'],
    ["It isn't so", 'It isn’t so'],
    ['x >= 5', 'x ≥ 5'],
    ['x != 5', 'x ≠ 5'],
    ['x <> 5', 'x =\u0338 5'],
    ['x <= 5', 'x ⩽ 5'],
    ['5 +/- 1', '5 ± 1'],
    ['A --> B', 'A → B'],
    ['1/2 of it', '1⁄2 of it'],
    ['It was -5 degrees', 'It was −5 degrees'],
    ['It was –5 degrees', 'It was ‑5 degrees'],
    ['It was －5 degrees', 'It was ﹣5 degrees'],
    ['10⁶ people', '10^6 people'],
    ['10⁻³ g', '10^-3 g'],
    ['CO₂ rose', 'CO2 rose'],
    ['The pre-war army', 'The pre–war army'],
    ['It so\u00adared\u200b', 'It soared'],
    ['iPhone™ sales', 'iPhone sales'],
  ])('leaves out case, punctuation, spacing and grouping: %s', (one, other) => {
    expect(formOf(one, 'en')).toBe(formOf(other, 'en'));
  });

  const MINUSES = ['-', '−', '–', '‒', '—', '‐', '‑', '﹣', '－', '⁻', '➖', '˗'];
  it.each([
    ['It sent 3,000 soldiers', 'It sent 11,000 soldiers'],
    ['It rose by 3.5', 'It rose by 35'],
    ['It changed by 5%', 'It changed by -5%'],
    ['It changed by 5', 'It changed by 5%'],
    ['It cost $5', 'It cost €5'],
    ['She resume work', 'She resumé work'],
    ['It did', 'It did not'],
    ['3 million', '3'],
    ['x > 5', 'x < 5'],
    ['x ≥ 5', 'x ≤ 5'],
    ['x = 5', 'x ≠ 5'],
    ['x = 5', 'x > 5'],
    ['x >= 5', 'x > 5'],
    ['x ≈ 5', 'x = 5'],
    ['A → B', 'A ← B'],
    ['A + B', 'A × B'],
    ['A ⊂ B', 'A ⊃ B'],
    ['It is +5', 'It is -5'],
    ['5 ± 1', '5 1'],
    ...MINUSES.map((minus): [string, string] => [`It changed by 3.5 %`, `It changed by ${minus}3.5 %`]),
    ...MINUSES.map((minus): [string, string] => [`It lost $5`, `It lost ${minus}$5`]),
    ['It has 10⁶ cells', 'It has 106 cells'],
    ['It has 10^6 cells', 'It has 106 cells'],
    ['It has 10⁶ cells', 'It has 10⁹ cells'],
    ['It has 10⁻³ g', 'It has 10³ g'],
    ['It is 5½ m', 'It is 51⁄2 m'],
    ['It is 10₂', 'It is 102'],
    ['It is 2① seats', 'It is 21 seats'],
    ['E = mc²', 'E = mc2'],
    ['It cost ₹5', 'It cost ¥5'],
    ['It cost ₺5', 'It cost ₪5'],
    ['It cost ₦5', 'It cost 5'],
    ['It is 5 ‰', 'It is 5'],
    ['It is 5 ‰', 'It is 5 %'],
    ['It is 5 ‱', 'It is 5 ‰'],
    ['It is 5°', 'It is 5'],
    ['It won 3/4', 'It won 3 4'],
    ['It did?', 'It did'],
    ['It works ✅', 'It works ❌'],
    ['👍', '👎'],
  ])('keeps what makes a difference: %s / %s', (one, other) => {
    expect(formOf(one, 'en')).not.toBe(formOf(other, 'en'));
  });
});

describe('Two texts that are nearly alike', () => {
  const compared = (text: string) => comparedOf(tokenized({ text, language: 'en' }), () => null);
  const between = (one: string, other: string) => similarityOf(compared(one), compared(other), () => 1, new Map());

  it.each([
    ['x > 5', 'x < 5', ['>', '<']],
    ['x = 5', 'x ≠ 5', ['=', '≠']],
    ['It is 5 ‰', 'It is 5', ['‰']],
    ['It cost ₹5', 'It cost ¥5', ['₹', '¥']],
    ['It did?', 'It did', ['?']],
    ['A + B', 'A − B', ['+', '−']],
  ])('are told by the signs that differ: %s / %s', (one, other, signs) => {
    expect(between(one, other).signs).toEqual(signs);
    expect(between(one, other).score).toBeLessThan(between(one, one).score);
  });

  it.each([
    ['It fell by 3.5 %', 'It fell by −3.5 %', '3.5', '-3.5'],
    ['It has 10⁶ cells', 'It has 106 cells', '1000000', '106'],
  ])('are told by the numbers that differ: %s / %s', (one, other, given, claimed) => {
    const { differing } = between(one, other);
    expect([differing?.given[0]?.value, differing?.claimed[0]?.value]).toEqual([given, claimed]);
  });

  it('are not told apart by one sign for another, or a word for a unit', () => {
    expect(between('It is >= 5 %', 'It is ≥ 5 percent').signs).toEqual([]);
    expect(between('It cost $5', 'It cost 5 dollars').signs).toEqual([]);
  });

  it('have a number in common whether it is raised or written out', () => {
    expect(between('It has 10⁶ cells', 'It has 1,000,000 cells').sharedNumbers.map(({ value }) => value)).toEqual([
      '1000000',
    ]);
  });
});
