import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { AppearanceEvent } from '../appearances/appearances.events.js';
import { appearanceHandlers, type AppearancesState } from '../appearances/appearances.state.js';
import type { CarrierChangeEvent } from './carrier-changes.events.js';

/** What a change says, as its event does. */
export type CarrierChange = Pick<FactEventOf<AppearanceEvent, AppearanceEvent['type']>, 'type' | 'facts'>;

export interface CarrierChangeState {
  /** What one command said, in order. */
  readonly said: readonly CarrierChange[];
  readonly by: string;
  readonly since: Stamp;
  /**
   * `pending`: it does not hold yet. `unconfirmed`: it lets go, and holds already. `dropped`: refused or withdrawn, so that
   * it never held.
   */
  readonly status: 'pending' | 'unconfirmed' | 'confirmed' | 'restored' | 'dropped';
}

/** The part of a claim's state that waits for another person. */
export interface CarrierChangesState {
  readonly changes: ReadonlyMap<string, CarrierChangeState>;
  /** When readers were last told something else of who carried it. */
  readonly carriersChanged?: Stamp;
}

export const initialCarrierChanges: CarrierChangesState = { changes: new Map() };

type State = CarrierChangesState & AppearancesState;
const LETTING_GO: readonly string[] = ['AppearanceWithdrawn', 'UpstreamWithdrawn'];

/** Whether a change only takes something back that was said of somebody. */
const letsGo = ({ type }: Pick<CarrierChange, 'type'>): boolean => LETTING_GO.includes(type);

const withStatus = <S extends State>(state: S, id: string, status: CarrierChangeState['status']): S => {
  const entry = state.changes.get(id);
  return entry ? { ...state, changes: withEntry(state.changes, id, { ...entry, status }) } : state;
};

const holds = <S extends State>(state: S, { type, facts }: CarrierChange): S => {
  const handle = appearanceHandlers[type] as unknown as (state: S, event: { readonly facts: object }) => S;
  const { changeId: _, ...said } = facts;
  return handle(state, { facts: said });
};

/** What was let go stands again. */
const restored = <S extends State>(state: S, { facts }: CarrierChange): S => {
  const { appearanceId = '', upstreamId = '' } = facts as { appearanceId?: string; upstreamId?: string };
  const [appearance, upstream] = [state.appearances.get(appearanceId), state.upstreams.get(upstreamId)];
  if (appearance) {
    const { withdrawn: _, ...standing } = appearance;
    return { ...state, appearances: withEntry(state.appearances, appearanceId, standing) };
  }
  if (!upstream) return state;
  const { withdrawn: _, ...standing } = upstream;
  return { ...state, upstreams: withEntry(state.upstreams, upstreamId, standing) };
};

/** An event of an appearance holds at once, unless it waits for its confirmation. */
const unlessPending =
  <Type extends AppearanceEvent['type']>(type: Type) =>
  <S extends State>(state: S, event: FactEventOf<AppearanceEvent, Type>): S => {
    const { changeId } = event.facts;
    const change = { type, facts: event.facts } as unknown as CarrierChange;
    if (changeId === undefined) return holds(state, change);
    const [status, next] = letsGo(change)
      ? (['unconfirmed', holds(state, change)] as const)
      : (['pending', state] as const);
    const said = [...(state.changes.get(changeId)?.said ?? []), change];
    const entry: CarrierChangeState = { said, by: event.actor, since: stampOf(event), status };
    return { ...next, changes: withEntry(next.changes, changeId, entry) };
  };

const dropped = <S extends State>(state: S, { facts }: { readonly facts: { readonly changeId: string } }): S => {
  const entry = state.changes.get(facts.changeId);
  if (!entry) return state;
  if (entry.status !== 'unconfirmed') return withStatus(state, facts.changeId, 'dropped');
  return withStatus(entry.said.reduce<S>(restored, state), facts.changeId, 'restored');
};

/** What each event does that says who carried a claim, or stands by what was said. */
export const carrierHandlers = {
  AppearanceRecorded: unlessPending('AppearanceRecorded'),
  AppearanceCorrected: unlessPending('AppearanceCorrected'),
  AppearanceWithdrawn: unlessPending('AppearanceWithdrawn'),
  AttributionChecked: unlessPending('AttributionChecked'),
  UpstreamAttributed: unlessPending('UpstreamAttributed'),
  UpstreamWithdrawn: unlessPending('UpstreamWithdrawn'),
  CarrierChangesConfirmed: <S extends State>(
    before: S,
    event: FactEventOf<CarrierChangeEvent, 'CarrierChangesConfirmed'>,
  ): S =>
    event.facts.changeIds.reduce<S>(
      (state, id) => {
        const entry = state.changes.get(id);
        const held = entry?.status === 'pending' ? entry.said.reduce<S>(holds, state) : state;
        return withStatus(held, id, 'confirmed');
      },
      { ...before, carriersChanged: stampOf(event) },
    ),
  CarrierChangeRefused: dropped,
  CarrierChangeWithdrawn: dropped,
};

/** Changes that wait for another person. */
export const openChanges = ({ changes }: CarrierChangesState): readonly (readonly [string, CarrierChangeState])[] =>
  [...changes].filter(([, { status }]) => status === 'pending' || status === 'unconfirmed');

/** Changes that never held, or do not yet: nobody outside may know of them. */
export const hiddenChanges = ({ changes }: CarrierChangesState): readonly string[] =>
  [...changes].flatMap(([id, { status }]) => (status === 'pending' || status === 'dropped' ? id : []));

/**
 * A claim's events in the order in which they came to hold: what waited stands behind its confirmation, what never held is
 * left out, and so is what was let go and holds again.
 */
export function eventsInForce<E extends { readonly type: string; readonly facts: object }>(events: readonly E[]): E[] {
  const waiting = new Map<string, E[]>();
  let inForce: E[] = [];
  for (const event of events) {
    const { changeId, changeIds = [] } = event.facts as { changeId?: string; changeIds?: readonly string[] };
    if (event.type === 'CarrierChangeRefused' || event.type === 'CarrierChangeWithdrawn') {
      if (changeId !== undefined && !waiting.delete(changeId)) {
        inForce = inForce.filter(({ facts }) => (facts as { changeId?: string }).changeId !== changeId);
      }
    } else if (changeId !== undefined && !LETTING_GO.includes(event.type)) {
      waiting.set(changeId, [...(waiting.get(changeId) ?? []), event]);
    } else inForce.push(event);
    for (const id of changeIds) {
      inForce.push(...(waiting.get(id) ?? []));
      waiting.delete(id);
    }
  }
  return inForce;
}
