import { describe, expect, it } from '@jest/globals';
import { patternOfRange } from './ranges.js';

const fits = (range: string, tag: string): boolean => new RegExp(patternOfRange(range), 'i').test(tag);

describe('A range of languages', () => {
  it.each([
    ['en', 'en'],
    ['en', 'en-GB'],
    ['zh', 'zh-TW'],
    ['zh', 'zh-Hant-TW'],
    ['zh', 'yue'],
    ['zh-TW', 'zh-Hant-TW'],
    ['zh-Hant', 'zh-Hant-HK'],
    ['no', 'nb'],
    ['no', 'nn-NO'],
    ['no', 'no'],
    ['sr', 'sr-Latn'],
    ['sr', 'sr-Cyrl-RS'],
    ['ar', 'arz'],
    ['fa', 'prs'],
    ['ku', 'ckb'],
    ['de-DE', 'de-Latn-DE-1996'],
    ['*', 'uk'],
    ['*-CH', 'de-CH'],
    ['EN', 'en-gb'],
  ])('%s finds %s', (range, tag) => {
    expect(fits(range, tag)).toBe(true);
  });

  it.each([
    ['en-GB', 'en'],
    ['en', 'enm'],
    ['no', 'nv'],
    ['nb', 'nn'],
    ['zh', 'ja'],
    ['sr', 'hr'],
    ['de-DE', 'de-x-DE'],
    ['*-CH', 'de-AT'],
    ['uk', 'ru'],
  ])('%s does not find %s', (range, tag) => {
    expect(fits(range, tag)).toBe(false);
  });
});
