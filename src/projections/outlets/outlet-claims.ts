import { list, type Found, type Page, type PageArgs } from '../engine/list.js';
import { loadEventsAt } from '../loaded-events.js';
import type { CarriedAppearanceView, OutletClaimsView } from './outlet-claims.views.js';
import type { CountedAppearance } from './outlet-record.appearances.js';
import { RECORD_DEPENDS_ON, recordOf, type RecordedClaim } from './outlet-record.reading.js';
import { erasuresOf } from '../event-lookup.js';
import { isStaff, type ReadDeps } from '../engine/view.js';

/** Which outlet's, and how much of it. */
export interface OutletClaimsArgs extends PageArgs {
  readonly id: string;
  /** Only places in works that were out by this day of the world (`YYYY-MM-DD`), as in the record of that day. */
  readonly validAt?: string | undefined;
}

/**
 * The claims in an outlet's works, newest recorded first, with how its record counts each place; who works here sees also
 * those that are not published.
 *
 * Throws QueryError `not-found` and `cursor-invalid`; CorruptEvent where one of the outlet's events is corrupt.
 */
export const outletClaims = list<
  OutletClaimsArgs,
  RecordedClaim,
  OutletClaimsView,
  Found<RecordedClaim> & Pick<OutletClaimsView, 'outletId'>
>({
  name: 'outlet-claims',
  dependsOn: RECORD_DEPENDS_ON,
  read,
  placeOf: ({ id, row }) => [String(row.recorded), id],
  show: async (source, claims, { filters, reader }, { outletId }) => {
    const told = await loadEventsAt(
      source,
      claims.map(({ row }) => row.worded),
    );
    return {
      items: claims.map((claim) => ({
        id: claim.id,
        text: told.textAt(claim.row.worded),
        published: claim.told,
        mergedInto: claim.row.mergedInto ?? null,
        appearances: claim.judged.map(appearanceOf),
        corrupt: told.at(claim.row.worded) === undefined,
      })),
      outletId,
      validAt: filters.validAt ?? null,
      erasures: erasuresOf(told.events, told.lookup, reader),
    };
  },
});

async function read(source: ReadDeps, page: Page) {
  const { id = '', validAt } = page.filters;
  const [family, { claims, reached }] = await recordOf(source, id, page, validAt);
  const before = Number(page.last?.[0] ?? Number.MAX_SAFE_INTEGER);
  const rows = claims.filter(({ told, row }) => (told || isStaff(page.reader)) && row.recorded < before).reverse();
  return { ...reached, rows, outletId: family.id };
}

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
