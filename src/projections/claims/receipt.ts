import { timingSafeEqual } from 'node:crypto';
import { loadEventsAt } from '../loaded-events.js';
import { isStale, reachedIn } from '../engine/list.js';
import { checkpointOf, tableOf } from '../engine/store.js';
import { notFound, view } from '../engine/view.js';
import { correctionProjection, type CorrectionRow } from '../log/corrections.projection.js';
import { claimProjection } from './claim.projection.js';
import { correctionRequestProjection, type CorrectionRequestRow } from './correction-request.projection.js';
import type { ReceiptPhaseView, ReceiptView } from './receipt.views.js';

const DEPENDS_ON = [correctionRequestProjection, correctionProjection, claimProjection];

/** What became of the verdict since is told of claims that anybody may read: of one that is withheld, no more than of any. */
const STATEMENT = {
  name: 'views-receipt',
  text: `select p.position, p.stopped, r.state, (
      select coalesce(json_agg(k.state order by k.position), '[]') from ${tableOf(correctionProjection)} k
      join ${tableOf(claimProjection)} c on c.key = k.claim_id and c.published
      where k.claim_id = r.claim_id and k.state ->> 'verdictId' = r.state ->> 'verdictId'
        and k.position > (r.state -> 'received' ->> 'position')::bigint
    ) as became from ${checkpointOf(DEPENDS_ON)} p left join ${tableOf(correctionRequestProjection)} r on r.key = $1`,
};

interface Row {
  readonly position: string;
  readonly stopped: string | null;
  readonly state: CorrectionRequestRow | null;
  readonly became: readonly CorrectionRow[];
}

/** Whether a digest, hex, is that of the receipt, in a time that does not tell how far it is. */
const opens = (digest: string, { receiptDigest }: CorrectionRequestRow): boolean =>
  digest.length === receiptDigest.length && timingSafeEqual(Buffer.from(digest), Buffer.from(receiptDigest));

/**
 * What became of a correction request, phase by phase.
 *
 * Throws QueryError `not-found` where there is no such request, and for who does not hold its receipt.
 */
export const receipt = view<{ readonly requestId: string; readonly digest: string }, ReceiptView>({
  dependsOn: DEPENDS_ON,
  answer: async (source, { requestId, digest }, moment) => {
    const { rows } = await source.pool.query<Row>({ ...STATEMENT, values: [requestId] });
    const [row] = rows;
    const request = row?.state;
    if (!row || !request || !opens(digest, request)) return notFound();
    const { received, answered, claimId, verdictId } = request;
    const told = await loadEventsAt(source, [received.position, ...(answered ? [answered.position] : [])]);
    const wordsAt = (position: number) => (told.at(position)?.words ?? {}) as { text?: string; answer?: string };
    const nothing = { outcome: null, text: null, by: null };
    const phases: (ReceiptPhaseView & { readonly position: number })[] = [
      { ...nothing, phase: 'received', ...received, text: wordsAt(received.position).text ?? null },
      ...(answered
        ? [{ ...nothing, phase: 'answered' as const, ...answered, text: wordsAt(answered.position).answer ?? null }]
        : []),
      ...row.became.map(({ entry, at, position, by = null }) => ({ ...nothing, phase: entry, at, position, by })),
    ];
    const reached = reachedIn(row);
    return {
      requestId,
      claimId,
      verdictId,
      open: !answered,
      phases: phases.sort((a, b) => a.position - b.position).map(({ position: _, ...phase }) => phase),
      position: reached.position,
      asOf: null,
      stale: isStale(moment, reached) || told.corrupt,
    };
  },
});
