import { describe, expect, it } from '@jest/globals';
import { NotCanonical, canonicalJson, ledgerJson } from './canonical-json.js';

/** The code and pointer with which something is refused. */
function refusal(act: () => unknown): { code: string; pointer: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof NotCanonical) return { code: error.code, pointer: error.pointer };
    throw error;
  }
  throw new Error('was not refused');
}

class Money {
  readonly cents = 1;
  toJSON(): string {
    return '0.01';
  }
}

const nested = (levels: number): unknown => {
  let value: unknown = [];
  for (let i = 1; i < levels; i++) value = [value];
  return value;
};

describe('canonical JSON', () => {
  it.each<[string, unknown, string]>([
    [
      'sorts keys by UTF-16 code units, not by code points',
      { '\ufb33': 1, '😂': 2, ö: 3, '\r': 4, '10': 5, '9': 6 },
      '{"\\r":4,"10":5,"9":6,"ö":3,"😂":2,"\ufb33":1}',
    ],
    [
      'sorts at every depth and leaves arrays in order',
      { b: [{ d: 1, c: 2 }, 0], a: {} },
      '{"a":{},"b":[{"c":2,"d":1},0]}',
    ],
    [
      'writes numbers as ECMAScript does',
      [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0, 1e21, 1e20, 0.000001, 1e-7, 5e-324],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,100000000000000000000,0.000001,1e-7,5e-324]',
    ],
    [
      'escapes what must be escaped and nothing else',
      '€$\u000f\nA\'B"\\\\"/\u007f\u0080\u2028',
      '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\u0080\u2028"',
    ],
    ['writes the short escapes', '\b\t\n\f\r', '"\\b\\t\\n\\f\\r"'],
    ['writes U+0000, which JSON can hold', 'a\0', '"a\\u0000"'],
    ['writes literals', [null, true, false], '[null,true,false]'],
    ['omits members that are undefined', { a: undefined, b: { c: undefined } }, '{"b":{}}'],
    [
      'takes objects without a prototype',
      Object.assign(Object.create(null) as object, { b: 1, a: 2 }),
      '{"a":2,"b":1}',
    ],
    ['does not join what Unicode calls equivalent', ['\u00e5', 'a\u030a'], '["\u00e5","a\u030a"]'],
  ])('%s', (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it('keeps an own member of the name __proto__ as data', () => {
    const value = JSON.parse('{"z":1,"__proto__":{"admin":true}}') as object;
    expect(canonicalJson(value)).toBe('{"__proto__":{"admin":true},"z":1}');
    expect(ledgerJson(value)).toBe('{"__proto__":{"admin":true},"z":1}');
  });

  it('takes instances of ordinary classes by their own members', () => {
    class Body {
      readonly b = 1;
      readonly a = 'x';
      get c(): number {
        return 2;
      }
    }
    expect(ledgerJson({ body: new Body() })).toBe('{"body":{"a":"x","b":1}}');
  });

  it.each<[string, unknown, string, string]>([
    ['NaN', { a: [0, NaN] }, 'not-finite', '/a/1'],
    ['an infinity', -Infinity, 'not-finite', ''],
    ['undefined at the top', undefined, 'not-json', ''],
    ['undefined in an array', { a: [undefined] }, 'not-json', '/a/0'],
    ['a hole in an array', { a: new Array<number>(1) }, 'not-json', '/a/0'],
    ['a function', { a: () => 1 }, 'not-json', '/a'],
    ['a symbol', { a: Symbol('s') }, 'not-json', '/a'],
    ['a bigint', { a: 1n }, 'not-json', '/a'],
    ['a Date', { a: new Date(0) }, 'not-json', '/a'],
    ['a Map', { a: new Map() }, 'not-json', '/a'],
    ['bytes', { a: Buffer.of(1) }, 'not-json', '/a'],
    ['what speaks for itself by toJSON', { a: new Money() }, 'not-json', '/a'],
    ['a boxed value', { a: Object('s') as object }, 'not-json', '/a'],
    ['a lone high surrogate', { a: { b: 'x\ud800' } }, 'lone-surrogate', '/a/b'],
    ['a lone low surrogate before a pair', ['\ude00😂'], 'lone-surrogate', '/0'],
    ['a lone surrogate in a key', { 'a\udc00': 1 }, 'lone-surrogate', '/a\udc00'],
    ['a key whose pointer needs escapes', { 'a/b~c': NaN }, 'not-finite', '/a~1b~0c'],
  ])('refuses %s and says where it is', (_, value, code, pointer) => {
    expect(refusal(() => canonicalJson(value))).toEqual({ code, pointer });
  });

  it('ends at 500 levels, and so at a value that contains itself', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(canonicalJson(nested(500))).toBe('['.repeat(500) + ']'.repeat(500));
    expect(refusal(() => canonicalJson(nested(501))).code).toBe('too-deep');
    expect(refusal(() => canonicalJson(circle)).code).toBe('too-deep');
  });
});

describe('the form that the ledger stores', () => {
  it('is canonical, with null and without members that are undefined', () => {
    expect(ledgerJson({ n: -(2 ** 53) + 1, b: null, a: undefined, m: 2 ** 53 - 1 })).toBe(
      '{"b":null,"m":9007199254740991,"n":-9007199254740991}',
    );
    expect(ledgerJson({})).toBe('{}');
  });

  it.each<[string, object, string, string]>([
    ['an array at the top', [], 'not-an-object', ''],
    ['a Date at the top', new Date(0), 'not-json', ''],
    ['2^53, which shares its text with 2^53 + 1', { a: 2 ** 53 }, 'not-a-safe-integer', '/a'],
    ['a fraction', { a: { b: 0.5 } }, 'not-a-safe-integer', '/a/b'],
    ['NaN', { a: NaN }, 'not-finite', '/a'],
    ['U+0000 in a string', { a: ['x', 'y\0'] }, 'nul', '/a/1'],
    ['U+0000 in a key', { '\0': 1 }, 'nul', '/\0'],
    ['a lone surrogate', { a: '\ud83d' }, 'lone-surrogate', '/a'],
  ])('refuses %s', (_, value, code, pointer) => {
    expect(refusal(() => ledgerJson(value))).toEqual({ code, pointer });
  });

  it('looks at the top for an object even where no type holds', () => {
    for (const value of [null, 'text', 1, undefined]) {
      expect(refusal(() => ledgerJson(value as unknown as object)).code).toBe('not-an-object');
    }
  });
});
