import { asciiDigits } from '../../kernel/digits.js';
import { isNegative, POWER } from './signs.js';

/** A number as it is written in a text. */
export interface WrittenNumber {
  /** As it is compared: 0 to 9 and a point before decimals, without grouping. */
  readonly digits: string;
  readonly negative: boolean;
  /** What it is raised to: `6` of 10⁶; absent where it is not. */
  readonly power?: string;
  /** UTF-16 offsets in the text: from, and up to without. */
  readonly start: number;
  readonly end: number;
}

const SPACES = String.raw` \u00a0\u2007\u2009\u202f`;
const PARTING = String.raw`[.,'’٬٫${SPACES}]`;
/** Digits with what may stand between them; `numbersIn` says how many numbers that is. */
export const NUMBER = String.raw`\p{Nd}+(?:${PARTING}\p{Nd}+)*${POWER}?`;

const RAISED = new RegExp(`${POWER}$`, 'u');
const SPACE = new RegExp(`[${SPACES}]`, 'u');

interface DigitRun {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** What stands before it, spaces of any width as one. */
  readonly after: string;
}

/**
 * Reads what `NUMBER` matched: `3,000`, `3 000`, `3.000` and `٣٬٠٠٠` are one number, `27.03.2025` three.
 *
 * @param at where the match begins in the text
 * @param points whether a point before three digits parts thousands
 */
export function numbersIn(text: string, at: number, written: string, points: boolean): WrittenNumber[] {
  const raised = RAISED.exec(written);
  const runs = [...written.slice(0, raised?.index).matchAll(/\p{Nd}+/gu)].map(({ 0: digits, index }): DigitRun => ({
    digits: asciiDigits(digits),
    start: at + index,
    end: at + index + digits.length,
    after: SPACE.test(written[index - 1] ?? '') ? ' ' : (written[index - 1] ?? ''),
  }));
  const numbers: WrittenNumber[] = [];
  for (let i = 0; i < runs.length;) {
    const grouped = groupsFrom(runs, i, points);
    const decimals = decimalsAt(runs, i, grouped);
    const end = decimals ? grouped + 1 : grouped;
    const [first, last] = [runs[i] as DigitRun, runs[end - 1] as DigitRun];
    const whole = runs
      .slice(i, grouped)
      .map(({ digits }) => digits)
      .join('');
    const fraction = decimals.replace(/0+$/, '');
    numbers.push({
      digits: fraction ? `${whole}.${fraction}` : whole,
      negative: isNegative(text, first.start),
      ...(raised && end === runs.length ? { power: powerIn(raised[0]) } : {}),
      start: first.start,
      end: raised && end === runs.length ? at + written.length : last.end,
    });
    i = end;
  }
  return numbers;
}

/** A power as digits, with its minus. */
const powerIn = (written: string): string =>
  asciiDigits(written.normalize('NFKC')).replace('\u2212', '-').replace(/[\^+]/g, '');

/** Behind the last run that goes on with thousands: three digits each, parted by one and the same sign. */
function groupsFrom(runs: readonly DigitRun[], from: number, points: boolean): number {
  const first = runs[from] as DigitRun;
  if (first.digits.length > 3 || first.digits.startsWith('0')) return from + 1;
  const sign = runs[from + 1]?.after;
  let to = from + 1;
  while (runs[to]?.digits.length === 3 && runs[to]?.after === sign && sign !== '٫') to += 1;
  // One point alone may stand before decimals: 3.141.
  if (sign === '.' && to === from + 2 && !points) return from + 1;
  return to;
}

/** The run behind a decimal sign, unless more of the same follows, as in a date; empty where there is none. */
function decimalsAt(runs: readonly DigitRun[], from: number, to: number): string {
  const run = runs[to];
  if (!run || !/^[.,٫]$/.test(run.after)) return '';
  const sign = to > from + 1 ? runs[from + 1]?.after : undefined;
  const before = from > 0 ? runs[from]?.after : undefined;
  if ([sign, before, runs[to + 1]?.after].includes(run.after)) return '';
  return run.digits;
}
