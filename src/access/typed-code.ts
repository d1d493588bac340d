import { asciiDigits } from '../kernel/digits.js';

/** A recovery code as the library makes them: two halves of five. */
const RECOVERY = /^([A-Za-z0-9]{5})([A-Za-z0-9]{5})$/;

/** A code as it is meant: in the digits of any script, in full width, with or without spaces and dashes of any kind. */
export function typedCode(text: string): string {
  const plain = asciiDigits(text.normalize('NFKC')).replaceAll(/[\s\p{Cf}\p{Pd}\u2212]/gu, '');
  return plain.replace(RECOVERY, '$1-$2');
}
