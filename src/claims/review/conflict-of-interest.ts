import type { DeclareConflict } from '../verdicts/verdicts.commands.js';

/** The fact that a conflict of interest was declared, which stays when the words of it are erased; nothing where none was. */
export const conflictFacts = ({ conflictOfInterest }: DeclareConflict): { readonly conflictDeclared?: true } =>
  conflictOfInterest === undefined ? {} : { conflictDeclared: true };
