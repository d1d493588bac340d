/**
 * A rule said no: the command was well formed and the state of the ledger forbids it.
 *
 * `code` is one of the closed list of the decider that refused (kebab-case, stable, what clients and tests compare);
 * `message` says in a sentence what would be right; `about` names the thing that stands in the way, where there is one
 * (the work that has this address already).
 */
export class Refused<Code extends string = string> extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly code: Code,
    message: string,
    readonly about?: { readonly id: string },
  ) {
    super(message);
  }
}

/** Refusals that any command can meet, whichever decider judges it. */
export type CommonRefusal = 'role-required' | 'not-found' | 'nothing-changed' | 'already-exists';
