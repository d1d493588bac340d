import type { FactEvent } from '../../kernel/event.js';
import type { WithholdingEvent } from './withholding.events.js';

/** Whether a claim is kept from the public, by whom, and whether a second person has agreed. */
export interface WithholdingState {
  readonly withholding?: { readonly by: string; readonly confirmed: boolean } | undefined;
}

/** What each event of a withholding does to it. */
export const withholdingHandlers = {
  PublicationWithheld: <S extends WithholdingState>(state: S, { actor }: FactEvent<WithholdingEvent>): S => ({
    ...state,
    withholding: { by: actor, confirmed: false },
  }),
  WithholdingConfirmed: <S extends WithholdingState>(state: S): S => ({
    ...state,
    withholding: state.withholding && { ...state.withholding, confirmed: true },
  }),
  WithholdingLifted: <S extends WithholdingState>(state: S): S => ({ ...state, withholding: undefined }),
};
