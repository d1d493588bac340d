import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { AppearanceEvent, AppearanceFacts, UpstreamAttributed } from './appearances.events.js';

export type AppearanceState = AppearanceFacts & { readonly withdrawn?: true };
type UpstreamState = Pick<
  UpstreamAttributed['facts'],
  'of' | 'kind' | 'outletId' | 'workId' | 'originId' | 'basis' | 'namesNobody'
> & {
  /** It is what something was made of, no link of the claim's chain. */
  readonly altered?: true;
  readonly withdrawn?: true;
};

/** The part of a claim's state that says where it appears, and where from. Withdrawn ones stay, marked. */
export interface AppearancesState {
  readonly appearances: ReadonlyMap<string, AppearanceState>;
  readonly upstreams: ReadonlyMap<string, UpstreamState>;
}

export const initialAppearances: AppearancesState = { appearances: new Map(), upstreams: new Map() };

const withAppearance = <S extends AppearancesState>(state: S, id: string, change: Partial<AppearanceState>): S => {
  const appearance = state.appearances.get(id);
  return appearance ? { ...state, appearances: withEntry(state.appearances, id, { ...appearance, ...change }) } : state;
};

/** What each event of an appearance or an upstream does to it. */
export const appearanceHandlers = {
  AppearanceRecorded: <S extends AppearancesState>(
    state: S,
    { facts }: FactEventOf<AppearanceEvent, 'AppearanceRecorded'>,
  ): S => ({
    ...state,
    appearances: withEntry(state.appearances, facts.appearanceId, facts),
  }),
  AppearanceCorrected: <S extends AppearancesState>(
    state: S,
    { facts }: FactEventOf<AppearanceEvent, 'AppearanceCorrected'>,
  ): S => ({
    ...state,
    appearances: withEntry(state.appearances, facts.appearanceId, facts),
  }),
  AppearanceWithdrawn: <S extends AppearancesState>(
    state: S,
    { facts }: FactEventOf<AppearanceEvent, 'AppearanceWithdrawn'>,
  ): S => withAppearance(state, facts.appearanceId, { withdrawn: true }),
  AttributionChecked: <S extends AppearancesState>(
    state: S,
    { facts }: FactEventOf<AppearanceEvent, 'AttributionChecked'>,
  ): S => withAppearance(state, facts.appearanceId, { attribution: facts.attribution }),
  UpstreamAttributed: <S extends AppearancesState>(
    state: S,
    { facts }: FactEventOf<AppearanceEvent, 'UpstreamAttributed'>,
  ): S => {
    const { upstreamId, of, kind, outletId, workId, originId, basis, namesNobody, relation } = facts;
    const altered = relation === 'altered' || undefined;
    const upstream = { of, kind, originId, basis, ...omitUndefined({ outletId, workId, namesNobody, altered }) };
    return { ...state, upstreams: withEntry(state.upstreams, upstreamId, upstream) };
  },
  UpstreamWithdrawn: <S extends AppearancesState>(
    state: S,
    { facts: { upstreamId } }: FactEventOf<AppearanceEvent, 'UpstreamWithdrawn'>,
  ): S => {
    const upstream = state.upstreams.get(upstreamId);
    if (!upstream) return state;
    return { ...state, upstreams: withEntry(state.upstreams, upstreamId, { ...upstream, withdrawn: true }) };
  },
};
