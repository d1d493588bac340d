import type { Known } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { AppearanceEvent, AppearanceFacts, UpstreamAttributed } from './appearances.events.js';

export type AppearanceState = AppearanceFacts & { readonly withdrawn?: true };
type UpstreamState = Pick<UpstreamAttributed['facts'], 'of' | 'outletId' | 'workId' | 'originId'> & {
  readonly withdrawn?: true;
};

/** The part of a claim's state that says where it appears, and where from. Withdrawn ones stay, marked. */
export interface Appearing {
  readonly appearances: ReadonlyMap<string, AppearanceState>;
  readonly upstreams: ReadonlyMap<string, UpstreamState>;
}

export const unseen: Appearing = { appearances: new Map(), upstreams: new Map() };

type Of<Type extends string> = Known<Extract<AppearanceEvent, { type: Type }>>;

const withAppearance = <S extends Appearing>(state: S, id: string, change: Partial<AppearanceState>): S => {
  const appearance = state.appearances.get(id);
  return appearance ? { ...state, appearances: withEntry(state.appearances, id, { ...appearance, ...change }) } : state;
};

/** What each event of an appearance or an upstream does to it. */
export const appearanceHandlers = {
  AppearanceRecorded: <S extends Appearing>(state: S, { facts }: Of<'AppearanceRecorded'>): S => ({
    ...state,
    appearances: withEntry(state.appearances, facts.appearanceId, facts),
  }),
  AppearanceCorrected: <S extends Appearing>(state: S, { facts }: Of<'AppearanceCorrected'>): S => ({
    ...state,
    appearances: withEntry(state.appearances, facts.appearanceId, facts),
  }),
  AppearanceWithdrawn: <S extends Appearing>(state: S, { facts }: Of<'AppearanceWithdrawn'>): S =>
    withAppearance(state, facts.appearanceId, { withdrawn: true }),
  AttributionChecked: <S extends Appearing>(state: S, { facts }: Of<'AttributionChecked'>): S =>
    withAppearance(state, facts.appearanceId, { attribution: facts.attribution }),
  UpstreamAttributed: <S extends Appearing>(state: S, { facts }: Of<'UpstreamAttributed'>): S => ({
    ...state,
    upstreams: withEntry(state.upstreams, facts.upstreamId, facts),
  }),
  UpstreamWithdrawn: <S extends Appearing>(state: S, { facts: { upstreamId } }: Of<'UpstreamWithdrawn'>): S => {
    const upstream = state.upstreams.get(upstreamId);
    if (!upstream) return state;
    return { ...state, upstreams: withEntry(state.upstreams, upstreamId, { ...upstream, withdrawn: true }) };
  },
};
