/** One of several things that a refusal is about. */
export interface RefusedItem {
  readonly id: string;
  /** Why it: kebab-case, stable. */
  readonly code: string;
  /** The same in a sentence. */
  readonly detail: string;
}

/**
 * A rule said no: the command was well formed and the state of the ledger forbids it.
 *
 * `code` is one of the closed list of the decider that refused (kebab-case, stable, what clients and tests compare);
 * `message` says in a sentence what would be right; `about` names the thing that stands in the way, where there is one
 * (the work that has this address already), and `items` all of several (the evidence that does not count).
 */
export class Refused<Code extends string = string> extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly code: Code,
    message: string,
    readonly about?: { readonly id: string },
    readonly items?: readonly RefusedItem[],
  ) {
    super(message);
  }
}

/** Refusals that any command can meet, whichever decider judges it. */
export type CommonRefusal = 'role-required' | 'not-found' | 'nothing-changed' | 'already-exists';
