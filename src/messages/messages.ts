import { en } from './en/en.js';
import { es } from './es/es.js';
import type { Language } from './languages.js';

/** The same messages in another language: every text a text, every sentence a function of the same parts. */
type Translated<Of> = {
  readonly [Name in keyof Of]: Of[Name] extends (...parts: infer Parts) => string
    ? (...parts: Parts) => string
    : Of[Name] extends string
      ? string
      : Translated<Of[Name]>;
};

/** Everything that a page says, in one language. */
export type Messages = Translated<typeof en>;

const ALL: Readonly<Record<Language, Messages>> = { en, es };

/** The messages of a language. */
export const messagesIn = (language: Language): Messages => ALL[language];
