import { present } from '../../kernel/present.js';
import { BY_POSITION, DAY, ID, readCursor, writeCursor, type Cursor } from '../engine/cursor.js';
import { loadEventsAt } from '../loaded-events.js';
import type { CarriedAppearanceView, OutletClaimsView } from './outlet-claims.views.js';
import type { CountedAppearance } from './outlet-record.appearances.js';
import { RECORD_RESTS, recordOf } from './outlet-record.reading.js';
import { erasuresOf } from '../event-lookup.js';
import { isStaff, view } from '../engine/view.js';

const LIST = 'outlet-claims';
const FORMS = { list: LIST, filters: { outlet: ID, validAt: DAY }, last: BY_POSITION };

/** Which outlet's, and how much of it: `limit` 1 to 200, 50 by default. */
export interface OutletClaimsArgs {
  readonly id: string;
  /** Only places in works that were out by this day of the world (`YYYY-MM-DD`), as in the record of that day. */
  readonly validAt?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * The claims in an outlet's works, newest recorded first, with how its record counts each place; who works here sees also
 * those that are not published.
 *
 * Throws Unanswerable `not-found` and `cursor-invalid`; CorruptEvent where one of the outlet's events is corrupt.
 */
export const outletClaims = view<OutletClaimsArgs, OutletClaimsView>({
  dependsOn: RECORD_RESTS,
  answer: async (source, { id, validAt, cursor: text, limit = 50 }, asked) => {
    const given = { outlet: id, ...present({ validAt }) };
    const cursor = readCursor(text, FORMS, given, asked);
    const moment = cursor ? { ...asked, asOf: cursor.position, time: cursor.time } : asked;
    const filters: Cursor['filters'] = cursor?.filters ?? given;
    const [family, { claims, position, stale }] = await recordOf(source, id, moment, filters.validAt);
    const before = Number(cursor?.last[0] ?? Number.MAX_SAFE_INTEGER);
    const found = claims.filter(({ told, row }) => (told || isStaff(moment.reader)) && row.recorded < before).reverse();
    const shown = found.slice(0, limit);
    const told = await loadEventsAt(
      source,
      shown.map(({ row }) => row.worded),
    );
    const last = shown.at(-1);
    const asOf = cursor ? cursor.asOf : moment.asOf;
    const next = { list: LIST, filters, position, time: moment.time, asOf };
    return {
      items: shown.map((claim) => ({
        id: claim.id,
        text: told.textAt(claim.row.worded),
        published: claim.told,
        mergedInto: claim.row.mergedInto ?? null,
        appearances: claim.judged.map(appearanceOf),
        corrupt: told.at(claim.row.worded) === undefined,
      })),
      nextCursor:
        found.length > limit && last ? writeCursor({ ...next, last: [String(last.row.recorded), last.id] }) : null,
      outletId: family.id,
      validAt: filters.validAt ?? null,
      erasures: erasuresOf(told.events, told.lookup, moment.reader),
      position,
      asOf,
      stale: stale || told.corrupt,
    };
  },
});

const appearanceOf = ({ appearance, work, group, leftOut, ...judged }: CountedAppearance): CarriedAppearanceView => ({
  id: appearance.id,
  workId: appearance.workId,
  publishedOn: work.publishedOn ?? null,
  mode: appearance.mode,
  place: appearance.place,
  attribution: judged.attribution,
  relayed: judged.relayed,
  verdict: judged.verdictId && judged.rating ? { id: judged.verdictId, rating: judged.rating } : null,
  counted: group,
  leftOut,
});
