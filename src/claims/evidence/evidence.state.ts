import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { EvidenceEvent, EvidenceFacts } from './evidence.events.js';

/** An item of evidence, with the last event that touched it: what a proposal pins. */
export type EvidenceState = Pick<EvidenceFacts, 'stance' | 'source' | 'originId'> & {
  readonly confidential: boolean;
  /** Of a confidential item: who on the desk knows its source. */
  readonly knownBy: readonly string[];
  readonly withdrawn: boolean;
  readonly lastEvent: string;
};

/** The part of a claim's state that its evidence makes. */
export interface EvidenceItemsState {
  readonly evidence: ReadonlyMap<string, EvidenceState>;
}

export const initialEvidence: EvidenceItemsState = { evidence: new Map() };

const withItem = <S extends EvidenceItemsState>(
  state: S,
  { id, facts }: FactEventOf<EvidenceEvent, 'EvidenceAttached'> | FactEventOf<EvidenceEvent, 'EvidenceCorrected'>,
): S => {
  const { evidenceId, stance, source, originId, confidential } = facts;
  const item = { stance, source, originId, confidential: confidential !== undefined };
  const knownBy = confidential?.knownBy ?? [];
  return {
    ...state,
    evidence: withEntry(state.evidence, evidenceId, { ...item, knownBy, withdrawn: false, lastEvent: id }),
  };
};

/** What each event of an item of evidence does to it. */
export const evidenceHandlers = {
  EvidenceAttached: withItem,
  EvidenceCorrected: withItem,
  EvidenceWithdrawn: <S extends EvidenceItemsState>(
    state: S,
    { id, facts: { evidenceId } }: FactEventOf<EvidenceEvent, 'EvidenceWithdrawn'>,
  ): S => {
    const item = state.evidence.get(evidenceId);
    if (!item) return state;
    return { ...state, evidence: withEntry(state.evidence, evidenceId, { ...item, withdrawn: true, lastEvent: id }) };
  },
};
