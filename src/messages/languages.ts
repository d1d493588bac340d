/** Languages in which every page is complete. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

const isLanguage = (tag: string): tag is Language => (LANGUAGES as readonly string[]).includes(tag);

/** The language among ours that a tag (BCP 47) asks for, whatever its region; undefined where we have none. */
export function languageOf(tag: string | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split('-')[0] ?? '';
  return isLanguage(primary) ? primary : undefined;
}

/** Scripts that run from right to left, of the languages that claims are written in. */
const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm']);

/** Which way a text in a language runs; `auto` where its tag does not tell. */
export function directionOf(tag: string): 'ltr' | 'rtl' | 'auto' {
  try {
    const { script } = new Intl.Locale(tag).maximize();
    if (script === undefined) return 'auto';
    return RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr';
  } catch {
    return 'auto';
  }
}
