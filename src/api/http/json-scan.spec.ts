import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_DEPTH, MAX_VALUES, scanJson } from './json-scan.js';

const scan = (text: string) => scanJson(Buffer.from(text));
const valuesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Object.values(value).reduce((sum: number, each) => sum + valuesIn(each), 0)
    : 1;
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('A JSON text', () => {
  it.each([
    ['10,000 values', JSON.stringify(Array.from({ length: MAX_VALUES - 1 }, (_, i) => i)), undefined],
    ['one more', JSON.stringify(Array.from({ length: MAX_VALUES }, (_, i) => i)), 'too-many'],
    ['lists without anything', `[${'[],'.repeat(MAX_VALUES - 2)}[]]`, undefined],
    ['one more of them', `[${'[],'.repeat(MAX_VALUES - 1)}[]]`, 'too-many'],
    ['lists that hold a space', `[${'[ ],'.repeat(MAX_VALUES - 2)}[\n]]`, undefined],
    ['lists that hold one value', `[${'[0],'.repeat(MAX_VALUES / 2)}[]]`, 'too-many'],
    ['objects', `[${'{"a":1},'.repeat(MAX_VALUES / 2)}{}]`, 'too-many'],
    ['names', `{${Array.from({ length: MAX_VALUES }, (_, i) => `"${i}":0`).join()}}`, 'too-many'],
    ['commas in a text', `"${','.repeat(3 * MAX_VALUES)}"`, undefined],
    ['brackets in a text', `"${'[{'.repeat(3 * MAX_VALUES)}"`, undefined],
    ['commas behind an escaped quotation mark', `"\\"${','.repeat(3 * MAX_VALUES)}"`, undefined],
    ['commas behind a text that ends in a backslash', `["\\\\"${',0'.repeat(MAX_VALUES)}]`, 'too-many'],
    ['32 levels', nested(MAX_DEPTH), undefined],
    ['33 levels', nested(MAX_DEPTH + 1), 'too-deep'],
    ['a million levels', '['.repeat(1_000_000), 'too-deep'],
    ['a million levels of objects', '{"a":'.repeat(1_000_000), 'too-deep'],
  ])('of %s is bounded as it should be', (_, text, exceeded) => {
    expect(scan(text).exceeded).toBe(exceeded);
  });

  it('is read no further than its bounds', () => {
    let read = 0;
    const endless = new Proxy(Buffer.alloc(0), {
      get: (_, name) => {
        if (name === 'length') return Number.MAX_SAFE_INTEGER;
        read += 1;
        return ','.charCodeAt(0);
      },
    });
    expect(scanJson(endless)).toEqual({ exceeded: 'too-many' });
    expect(read).toBeLessThanOrEqual(MAX_VALUES);
  });

  it.each([
    ['{"a":1,"a":2}', ['a']],
    ['{"a":1,"\\u0061":2}', ['a']],
    ['{"a":{"b":1,"c":[],"b":2}}', ['a', 'b']],
    ['{"a":[{"b":1},{"c":1,"c":2}]}', ['a', 'c']],
    ['{"a":"{\\"b\\":1,\\"b\\":2}"}', undefined],
    ['{"a":"a","b":"a"}', undefined],
    ['[{"a":1},{"a":1}]', undefined],
    ['{"a":{"a":{"a":1}}}', undefined],
    ['["a","a"]', undefined],
    ['{"é":1,"\\u00e9":2}', ['é']],
    ['{"":1,"":2}', ['']],
  ])('%s says twice: %j', (text, repeated) => {
    expect(scan(text).repeated).toEqual(repeated);
  });

  it.each(['', '"', '"\\', '{', '}', ']]]', '{"', '{"a', '{,,"a":1}', '[}', '\ufeff{}', '{"a\n":1,"a\n":1}', '[,'])(
    'that is none (%j) does no harm',
    (text) => {
      expect(scan(text).exceeded).toBeUndefined();
    },
  );

  it('has as many values as whoever parses it finds', () => {
    const few = fc.json({ maxDepth: 5 });
    fc.assert(
      fc.property(few, (text) => {
        const held = valuesIn(JSON.parse(text));
        const padding = ',0'.repeat(MAX_VALUES - 1 - held);
        expect(scan(`[${text}${padding}]`).exceeded).toBeUndefined();
        expect(scan(`[${text}${padding},0]`).exceeded).toBe('too-many');
      }),
      { numRuns: 50 },
    );
  });
});
