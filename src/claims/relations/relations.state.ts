import type { Known } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { RelationEvent } from './relations.events.js';

type RelationState = Pick<RelationEvent['facts'], 'relation' | 'claimId'>;

/** The part of a claim's state that says what it is to other claims. */
export interface RelatedTo {
  /** Those that hold, by identifier. */
  readonly relations: ReadonlyMap<string, RelationState>;
}

export const unrelated: RelatedTo = { relations: new Map() };

type Of<Type extends string> = Known<Extract<RelationEvent, { type: Type }>>;

/** What each event of a relation does. */
export const relationHandlers = {
  ClaimRelated: <S extends RelatedTo>(state: S, { facts }: Of<'ClaimRelated'>): S => ({
    ...state,
    relations: withEntry(state.relations, facts.relationId, facts),
  }),
  ClaimUnrelated: <S extends RelatedTo>(state: S, { facts }: Of<'ClaimUnrelated'>): S => ({
    ...state,
    relations: new Map([...state.relations].filter(([id]) => id !== facts.relationId)),
  }),
};
