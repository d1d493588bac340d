import type { Event } from '../../kernel/event.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { OutletEvent, OutletRegistered, OutletRenamed, OutletReplied } from '../../outlets/outlet.events.js';
import { correctionsIn, groupsOf, recordBy, type RecordPart } from './outlet-record.counting.js';
import { LEFT_OUT } from './outlet-record.appearances.js';
import { RECORD_DEPENDS_ON, recordOf, type Family, type RecordedClaim } from './outlet-record.reading.js';
import type { DeskCountsView, OutletRecordView, OutletReplyView } from './outlet-record.views.js';
import { MINIMUM } from './outlet-record.wilson.js';
import { currentVerdict } from '../../claims/verdicts/verdict.js';
import { erasuresOf } from '../event-lookup.js';
import { isStale } from '../engine/list.js';
import { isStaff, view } from '../engine/view.js';

const SCOPE = 'Within the claims this desk chose to check; says nothing of the outlet’s other work.';
const JUDGED_BY = 'By the verdict that held on its day of publication, never by later facts.';

export interface OutletRecordArgs {
  readonly id: string;
  /** Takes it apart beside the whole. */
  readonly by?: RecordPart | undefined;
  /** Only claims on this topic, by its code. */
  readonly topic?: string | undefined;
  /** As it stood on a day of the world (`YYYY-MM-DD`): only works that were out by then. */
  readonly validAt?: string | undefined;
}

/**
 * What an outlet carried of the published claims, in counts. Anybody may ask: that an outlet is registered, and under
 * which names and domains, is no secret.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of the outlet's events is corrupt.
 */
export const outletRecord = view<OutletRecordArgs, OutletRecordView>({
  dependsOn: RECORD_DEPENDS_ON,
  answer: async (source, { id, by, topic, validAt }, moment) => {
    const [family, carried] = await recordOf(source, id, moment, validAt);
    const claims = carried.claims.filter(({ whole }) => topic === undefined || whole.topics.includes(topic));
    const told = claims.filter((claim) => claim.told);
    const judged = told.flatMap((claim) => claim.judged);
    const counted = judged.filter(({ leftOut }) => leftOut === null);
    const named = newestName(family);
    return {
      ...describeOutlet(family, named),
      scope: SCOPE,
      judgedBy: JUDGED_BY,
      minimum: MINIMUM,
      claims: {
        published: distinct(told),
        counted: new Set(counted.map(({ judgedAs }) => judgedAs)).size,
        unproven: distinct(told.filter(({ whole }) => currentVerdict(whole.verdicts)?.rating === 'UNPROVEN')),
        desk: isStaff(moment.reader) ? editorialCounts(claims) : null,
      },
      appearances: {
        published: judged.length,
        counted: counted.length,
        leftOut: LEFT_OUT.map((reason) => ({
          reason,
          count: judged.filter(({ leftOut }) => leftOut === reason).length,
        })).filter(({ count }) => count > 0),
      },
      ...groupsOf(counted),
      by: by ?? null,
      parts: by === undefined ? [] : recordBy(by, judged, told),
      corrections: correctionsIn(judged, carried),
      replies: repliesIn(family),
      erasures: erasuresOf([...(named ? [named] : []), ...repliesInForce(family)], family.stored, moment.reader),
      topic: topic ?? null,
      validAt: validAt ?? null,
      position: carried.position,
      asOf: moment.asOf,
      stale: isStale(moment, carried.reached),
    };
  },
});

type NamedOutlet = Recorded<OutletRegistered | OutletRenamed>;

const newestName = ({ events }: Family): NamedOutlet | undefined =>
  events.findLast(({ type }) => type === 'OutletRegistered' || type === 'OutletRenamed') as NamedOutlet | undefined;

function describeOutlet({ id, state }: Family, named: NamedOutlet | undefined) {
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

const UNCHECKABLE: readonly (string | undefined)[] = ['withdrawn', 'not-checkable', 'too-vague'];

function editorialCounts(claims: readonly RecordedClaim[]): DeskCountsView {
  const checkable = claims.filter(({ whole }) => !UNCHECKABLE.includes(whole.declinedFor ?? whole.closed));
  return {
    submitted: distinct(claims),
    checkable: distinct(checkable),
    reviewed: distinct(checkable.filter(({ whole }) => whole.verdicts.length > 0)),
  };
}

const isReply = (event: Recorded<OutletEvent>): event is Recorded<OutletReplied> & Recorded<Event> =>
  event.type === 'OutletReplied';

const repliesInForce = ({ events, state }: Family) =>
  events.filter(isReply).filter(({ facts }) => state.replies.has(facts.replyId));

const repliesIn = (family: Family): OutletReplyView[] =>
  repliesInForce(family).map(({ facts, words, at }) => ({
    id: facts.replyId,
    repliedOn: facts.repliedOn ?? null,
    language: facts.language ?? null,
    text: words?.text ?? null,
    url: words?.url ?? null,
    recordedAt: at,
  }));
