import type { ClaimEvent } from '../claims/claim.events.js';
import type { Recorded } from '../ledger/recorded.js';
import type { ClaimHistoryView, HistoryEventView } from './claim-history.views.js';
import { readClaim } from './claim-stream.js';
import { erasuresOf } from './stored.js';
import { summaryOf } from './summaries.js';
import { isStaff, view, type Reader } from './view.js';
import { mayRead, shownTo, type Kept } from './visibility.js';

/**
 * What happened to a claim, as far as its reader may know, with the salt by which all of its leaves are found in the
 * public log: what is left out is seen to be left out.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of the claim's events is corrupt.
 */
export const claimHistory = view<{ readonly id: string }, ClaimHistoryView>({
  rests: [],
  answer: async (source, { id }, moment) => {
    const { reader } = moment;
    const { events, visible, kept, stored, position } = await readClaim(source, id, moment);
    const stream = `claim-${id}`;
    const salt = await source.ledger.streamSalt(stream);
    const shown = events.filter((event) => mayRead(event, visible));
    return {
      id,
      revision: events.at(-1)?.revision ?? 0,
      stream,
      streamSalt: salt?.toString('base64url') ?? '',
      items: shown.map((event) => itemOf(event, reader, kept)),
      nextCursor: null,
      erasures: erasuresOf(shown, stored, reader),
      position,
      asOf: moment.asOf,
      stale: position < moment.after,
    };
  },
});

function itemOf(event: Recorded<ClaimEvent>, reader: Reader, kept: Kept): HistoryEventView {
  const { position, revision, id, type, at, actor, role } = event;
  const staff = isStaff(reader);
  return {
    position,
    revision,
    id,
    type,
    at,
    actor: staff ? actor : null,
    role: staff ? (role ?? null) : null,
    summary: summaryOf(event),
    ...shownTo(reader, event, kept),
  };
}
