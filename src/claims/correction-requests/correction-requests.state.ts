import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { CorrectionRequestEvent } from './correction-requests.events.js';

/** The part of a claim's state that requests for a correction make. */
export interface CorrectionRequestsState {
  readonly correctionRequests: ReadonlyMap<
    string,
    { readonly verdictId: string; readonly answered: boolean; readonly since: Stamp }
  >;
}

export const initialCorrectionRequests: CorrectionRequestsState = { correctionRequests: new Map() };

/** What each event of a request for a correction does. */
export const correctionRequestHandlers = {
  CorrectionRequested: <S extends CorrectionRequestsState>(
    state: S,
    event: FactEventOf<CorrectionRequestEvent, 'CorrectionRequested'>,
  ): S => ({
    ...state,
    correctionRequests: withEntry(state.correctionRequests, event.facts.requestId, {
      verdictId: event.facts.verdictId,
      answered: false,
      since: stampOf(event),
    }),
  }),
  CorrectionRequestAnswered: <S extends CorrectionRequestsState>(
    state: S,
    { facts }: FactEventOf<CorrectionRequestEvent, 'CorrectionRequestAnswered'>,
  ): S => {
    const request = state.correctionRequests.get(facts.requestId);
    if (!request) return state;
    const requests = withEntry(state.correctionRequests, facts.requestId, { ...request, answered: true });
    return { ...state, correctionRequests: requests };
  },
};
