import type { ClaimEvent } from '../../claims/claim.events.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { ClaimHistoryView, HistoryEventView } from './claim-history.views.js';
import { readClaim } from './claim-stream.js';
import { loadPersonNames, type PersonNames } from '../people/people-names.js';
import { erasuresOf } from '../event-lookup.js';
import { summaryOf } from './summaries.js';
import { isStaff, view, type Reader } from '../engine/view.js';
import { redact, type Redaction, type Visible } from '../visibility.js';

/**
 * What happened to a claim, as far as its reader may know, with the salt by which all of its leaves are found in the
 * public log: what is left out is seen to be left out.
 *
 * Throws Unanswerable `not-found`; CorruptEvent where one of the claim's events is corrupt.
 */
export const claimHistory = view<{ readonly id: string }, ClaimHistoryView>({
  dependsOn: [],
  answer: async (source, { id }, moment) => {
    const { row, readable, visible, kept, stored, position } = await readClaim(source, id, moment);
    const stream = `claim-${id}`;
    const salt = await source.ledger.streamSalt(stream);
    const called = await loadPersonNames(source.pool, readable, moment.reader);
    return {
      id,
      revision: row.revision,
      stream,
      streamSalt: salt?.toString('base64url') ?? '',
      items: readable.map((event) => historyItem(event, moment.reader, { kept, visible, called })),
      nextCursor: null,
      erasures: erasuresOf(readable, stored, moment.reader),
      position,
      asOf: moment.asOf,
      stale: position < moment.after,
    };
  },
});

/** One of a claim's events that its reader may see. */
export function historyItem(
  event: Recorded<ClaimEvent>,
  reader: Reader,
  { kept, visible, called }: { readonly kept: Redaction; readonly visible: Visible; readonly called: PersonNames },
): HistoryEventView {
  const { position, revision, id, type, at, actor, role, acceptedBy = null } = event;
  const who = isStaff(reader)
    ? { actor, actorName: called.get(actor) ?? null, role: role ?? null }
    : { actor: null, actorName: null, role: null };
  const shown = redact(reader, event, kept, visible);
  return {
    position,
    revision,
    id,
    type,
    at,
    ...who,
    summary: summaryOf({ type, at, actor: who.actor, ...shown }, called),
    ...shown,
    acceptedBy,
  };
}
