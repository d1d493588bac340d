import { rule, type Context, type Reads } from '../kernel/decider.js';
import { originKey } from '../kernel/names.js';
import { present } from '../kernel/present.js';
import { EDITORS } from '../kernel/roles.js';
import { outletFold } from '../outlets/outlet.js';
import { workFold } from '../works/work.js';
import { AttributeUpstream, chainOf, RecordAppearance, type TakenBy, type Upstream } from './appearances.commands.js';
import type { AppearanceRecorded, UpstreamAttributed } from './claim.events.js';
import { refuse } from './claim.refusal.js';
import { mustExist, type ClaimState } from './claim.state.js';
import { namingOrigins, originOfOutlet, originOfWork } from './origins.js';

type Names = ReturnType<typeof namingOrigins>;
type Of = UpstreamAttributed['facts']['of'];

const readsOf = (chain: readonly Upstream[], workIds: readonly string[]): Required<Reads> => ({
  streams: [
    ...chain.flatMap(({ outletId }) => (outletId === undefined ? [] : [{ fold: outletFold, id: outletId }])),
    ...[...workIds, ...chain.flatMap(({ workId }) => workId ?? [])].map((id) => ({ fold: workFold, id })),
  ],
  keys: chain.flatMap(({ name }) => (name === undefined ? [] : [originKey(name)])),
});

const originOf = ({ outletId, workId, name }: Upstream, context: Context, names: Names): string => {
  if (outletId !== undefined) return originOfOutlet(context, outletId);
  if (workId !== undefined) return originOfWork(context, workId);
  return name === undefined ? context.newId() : names.idOf(name);
};

/** One event for each relay, nearest first, each taken by the one before it. */
const chainEvents = (chain: readonly Upstream[], nearest: Of, context: Context, names: Names): UpstreamAttributed[] => {
  let of = nearest;
  return chain.map((upstream) => {
    const { kind, outletId, workId, relation, translated = false, basis, name, shownBy, note } = upstream;
    const upstreamId = context.newId();
    const originId = originOf(upstream, context, names);
    const event: UpstreamAttributed = {
      type: 'UpstreamAttributed',
      facts: { upstreamId, of, kind, originId, relation, translated, basis, ...present({ outletId, workId }) },
      words: present({ name, shownBy, note }),
    };
    of = { upstreamId };
    return event;
  });
};

const record = rule<ClaimState, RecordAppearance, AppearanceRecorded | UpstreamAttributed>({
  command: RecordAppearance,
  roles: EDITORS,
  reads: ({ workId, upstream }) => readsOf(chainOf(upstream), [workId]),
  decide: (state, command, context) => {
    mustExist(state);
    const { workId, mode, place, excerpt, translation, challenge, attribution, note, upstream } = command;
    const originId = originOfWork(context, workId);
    const appearanceId = context.newId();
    const names = namingOrigins(context);
    const recorded: AppearanceRecorded = {
      type: 'AppearanceRecorded',
      facts: {
        appearanceId,
        workId,
        originId,
        mode,
        place,
        ...present({ attribution: mode === 'attributed' ? (attribution ?? 'unchecked') : undefined }),
        excerpted: excerpt !== undefined,
        challenged: challenge !== undefined,
      },
      words: present({ excerpt, translation, challenge, note }),
    };
    const upstreams = chainEvents(chainOf(upstream), { appearanceId }, context, names);
    const upstreamId = upstreams[0]?.facts.upstreamId;
    return {
      events: [recorded, ...upstreams],
      reserve: names.reserve(),
      ids: { appearanceId, ...(upstreamId !== undefined && { upstreamId }) },
    };
  },
});

const takenBy = (state: ClaimState, { appearanceId, upstreamId }: TakenBy): Of => {
  if (upstreamId !== undefined) {
    if (!state.upstreams.has(upstreamId)) refuse('upstream-unknown', 'This claim has no such upstream.', upstreamId);
    return { upstreamId };
  }
  const id = appearanceId ?? '';
  if (!state.appearances.has(id)) refuse('appearance-unknown', 'This claim has no such appearance.', id);
  return { appearanceId: id };
};

const attribute = rule<ClaimState, AttributeUpstream, UpstreamAttributed>({
  command: AttributeUpstream,
  roles: EDITORS,
  reads: (command) => readsOf(chainOf(command), []),
  decide: (state, command, context) => {
    mustExist(state);
    const names = namingOrigins(context);
    const events = chainEvents(chainOf(command), takenBy(state, command.of), context, names);
    const upstreamId = events[0]?.facts.upstreamId;
    return { events, reserve: names.reserve(), ...(upstreamId !== undefined && { ids: { upstreamId } }) };
  },
});

/** Where a claim appears, and where each appearance took it from. */
export const appearanceRules = [record, attribute];
