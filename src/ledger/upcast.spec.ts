import { describe, expect, it } from '@jest/globals';
import { upcastFacts, upcastWords, type Upcasts } from './upcast.js';

const steps: Upcasts = {
  'Said@1': { facts: (old) => ({ ...old, two: true }) },
  'Said@2': { words: (old) => ({ ...old, note: '' }) },
  'Said@3': { facts: (old) => ({ ...old, four: true }), words: () => ({ text: 'whole' }) },
};

describe('An event stored in an older schema', () => {
  it('is brought to the newest step by step, facts and words apart', () => {
    expect(upcastFacts('Said', 1, { one: true }, steps)).toEqual({ one: true, two: true, four: true });
    expect(upcastFacts('Said', 2, { one: true }, steps)).toEqual({ one: true, four: true });
    expect(upcastWords('Said', 1, { a: 'b' }, steps)).toEqual({ text: 'whole' });
  });

  it('stays as it is in the newest schema, and where nobody changed the type', () => {
    const facts = { one: true };
    expect(upcastFacts('Said', 4, facts, steps)).toBe(facts);
    expect(upcastFacts('Heard', 1, facts, steps)).toBe(facts);
    expect(upcastWords('Said', 4, facts)).toBe(facts);
  });
});
