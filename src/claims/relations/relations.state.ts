import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { RelationEvent } from './relations.events.js';

type RelationState = Pick<RelationEvent['facts'], 'relation' | 'claimId'>;

/** The part of a claim's state that says what it is to other claims. */
export interface RelationsState {
  /** Those that hold, by identifier. */
  readonly relations: ReadonlyMap<string, RelationState>;
}

export const initialRelations: RelationsState = { relations: new Map() };

/** What each event of a relation does. */
export const relationHandlers = {
  ClaimRelated: <S extends RelationsState>(state: S, { facts }: FactEventOf<RelationEvent, 'ClaimRelated'>): S => ({
    ...state,
    relations: withEntry(state.relations, facts.relationId, facts),
  }),
  ClaimUnrelated: <S extends RelationsState>(state: S, { facts }: FactEventOf<RelationEvent, 'ClaimUnrelated'>): S => ({
    ...state,
    relations: new Map([...state.relations].filter(([id]) => id !== facts.relationId)),
  }),
};
