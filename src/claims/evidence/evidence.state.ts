import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { EvidenceEvent, EvidenceFacts } from './evidence.events.js';

/** An item of evidence, with the last event that touched it: what a proposal pins. */
export type EvidenceState = Pick<EvidenceFacts, 'stance' | 'source' | 'originId'> & {
  readonly confidential: boolean;
  /** Of a confidential item: who on the desk knows its source. */
  readonly knownBy: readonly string[];
  readonly withdrawn: boolean;
  readonly lastEvent: string;
  /** When it was attached, or last corrected, or withdrawn. */
  readonly since: Stamp;
  /** The work that it is; none of a confidential item, whom nothing may give away. */
  readonly workId?: string;
  /** Every origin that it ever counted as. */
  readonly everOrigins: readonly string[];
  /** Those who know its source, where it is confidential or ever was: what became confidential stays so. */
  readonly keptBy?: readonly string[];
};

/** The part of a claim's state that its evidence makes. */
export interface EvidenceItemsState {
  readonly evidence: ReadonlyMap<string, EvidenceState>;
}

export const initialEvidence: EvidenceItemsState = { evidence: new Map() };

const withItem = <S extends EvidenceItemsState>(
  state: S,
  event: FactEventOf<EvidenceEvent, 'EvidenceAttached'> | FactEventOf<EvidenceEvent, 'EvidenceCorrected'>,
): S => {
  const { evidenceId, stance, source, originId, workId, confidential } = event.facts;
  const before = state.evidence.get(evidenceId);
  const item: EvidenceState = {
    stance,
    source,
    originId,
    confidential: confidential !== undefined,
    knownBy: confidential?.knownBy ?? [],
    withdrawn: false,
    lastEvent: event.id,
    since: stampOf(event),
    everOrigins: [...new Set([...(before?.everOrigins ?? []), ...(originId === null ? [] : [originId])])],
    ...omitUndefined({ workId: confidential ? undefined : workId, keptBy: confidential?.knownBy ?? before?.keptBy }),
  };
  return { ...state, evidence: withEntry(state.evidence, evidenceId, item) };
};

/** What each event of an item of evidence does to it. */
export const evidenceHandlers = {
  EvidenceAttached: withItem,
  EvidenceCorrected: withItem,
  EvidenceWithdrawn: <S extends EvidenceItemsState>(
    state: S,
    event: FactEventOf<EvidenceEvent, 'EvidenceWithdrawn'>,
  ): S => {
    const { evidenceId } = event.facts;
    const item = state.evidence.get(evidenceId);
    if (!item) return state;
    const withdrawn: EvidenceState = { ...item, withdrawn: true, lastEvent: event.id, since: stampOf(event) };
    return { ...state, evidence: withEntry(state.evidence, evidenceId, withdrawn) };
  },
};
