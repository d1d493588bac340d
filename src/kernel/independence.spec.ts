import { describe, expect, it } from '@jest/globals';
import { areIndependent, behind } from './independence.js';

const day = (n: number): string => `2026-01-0${n}T00:00:00.000Z`;
type Ties = Readonly<Record<string, Readonly<Record<string, string>>>>;
const behindIn = (ties: Ties, person: string, since = day(3)): string[] =>
  [...behind(person, since, (each) => new Map(Object.entries(ties[each] ?? {})))].sort();
const independent = (ties: Ties, one: string, other: string): boolean =>
  areIndependent({ behind: (person) => new Set(behindIn(ties, person)) }, one, other);

describe('Who is behind somebody', () => {
  it('is themself, and who enabled them since then, to the millisecond', () => {
    expect(behindIn({}, 'a')).toEqual(['a']);
    expect(behindIn({ a: { b: day(3) } }, 'a')).toEqual(['a', 'b']);
    expect(behindIn({ a: { b: '2026-01-02T23:59:59.999Z' } }, 'a')).toEqual(['a']);
  });

  it('is who is behind those, through any number of hands and around circles', () => {
    const ties = { a: { b: day(4) }, b: { c: day(5) }, c: { d: day(6), a: day(6) }, d: { e: day(1) } };
    expect(behindIn(ties, 'a')).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('Two people', () => {
  it('are independent where nobody is behind both', () => {
    expect(independent({ a: { x: day(4) }, b: { y: day(4) } }, 'a', 'b')).toBe(true);
    expect(independent({ a: { b: day(4) } }, 'a', 'b')).toBe(false);
    expect(independent({ b: { a: day(4) } }, 'a', 'b')).toBe(false);
    expect(independent({ a: { x: day(4) }, b: { x: day(4) } }, 'a', 'b')).toBe(false);
    expect(independent({ a: { x: day(4) }, b: { y: day(4) }, y: { x: day(4) } }, 'a', 'b')).toBe(false);
    expect(independent({}, 'a', 'a')).toBe(false);
  });
});
