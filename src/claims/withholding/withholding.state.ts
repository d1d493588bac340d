import { stampOf, type FactEvent, type Stamp } from '../../kernel/event.js';
import type { WithholdingEvent } from './withholding.events.js';

/** Whether a claim is kept from the public, by whom, and whether a second person has agreed. */
export interface WithholdingState {
  readonly withholding?: { readonly by: string; readonly confirmed: boolean; readonly since: Stamp } | undefined;
}

/** What each event of a withholding does to it. */
export const withholdingHandlers = {
  PublicationWithheld: <S extends WithholdingState>(state: S, event: FactEvent<WithholdingEvent>): S => ({
    ...state,
    withholding: { by: event.actor, confirmed: false, since: stampOf(event) },
  }),
  WithholdingConfirmed: <S extends WithholdingState>(state: S): S => ({
    ...state,
    withholding: state.withholding && { ...state.withholding, confirmed: true },
  }),
  WithholdingLifted: <S extends WithholdingState>(state: S): S => ({ ...state, withholding: undefined }),
};
