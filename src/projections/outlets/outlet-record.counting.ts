import { RATING_CODES, type Rating } from '../../claims/claim.events.js';
import { groupBy } from '../../kernel/group-by.js';
import { daysOf } from '../../kernel/edtf.js';
import { CORRECTION_KINDS } from '../../works/work.events.js';
import type {
  AttributionGroupView,
  DelayView,
  ObservedCorrectionsView,
  RatedGroupView,
  RecordPartView,
} from './outlet-record-counts.views.js';
import type { Group, CountedAppearance } from './outlet-record.appearances.js';
import type { CarriedBy, RecordedClaim } from './outlet-record.reading.js';
import type { PublishedRow, SeenCorrection } from './outlet-record-works.projection.js';
import { MINIMUM, rateOf } from './outlet-record.wilson.js';

const BORNE_OUT: readonly (Rating | null)[] = ['TRUE', 'MOSTLY_TRUE'];
const REFUTED: readonly (Rating | null)[] = ['FALSE', 'MOSTLY_FALSE'];

function ratedGroup(group: readonly CountedAppearance[]): RatedGroupView {
  const rated = (as: readonly (Rating | null)[]) => group.filter(({ rating }) => as.includes(rating)).length;
  return {
    counted: group.length,
    ratings: RATING_CODES.map((rating) => ({ rating, count: rated([rating]) })).filter(({ count }) => count > 0),
    borneOut: rateOf(rated(BORNE_OUT), group.length),
    refuted: rateOf(rated(REFUTED), group.length),
  };
}

function attributionGroup(group: readonly CountedAppearance[]): AttributionGroupView {
  const rate = (as: CountedAppearance['attribution']) =>
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
export function correctionsIn(
  judged: readonly CountedAppearance[],
  { works, claims }: CarriedBy,
): ObservedCorrectionsView {
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
    silent: seen.filter(({ kind }) => kind === 'silent-edit').length,
    ...delaysIn(shown, judged, claims),
    noneSeen: looked.length,
    lastLookedOn,
    neverLooked: unchanged.length - looked.length,
    statement:
      lastLookedOn === null
        ? unchanged.length < shown.length
          ? 'In the other works nobody has looked for corrections.'
          : 'Nobody has looked for corrections.'
        : `In ${looked.length} ${looked.length === 1 ? 'work' : 'works'} no correction seen, last looked on ${lastLookedOn}.`,
  };
}

const DAY_MS = 86_400_000;
/** The one day that a date of the world means, in milliseconds; none where it is not known to the day. */
const dayOf = (edtf: string | undefined): number | undefined =>
  edtf !== undefined && /^\d{4}-\d\d-\d\d$/.test(edtf) ? Date.parse(edtf) : undefined;

/**
 * How long its outlet took to correct a work: from the work's publication, and from this desk's first verdict on a claim
 * in it. The first correction that the outlet owns up to counts, where its day is known, and none that came before.
 */
function delaysIn(
  works: readonly PublishedRow[],
  judged: readonly CountedAppearance[],
  claims: readonly RecordedClaim[],
) {
  const verdicts = new Map(claims.map(({ id, whole }) => [id, firstVerdict(whole.verdicts)]));
  const claimsIn = groupBy(judged, ({ appearance }) => appearance.workId);
  const told = new Map(
    [...claimsIn].map(([, places]) => [places[0]?.work, earliest(places.map((place) => verdicts.get(place.claimId)))]),
  );
  const owned = works.flatMap((work) => {
    const days = work.corrections.filter(isOwned).flatMap(({ publishedOn }) => dayOf(publishedOn) ?? []);
    return days.length > 0 ? [{ work, corrected: days }] : [];
  });
  const since = (from: (work: PublishedRow) => number | undefined): number[] =>
    owned.flatMap(({ work, corrected }) => {
      const start = from(work);
      const after = earliest(corrected.filter((day) => start !== undefined && day >= start));
      return start === undefined || after === undefined ? [] : (after - start) / DAY_MS;
    });
  return {
    sincePublication: delayOf(since(({ publishedOn }) => dayOf(publishedOn))),
    sinceVerdict: delayOf(since((work) => told.get(work))),
  };
}

/** A silent edit is told to nobody, and a deletion mends nothing. */
const isOwned = ({ kind }: SeenCorrection): boolean => kind !== 'silent-edit' && kind !== 'deletion';
const earliest = (days: readonly (number | undefined)[]): number | undefined =>
  days.flatMap((day) => day ?? []).sort((a, b) => a - b)[0];
const firstVerdict = (verdicts: RecordedClaim['whole']['verdicts']): number | undefined =>
  earliest(verdicts.map(({ publishedAt }) => dayOf(publishedAt?.slice(0, 10))));

function delayOf(days: readonly number[]): DelayView {
  const sorted = [...days].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { count: sorted.length, medianDays: sorted.length < MINIMUM ? null : median };
}

/** The ways of carrying a claim, apart. */
export function groupsOf(counted: readonly CountedAppearance[]) {
  const of = (group: Group) => counted.filter((each) => each.group === group);
  return {
    ownVoice: ratedGroup(of('own-voice')),
    relaying: ratedGroup(of('relaying')),
    satireTakenForReal: ratedGroup(of('satire-taken-for-real')),
    attribution: attributionGroup(of('attribution')),
  };
}

/** By what a record can be taken apart: the day of publication, an interval by its first, or topics. */
export const RECORD_PARTS = ['month', 'quarter', 'year', 'topic'] as const;
export type RecordPart = (typeof RECORD_PARTS)[number];

/** The parts that an appearance belongs to; one whose day is unknown, or without a topic, to none that has a name. */
function partsOf({ work, claimId }: CountedAppearance, by: RecordPart, topics: ReadonlyMap<string, readonly string[]>) {
  if (by === 'topic') {
    const own = topics.get(claimId) ?? [];
    return own.length > 0 ? own : [null];
  }
  if (work.publishedOn === undefined) return [null];
  const { first } = daysOf(work.publishedOn);
  if (by === 'year') return [first.slice(0, 4)];
  return [by === 'month' ? first.slice(0, 7) : `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5, 7)) / 3)}`];
}

/** A record taken apart, in the order of the parts' names; what belongs to none comes last. */
export function recordBy(
  by: RecordPart,
  judged: readonly CountedAppearance[],
  claims: readonly RecordedClaim[],
): RecordPartView[] {
  const topics = new Map(claims.map(({ id, whole }) => [id, whole.topics]));
  const parts = new Map<string | null, CountedAppearance[]>();
  for (const each of judged) {
    for (const part of partsOf(each, by, topics)) {
      const of = parts.get(part);
      if (of) of.push(each);
      else parts.set(part, [each]);
    }
  }
  return [...parts]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
    .map(([part, of]) => {
      const counted = of.filter(({ leftOut }) => leftOut === null);
      return { part, published: of.length, counted: counted.length, ...groupsOf(counted) };
    });
}
