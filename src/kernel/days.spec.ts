import { describe, expect, it } from '@jest/globals';
import { addDays, endOfDay, FIRST_DAY, instantOf, LAST_DAY, startOfDay } from './days.js';

describe('A day', () => {
  it.each([
    ['2025-03-27', 1, '2025-03-28'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['1900-02-28', 1, '1900-03-01'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['0099-12-31', 1, '0100-01-01'],
    ['0001-01-02', -1, FIRST_DAY],
    ['9999-12-30', 1, LAST_DAY],
    ['2025-03-27', 0, '2025-03-27'],
    [FIRST_DAY, 3_652_058, LAST_DAY],
    [LAST_DAY, 1, null],
    [LAST_DAY, 366, null],
    [FIRST_DAY, -1, null],
    [FIRST_DAY, -366, null],
    [FIRST_DAY, 3_652_059, null],
  ])('%s and %i days are %s', (day, days, then) => {
    expect(addDays(day, days)).toBe(then);
  });

  it('that follows another sorts behind it as text, to the last', () => {
    for (const day of [FIRST_DAY, '0009-12-31', '0099-12-31', '0999-12-31', '1999-12-31', '9999-12-30']) {
      const next = addDays(day, 1) ?? '';
      expect([day < next, startOfDay(day) < endOfDay(day), endOfDay(day)]).toEqual([true, true, startOfDay(next)]);
    }
    expect(startOfDay(LAST_DAY) < endOfDay(LAST_DAY)).toBe(true);
  });
});

describe('An instant', () => {
  it.each([
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T10:00:00.123456789+02:00', '2026-11-22T08:00:00.123Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['0001-01-01T01:00:00+01:00', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59-00:01', undefined],
    ['9999-12-31T12:00:00-14:00', undefined],
    ['0001-01-01T00:00:00+00:01', undefined],
    ['0000-12-31T23:59:59Z', undefined],
    ['0000-01-01T00:00:00+14:00', undefined],
    ['yesterday', undefined],
  ])('%s is %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });
});
