import { LEDGER_STREAM, type LedgerEvent } from '../../ledger/ledger.events.js';
import type { LedgerReader } from '../../ledger/reader.js';
import type { Recorded } from '../../ledger/recorded.js';
import { MAX_EVENTS } from '../../ledger/append-request.js';
import type { AppendCheck } from './append-check.js';
import { readMarkedLeaves, type LeafSource } from './leaves.js';

type Accepted = Extract<LedgerEvent, { type: 'UnauthorisedAppendAccepted' }>;

/**
 * The positions that an operator has accepted: whose acceptance was itself appended with the key, so that nobody accepts
 * what they have written without it.
 */
export async function acceptedPositions(
  source: LeafSource,
  read: LedgerReader,
  check: AppendCheck,
): Promise<ReadonlySet<number>> {
  const positions = new Set<number>();
  for (const { type, position, facts } of await read.streams([LEDGER_STREAM])) {
    if (type !== 'UnauthorisedAppendAccepted') continue;
    const around = await readMarkedLeaves(source, Math.max(0, position - MAX_EVENTS + 1), position + MAX_EVENTS);
    if (!check.isAuthorised(around, position)) continue;
    for (const each of (facts as Recorded<Accepted>['facts']).positions) positions.add(each);
  }
  return positions;
}
