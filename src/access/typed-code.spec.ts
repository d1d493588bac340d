import { describe, expect, it } from '@jest/globals';
import { typedCode } from './typed-code.js';

const inDigits = (zero: number): string =>
  [...'120936'].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');

describe('A code of the app', () => {
  it.each([
    ['ASCII', 0x30],
    ['Arabic-Indic', 0x0660],
    ['Persian', 0x06f0],
    ['Devanagari', 0x0966],
    ['Bengali', 0x09e6],
    ['Thai', 0x0e50],
    ['Myanmar', 0x1040],
    ['full-width', 0xff10],
    ['mathematical', 0x1d7d8],
  ])('in %s digits is the same', (_, zero) => {
    expect(typedCode(inDigits(zero))).toBe('120936');
  });

  it.each(['120 936', ' 120936\n', '120-936', '1\u00a02\u20090936', '\u200e120936\ufeff', '120\u2011936'])(
    'typed as %j is the same',
    (text) => {
      expect(typedCode(text)).toBe('120936');
    },
  );
});

describe('A recovery code', () => {
  it.each([
    'aB3dE-f7HiJ',
    'aB3dEf7HiJ',
    'aB3dE f7HiJ',
    'aB3dE\u2013f7HiJ',
    'aB3dE\u2212f7HiJ',
    'a B 3 d E - f 7 H i J',
    'ａＢ３ｄＥ－ｆ７ＨｉＪ',
    'aB3dE-f\u0667HiJ',
  ])('typed as %j is the same', (text) => {
    expect(typedCode(text)).toBe('aB3dE-f7HiJ');
  });

  it.each(['ab3de-f7hij', 'aB3dE-f7Hi', 'aB3dE-f7HiJk', 'aB3dE/f7HiJ', ''])('is not %j', (text) => {
    expect(typedCode(text)).not.toBe('aB3dE-f7HiJ');
  });
});
