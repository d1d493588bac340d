import { rule, type Context } from '../../kernel/decider.js';
import { originKeys } from '../../kernel/names.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import { workFold } from '../../works/work.decider.js';
import {
  AttributeUpstream,
  chainOf,
  CheckAttribution,
  CorrectAppearance,
  RecordAppearance,
  WithdrawAppearance,
  WithdrawUpstream,
  type AppearanceItself,
  type TakenBy,
  type Upstream,
} from './appearances.commands.js';
import type { AppearanceState } from './appearances.state.js';
import { needsConfirmation } from '../carrier-changes/needs-confirmation.js';
import type {
  AppearanceCorrected,
  AppearanceEvent,
  AppearanceFacts,
  AppearanceRecorded,
  AppearanceWithdrawn,
  AppearanceWords,
  Attribution,
  AttributionChecked,
  UpstreamAttributed,
  UpstreamWithdrawn,
} from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { namesNobody } from '../../origins/names-nobody.js';
import { originNamer, originOfOutlet, originOfWork } from './origins.js';

type OriginNames = ReturnType<typeof originNamer>;
type TakenFrom = UpstreamAttributed['facts']['of'];

const readsOf = (chain: readonly Upstream[], workIds: readonly string[]) => ({
  streams: [
    ...chain.flatMap(({ outletId }) => (outletId === undefined ? [] : [{ fold: outletFold, id: outletId }])),
    ...[...workIds, ...chain.flatMap(({ workId }) => workId ?? [])].map((id) => ({ fold: workFold, id })),
  ],
  keys: chain.flatMap(({ name }) => (name === undefined ? [] : originKeys(name))),
});

const originOf = (
  { outletId, workId, name, sameSourceAs }: Upstream,
  { upstreams }: ClaimState,
  context: Context,
  names: OriginNames,
  at: number,
): string => {
  if (outletId !== undefined) return originOfOutlet(context, outletId);
  if (workId !== undefined) return originOfWork(context, workId);
  if (sameSourceAs !== undefined) {
    const same = upstreams.get(sameSourceAs);
    if (same?.kind === 'unnamed') return same.originId;
    return refuse('upstream-unknown', 'This claim has no such unnamed source.', sameSourceAs);
  }
  return name === undefined || namesNobody(name) ? context.newId() : names.idOf(name, at);
};

/** Events of one command as they are, or, where any has to be, as one change that another person is to confirm. */
const orToConfirm = <E extends AppearanceEvent>(state: ClaimState, events: readonly E[], context: Context) => {
  if (!events.some((event) => needsConfirmation(state, event))) return { events, ids: {} };
  const changeId = context.newId();
  return { events: events.map((event): E => ({ ...event, facts: { ...event.facts, changeId } })), ids: { changeId } };
};

/** One event for each relay, nearest first, each taken by the one before it; `first`: which of the decision's is the first. */
const chainEvents = (
  chain: readonly Upstream[],
  nearest: TakenFrom,
  state: ClaimState,
  context: Context,
  names: OriginNames,
  first: number,
): UpstreamAttributed[] => {
  let of = nearest;
  return chain.map((upstream, i) => {
    const { kind, outletId, workId, relation, translated = false, basis } = upstream;
    const { name, shownBy, alteration, label, note } = upstream;
    const upstreamId = context.newId();
    const originId = originOf(upstream, state, context, names, first + i);
    const nobody = outletId === undefined && workId === undefined && name !== undefined && namesNobody(name);
    const known = omitUndefined({ outletId, workId, namesNobody: nobody || undefined });
    const event: UpstreamAttributed = {
      type: 'UpstreamAttributed',
      facts: { upstreamId, of, kind, originId, relation, translated, basis, ...known },
      words: omitUndefined({ name, shownBy, alteration, label, note }),
    };
    of = { upstreamId };
    return event;
  });
};

const appearanceOf = (
  appearanceId: string,
  command: AppearanceItself & { readonly workId: string },
  context: Context,
  checked: Attribution = 'unchecked',
): { facts: AppearanceFacts; words: AppearanceWords } => {
  const { workId, mode, place, excerpt, translation, challenge, attribution = checked, ownReporting, note } = command;
  return {
    facts: {
      appearanceId,
      workId,
      originId: originOfWork(context, workId),
      mode,
      place,
      ...omitUndefined({ attribution: mode === 'attributed' ? attribution : undefined }),
      excerpted: excerpt !== undefined,
      challenged: challenge !== undefined,
      ...(ownReporting !== undefined && { ownReporting: true }),
    },
    words: omitUndefined({ excerpt, translation, challenge, ownReporting, note }),
  };
};

const record = rule<ClaimState, RecordAppearance, AppearanceRecorded | UpstreamAttributed>({
  command: RecordAppearance,
  roles: EDITORS,
  reads: ({ workId, upstream }) => readsOf(chainOf(upstream), [workId]),
  decide: (state, command, context) => {
    const appearanceId = context.newId();
    const names = originNamer(context);
    const recorded = { type: 'AppearanceRecorded' as const, ...appearanceOf(appearanceId, command, context) };
    const upstreams = chainEvents(chainOf(command.upstream), { appearanceId }, state, context, names, 1);
    const upstreamId = upstreams[0]?.facts.upstreamId;
    const { events, ids } = orToConfirm(state, [recorded, ...upstreams], context);
    return {
      events,
      reserve: names.reserve(),
      ids: { appearanceId, ...(upstreamId !== undefined && { upstreamId }), ...ids },
    };
  },
});

/** The appearance named in the path. */
const namedAppearance = (state: ClaimState, { target }: Context): AppearanceState => {
  const { part: id = '' } = target;
  return state.appearances.get(id) ?? refuse('not-found', 'This claim has no such appearance.');
};

/** The appearance named in the path, where it stands. */
const standingAppearance = (state: ClaimState, context: Context): AppearanceState => {
  const appearance = namedAppearance(state, context);
  if (appearance.withdrawn) refuse('appearance-withdrawn', 'This appearance is withdrawn: record it anew.');
  return appearance;
};

const correct = rule<ClaimState, CorrectAppearance, AppearanceCorrected>({
  command: CorrectAppearance,
  roles: EDITORS,
  reads: ({ workId }) => readsOf([], [workId]),
  decide: (state, command, context) => {
    const { appearanceId, attribution } = standingAppearance(state, context);
    const { facts, words } = appearanceOf(appearanceId, command, context, attribution);
    const corrected = { type: 'AppearanceCorrected' as const, facts, words: { ...words, reason: command.reason } };
    const { events, ids } = orToConfirm(state, [corrected], context);
    return { events, ids: { appearanceId, ...ids } };
  },
});

const withdraw = rule<ClaimState, WithdrawAppearance, AppearanceWithdrawn>({
  command: WithdrawAppearance,
  roles: EDITORS,
  decide: (state, { reason }, context) => {
    const { appearanceId, withdrawn } = namedAppearance(state, context);
    if (withdrawn) refuse('nothing-changed', 'This appearance is withdrawn already.');
    const gone: AppearanceWithdrawn = { type: 'AppearanceWithdrawn', facts: { appearanceId }, words: { reason } };
    const { events, ids } = orToConfirm(state, [gone], context);
    return { events, ids: { appearanceId, ...ids } };
  },
});

const check = rule<ClaimState, CheckAttribution, AttributionChecked>({
  command: CheckAttribution,
  roles: EDITORS,
  decide: (state, { attribution, note }, context) => {
    const { appearanceId, mode, attribution: before } = standingAppearance(state, context);
    if (mode !== 'attributed') refuse('not-attributed', 'Only an attributed appearance renders somebody.');
    if (before === attribution) refuse('nothing-changed', `This attribution is ${attribution} already.`);
    const facts = { appearanceId, attribution };
    const checked: AttributionChecked = { type: 'AttributionChecked', facts, words: omitUndefined({ note }) };
    const { events, ids } = orToConfirm(state, [checked], context);
    return { events, ids: { appearanceId, ...ids } };
  },
});

const takenBy = (state: ClaimState, { appearanceId, upstreamId }: TakenBy): TakenFrom => {
  if (upstreamId !== undefined) {
    const upstream = state.upstreams.get(upstreamId);
    if (!upstream) refuse('upstream-unknown', 'This claim has no such upstream.', upstreamId);
    if (upstream?.withdrawn) refuse('upstream-withdrawn', 'This upstream is withdrawn.', upstreamId);
    if (upstream?.altered) {
      refuse('upstream-altered', 'That is what something was altered from, no link of the chain.', upstreamId);
    }
    return { upstreamId };
  }
  const id = appearanceId ?? '';
  const appearance = state.appearances.get(id);
  if (!appearance) refuse('appearance-unknown', 'This claim has no such appearance.', id);
  if (appearance?.withdrawn) refuse('appearance-withdrawn', 'This appearance is withdrawn.', id);
  return { appearanceId: id };
};

const attribute = rule<ClaimState, AttributeUpstream, UpstreamAttributed>({
  command: AttributeUpstream,
  roles: EDITORS,
  reads: (command) => readsOf(chainOf(command), []),
  decide: (state, command, context) => {
    const names = originNamer(context);
    const chain = chainEvents(chainOf(command), takenBy(state, command.of), state, context, names, 0);
    const upstreamId = chain[0]?.facts.upstreamId;
    const { events, ids } = orToConfirm(state, chain, context);
    return { events, reserve: names.reserve(), ids: { ...(upstreamId !== undefined && { upstreamId }), ...ids } };
  },
});

const withdrawUpstream = rule<ClaimState, WithdrawUpstream, UpstreamWithdrawn>({
  command: WithdrawUpstream,
  roles: EDITORS,
  decide: (state, { reason }, context) => {
    const upstreamId = context.target.part ?? '';
    const upstream = state.upstreams.get(upstreamId) ?? refuse('not-found', 'This claim has no such upstream.');
    if (upstream.withdrawn) refuse('nothing-changed', 'This upstream is withdrawn already.');
    const gone: UpstreamWithdrawn = { type: 'UpstreamWithdrawn', facts: { upstreamId }, words: { reason } };
    const { events, ids } = orToConfirm(state, [gone], context);
    return { events, ids: { upstreamId, ...ids } };
  },
});

/** Where a claim appears, and where each appearance took it from. */
export const appearanceRules = [record, correct, withdraw, check, attribute, withdrawUpstream];
