/** What a terminal obeys, or shows in another order than it stands: all controls but line feeds and tabs, and those of direction. */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/**
 * A text of several lines with what a terminal would obey written out, as in JSON: what was recorded by others, or was
 * planted in a file, must not move the cursor of who looks at it.
 */
export const printable = (text: string): string => text.replace(OBEYED, escaped);
