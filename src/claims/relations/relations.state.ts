import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { RelationEvent } from './relations.events.js';

type RelationState = Pick<RelationEvent['facts'], 'relation' | 'claimId'> & { readonly since: Stamp };

/** The part of a claim's state that says what it is to other claims. */
export interface RelationsState {
  /** Those that hold, by identifier. */
  readonly relations: ReadonlyMap<string, RelationState>;
  /** Every other claim that it ever named. */
  readonly namedClaims: readonly string[];
}

export const initialRelations: RelationsState = { relations: new Map(), namedClaims: [] };

/** A claim that names another one, by whichever event. */
export const naming = <S extends RelationsState>(state: S, claimId: string | undefined): S =>
  claimId === undefined || state.namedClaims.includes(claimId)
    ? state
    : { ...state, namedClaims: [...state.namedClaims, claimId] };

/** What each event of a relation does. */
export const relationHandlers = {
  ClaimRelated: <S extends RelationsState>(state: S, event: FactEventOf<RelationEvent, 'ClaimRelated'>): S => {
    const { relationId, relation, claimId } = event.facts;
    const relations = withEntry(state.relations, relationId, { relation, claimId, since: stampOf(event) });
    return naming({ ...state, relations }, claimId);
  },
  ClaimUnrelated: <S extends RelationsState>(state: S, { facts }: FactEventOf<RelationEvent, 'ClaimUnrelated'>): S => ({
    ...state,
    relations: new Map([...state.relations].filter(([id]) => id !== facts.relationId)),
  }),
};
