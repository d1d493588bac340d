import type { Messages } from './messages.js';

type DayMessages = Messages['days'];

/** Days stand before months everywhere but in the United States. */
const formatOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

const POINT = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(~)?$/;

/**
 * A date of the world (EDTF, as the ledger keeps it) in words. Never shifted by a zone.
 *
 * @param language BCP 47
 */
export function dayInWords(edtf: string, language: string, messages: DayMessages): string {
  const [first = '', last] = edtf.split('/');
  if (last === undefined || last === first) return point(first, language, messages);
  return messages.between(point(first, language, messages), point(last, language, messages));
}

function point(text: string, language: string, messages: DayMessages): string {
  const [, year, month, day, approximate] = POINT.exec(text) ?? [];
  if (year === undefined) return text;
  const words = format(Number(year), month, day, language);
  return approximate ? messages.about(words) : words;
}

function format(year: number, month: string | undefined, day: string | undefined, language: string): string {
  if (month === undefined) return String(year);
  const date = new Date(0);
  date.setUTCFullYear(year, Number(month) - 1, Number(day ?? 1));
  return new Intl.DateTimeFormat(formatOf(language), {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    ...(day === undefined ? {} : { day: 'numeric' }),
  }).format(date);
}

/** The days for which a verdict holds, in words: from the first on, or to the last. */
export function spanInWords(
  { from, until }: { readonly from: string; readonly until: string | null },
  language: string,
  messages: DayMessages,
): string {
  const first = dayInWords(from, language, messages);
  return until === null ? messages.forDaysFrom(first) : messages.forDays(first, dayInWords(until, language, messages));
}

/**
 * An instant in a reader's zone, which is named.
 *
 * @param instant RFC 3339
 * @param timeZone IANA, such as `Europe/Kyiv`
 */
export const instantInWords = (instant: string, language: string, timeZone: string): string =>
  new Intl.DateTimeFormat(formatOf(language), {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(instant));

/** The day of an instant in a reader's zone. */
export const dateOfInstant = (instant: string, language: string, timeZone: string): string =>
  new Intl.DateTimeFormat(formatOf(language), { timeZone, year: 'numeric', month: 'long', day: 'numeric' }).format(
    new Date(instant),
  );
