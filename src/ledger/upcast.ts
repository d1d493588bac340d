import { SCOPES } from '../kernel/scopes.js';

/**
 * Brings what was stored in an older schema to the newest, on read. A stored schema never changes: whoever needs
 * another shape raises the version in the noun's catalogue and adds the step from the old one here, facts and words
 * apart, since words may be gone.
 */
interface Upcast {
  readonly facts?: (old: object) => object;
  readonly words?: (old: object) => object;
}

/** `<type>@<schema>`: the step from that schema to the next one. */
export type Upcasts = Readonly<Record<string, Upcast>>;

// VerdictProposed and VerdictPublished need none from schema 1: nobody had declared a conflict of interest, which schema 2
// says by the absence of it.
const upcasts: Upcasts = {
  // Before tokens had scopes, each gave all that its person might do.
  'TokenIssued@1': { facts: (old) => ({ ...old, scopes: [...SCOPES] }) },
};

/** @returns the facts of an event of `type`, stored in `schema`, in the newest schema. */
export const upcastFacts = (type: string, schema: number, facts: object, known: Upcasts = upcasts): object =>
  climb(type, schema, facts, known, 'facts');

/** @returns the words likewise. */
export const upcastWords = (type: string, schema: number, words: object, known: Upcasts = upcasts): object =>
  climb(type, schema, words, known, 'words');

function climb(type: string, schema: number, value: object, known: Upcasts, part: keyof Upcast): object {
  let current = value;
  for (let step = known[`${type}@${schema}`], at = schema; step; step = known[`${type}@${++at}`]) {
    current = step[part]?.(current) ?? current;
  }
  return current;
}
