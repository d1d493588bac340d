import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { dateOfInstant, dayInWords, instantInWords, spanInWords } from '../../messages/days.js';
import { messagesIn, type Messages } from '../../messages/messages.js';
import type { Language } from '../../messages/languages.js';

/** How a page speaks to its reader. */
export interface Locale {
  readonly language: Language;
  readonly messages: Messages;
  /** IANA; days of the world are never shifted by it. */
  readonly timeZone: string;
}

const LocaleContext = createContext<Locale>({ language: 'en', messages: messagesIn('en'), timeZone: 'UTC' });

export const LocaleProvider = LocaleContext.Provider;

/** Texts, days and times in the reader's language. */
export function useLocale() {
  const locale = useContext(LocaleContext);
  const { language, messages, timeZone } = locale;
  return {
    ...locale,
    t: messages,
    /** A date of the world (EDTF) in words. */
    day: (edtf: string): string => dayInWords(edtf, language, messages.days),
    span: (from: string, until: string | null): string => spanInWords({ from, until }, language, messages.days),
    /** An instant (RFC 3339) with its zone. */
    instant: (at: string): string => instantInWords(at, language, timeZone),
    date: (at: string): string => dateOfInstant(at, language, timeZone),
    number: (value: number): string => new Intl.NumberFormat(language).format(value),
    list: (items: readonly string[]): string => new Intl.ListFormat(language).format(items),
  };
}
