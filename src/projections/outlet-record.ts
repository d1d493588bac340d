import { RATING_CODES, type Rating } from '../claims/claim.events.js';
import type { Event } from '../kernel/event.js';
import type { Recorded } from '../ledger/recorded.js';
import type { OutletEvent, OutletRegistered, OutletRenamed, OutletReplied } from '../outlets/outlet.events.js';
import { CORRECTION_KINDS } from '../works/work.events.js';
import { LEFT_OUT, type Group, type Judged } from './outlet-record.judging.js';
import type { AttributionGroupView, ObservedCorrectionsView, RatedGroupView } from './outlet-record-counts.views.js';
import {
  carriedBy,
  familyOf,
  RECORD_RESTS,
  type CarriedBy,
  type Family,
  type RecordedClaim,
} from './outlet-record.reading.js';
import type { DeskCountsView, OutletRecordView, OutletReplyView } from './outlet-record.views.js';
import { MINIMUM, rateOf } from './outlet-record.wilson.js';
import { erasuresOf } from './stored.js';
import { isStaff, view } from './view.js';

const SCOPE = 'Within the claims this desk chose to check; says nothing of the outlet’s other work.';
const JUDGED_BY = 'By the verdict that held on its day of publication, never by later facts.';

/**
 * What an outlet carried of the published claims, in counts. Anybody may ask: that an outlet is registered, and under
 * which names and domains, is no secret.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of the outlet's events is corrupt.
 */
export const outletRecord = view<{ readonly id: string }, OutletRecordView>({
  rests: RECORD_RESTS,
  answer: async (source, { id }, moment) => {
    const family = await familyOf(source, id, moment);
    const carried = await carriedBy(source, family, moment);
    const { claims, position, stale } = carried;
    const told = claims.filter((claim) => claim.told);
    const judged = told.flatMap((claim) => claim.judged);
    const counted = judged.filter(({ leftOut }) => leftOut === null);
    const of = (group: Group) => counted.filter((each) => each.group === group);
    const named = newestName(family);
    return {
      ...described(family, named),
      scope: SCOPE,
      judgedBy: JUDGED_BY,
      minimum: MINIMUM,
      claims: {
        published: distinct(told),
        counted: new Set(counted.map(({ judgedAs }) => judgedAs)).size,
        desk: isStaff(moment.reader) ? deskCounts(claims) : null,
      },
      appearances: {
        published: judged.length,
        counted: counted.length,
        leftOut: LEFT_OUT.map((reason) => ({
          reason,
          count: judged.filter(({ leftOut }) => leftOut === reason).length,
        })).filter(({ count }) => count > 0),
      },
      ownVoice: ratedGroup(of('own-voice')),
      relaying: ratedGroup(of('relaying')),
      attribution: attributionGroup(of('attribution')),
      corrections: correctionsIn(judged, carried),
      replies: repliesIn(family),
      erasures: erasuresOf([...(named ? [named] : []), ...standingReplies(family)], family.stored, moment.reader),
      position,
      asOf: moment.asOf,
      stale,
    };
  },
});

type Named = Recorded<OutletRegistered | OutletRenamed>;

const newestName = ({ events }: Family): Named | undefined =>
  events.findLast(({ type }) => type === 'OutletRegistered' || type === 'OutletRenamed') as Named | undefined;

function described({ id, state }: Family, named: Named | undefined) {
  return {
    id,
    name: named?.words?.name ?? null,
    aliases: named?.words?.aliases ?? [],
    domains: [...state.domains].map(([domain, { from = null, until = null }]) => ({ domain, from, until })),
    kind: state.kind,
    country: state.country ?? null,
    language: state.language ?? null,
    absorbed: [...state.absorbed],
  };
}

/** A duplicate is the claim that it repeats. */
const distinct = (claims: readonly RecordedClaim[]): number =>
  new Set(claims.map(({ id, row }) => row.mergedInto ?? id)).size;

const UNCHECKABLE: readonly (string | null)[] = ['withdrawn', 'not-checkable', 'too-vague'];

function deskCounts(claims: readonly RecordedClaim[]): DeskCountsView {
  const checkable = claims.filter(({ whole }) => !UNCHECKABLE.includes(whole.closed));
  return {
    submitted: distinct(claims),
    checkable: distinct(checkable),
    reviewed: distinct(checkable.filter(({ whole }) => whole.verdicts.length > 0)),
  };
}

const BORNE_OUT: readonly (Rating | null)[] = ['TRUE', 'MOSTLY_TRUE'];
const REFUTED: readonly (Rating | null)[] = ['FALSE', 'MOSTLY_FALSE'];

function ratedGroup(group: readonly Judged[]): RatedGroupView {
  const rated = (as: readonly (Rating | null)[]) => group.filter(({ rating }) => as.includes(rating)).length;
  return {
    counted: group.length,
    ratings: RATING_CODES.map((rating) => ({ rating, count: rated([rating]) })).filter(({ count }) => count > 0),
    borneOut: rateOf(rated(BORNE_OUT), group.length),
    refuted: rateOf(rated(REFUTED), group.length),
  };
}

function attributionGroup(group: readonly Judged[]): AttributionGroupView {
  const rate = (as: Judged['attribution']) =>
    rateOf(group.filter(({ attribution }) => attribution === as).length, group.length);
  return {
    counted: group.length,
    accurate: rate('accurate'),
    altered: rate('altered'),
    false: rate('false'),
    relayed: group.filter(({ relayed }) => relayed).length,
  };
}

/** Only of works in which published claims stand: others would tell of claims that are not. */
function correctionsIn(judged: readonly Judged[], { works }: CarriedBy): ObservedCorrectionsView {
  const shown = [...new Set(judged.map(({ appearance }) => appearance.workId))].flatMap((id) => works.get(id) ?? []);
  const unchanged = shown.filter(({ corrections }) => corrections.length === 0);
  const looked = unchanged.flatMap(({ lookedOn }) => lookedOn ?? []).sort();
  const seen = shown.flatMap(({ corrections }) => corrections);
  const lastLookedOn = looked.at(-1) ?? null;
  return {
    works: shown.length,
    changed: shown.length - unchanged.length,
    kinds: CORRECTION_KINDS.map((kind) => ({ kind, count: seen.filter((each) => each.kind === kind).length })).filter(
      ({ count }) => count > 0,
    ),
    noneSeen: looked.length,
    lastLookedOn,
    neverLooked: unchanged.length - looked.length,
    statement:
      lastLookedOn === null
        ? 'Nobody has looked for corrections.'
        : `In ${looked.length} ${looked.length === 1 ? 'work' : 'works'} no correction seen, last looked on ${lastLookedOn}.`,
  };
}

const isReply = (event: Recorded<OutletEvent>): event is Recorded<OutletReplied> & Recorded<Event> =>
  event.type === 'OutletReplied';

const standingReplies = ({ events, state }: Family) =>
  events.filter(isReply).filter(({ facts }) => state.replies.has(facts.replyId));

const repliesIn = (family: Family): OutletReplyView[] =>
  standingReplies(family).map(({ facts, words, at }) => ({
    id: facts.replyId,
    repliedOn: facts.repliedOn ?? null,
    language: facts.language ?? null,
    text: words?.text ?? null,
    url: words?.url ?? null,
    recordedAt: at,
  }));
