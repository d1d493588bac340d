import { describe, expect, it } from '@jest/globals';
import { Allowance } from './allowance.js';
import { Problem } from './problem.js';

const HOUR = 60 * 60 * 1000;

/** The status of the refusal and the seconds to wait, or undefined where the request is allowed. */
const refusalOf = (take: () => void): readonly [number, string | undefined] | undefined => {
  try {
    take();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.status, error.extras.headers?.['retry-after']];
  }
};
const after = (count: number, address: string, at = 0): Allowance => {
  const allowance = new Allowance();
  for (let i = 0; i < count; i += 1) allowance.take(address, at);
  return allowance;
};

describe('What strangers may send', () => {
  it('is five an hour from one address, and says how long to wait for the next', () => {
    const allowance = after(5, '192.0.2.1');
    expect(refusalOf(() => allowance.take('192.0.2.1', HOUR - 90_500))).toEqual([429, '91']);
    expect(refusalOf(() => allowance.take('192.0.2.1', HOUR))).toBeUndefined();
  });

  it('is not lessened by what was refused', () => {
    const allowance = after(5, '192.0.2.1');
    refusalOf(() => allowance.take('192.0.2.1', HOUR - 1));
    for (let i = 0; i < 5; i += 1) expect(refusalOf(() => allowance.take('192.0.2.1', HOUR))).toBeUndefined();
  });

  it('is counted for each address apart', () => {
    expect(refusalOf(() => after(5, '192.0.2.1').take('192.0.2.2', 0))).toBeUndefined();
    expect(refusalOf(() => after(5, '::ffff:192.0.2.1').take('::ffff:192.0.2.2', 0))).toBeUndefined();
    expect(refusalOf(() => after(5, '2001:db8:0:1::1').take('2001:db8:0:2::1', 0))).toBeUndefined();
  });

  it.each([
    ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2'],
    ['2001:db8::1', '2001:db8:0:0:5:6:7:8'],
    ['::1', '::2'],
  ])('is one for all addresses of one /64, such as %s and %s', (one, other) => {
    expect(refusalOf(() => after(5, one).take(other, 0))).toEqual([429, '3600']);
  });

  it('forgets the address that was quiet the longest once it knows too many', () => {
    const allowance = after(5, '192.0.2.1');
    for (let i = 0; i < 10_000; i += 1) allowance.take(`10.0.${i >> 8}.${i & 255}`, 1);
    expect(refusalOf(() => allowance.take('192.0.2.1', 2))).toBeUndefined();
  });
});
