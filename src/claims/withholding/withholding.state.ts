import type { Known } from '../../kernel/event.js';
import type { WithholdingEvent } from './withholding.events.js';

/** Whether a claim is kept from the public, by whom, and whether a second person has agreed. */
export interface Withheld {
  readonly withholding?: { readonly by: string; readonly confirmed: boolean } | undefined;
}

/** What each event of a withholding does to it. */
export const withholdingHandlers = {
  PublicationWithheld: <S extends Withheld>(state: S, { actor }: Known<WithholdingEvent>): S => ({
    ...state,
    withholding: { by: actor, confirmed: false },
  }),
  WithholdingConfirmed: <S extends Withheld>(state: S): S => ({
    ...state,
    withholding: state.withholding && { ...state.withholding, confirmed: true },
  }),
  WithholdingLifted: <S extends Withheld>(state: S): S => ({ ...state, withholding: undefined }),
};
