import type { Known } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { CorrectionRequestEvent } from './correction-requests.events.js';

/** The part of a claim's state that requests for a correction make. */
export interface AskedToCorrect {
  readonly correctionRequests: ReadonlyMap<string, { readonly verdictId: string; readonly answered: boolean }>;
}

export const unasked: AskedToCorrect = { correctionRequests: new Map() };

type Of<Type extends string> = Known<Extract<CorrectionRequestEvent, { type: Type }>>;

/** What each event of a request for a correction does. */
export const correctionRequestHandlers = {
  CorrectionRequested: <S extends AskedToCorrect>(state: S, { facts }: Of<'CorrectionRequested'>): S => ({
    ...state,
    correctionRequests: withEntry(state.correctionRequests, facts.requestId, {
      verdictId: facts.verdictId,
      answered: false,
    }),
  }),
  CorrectionRequestAnswered: <S extends AskedToCorrect>(state: S, { facts }: Of<'CorrectionRequestAnswered'>): S => {
    const request = state.correctionRequests.get(facts.requestId);
    if (!request) return state;
    const requests = withEntry(state.correctionRequests, facts.requestId, { ...request, answered: true });
    return { ...state, correctionRequests: requests };
  },
};
