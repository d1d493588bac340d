import type { Pool } from 'pg';
import { CorruptEvent } from '../../ledger/errors.js';
import type { Recorded } from '../../ledger/recorded.js';
import { eventsAt, eventsOf } from '../event-lookup.js';
import { NameDirectory } from '../name-directory.js';
import type { NamedOriginView } from './origin.views.js';

/** The names by which origins are held, from the first event that holds each; else that of the outlet that an origin is. */
export async function namesOf(pool: Pool, ids: readonly string[]): Promise<(id: string) => NamedOriginView> {
  const { rows } = await pool.query<{ id: string; position: string }>(
    `select id, min(position) as position from ledger.reservations
      where id = any($1::uuid[]) and starts_with(key, 'origin') group by id`,
    [[...new Set(ids)]],
  );
  const events = await eventsAt(
    pool,
    rows.map(({ position }) => Number(position)),
  );
  const names = new Map(
    rows.map(({ id, position }) => {
      const event = events.get(Number(position));
      return [id, event && !(event instanceof CorruptEvent) ? nameIn(event, id) : null];
    }),
  );
  const unnamed = [...new Set(ids)].filter((id) => (names.get(id) ?? null) === null);
  const outlets = new NameDirectory(
    await eventsOf(
      pool,
      unnamed.map((id) => `outlet-${id}`),
    ),
    null,
  );
  return (id) => ({ id, name: names.get(id) ?? outlets.outlet(id).name });
}

/** What an event calls an origin: a claimant, an evidence's origin, a publisher, an upstream or an outlet. */
function nameIn({ facts, words }: Recorded, id: string): string | null {
  const said = (words ?? {}) as Readonly<Record<string, unknown>> & {
    claimant?: { name?: unknown };
    subject?: { name?: unknown };
  };
  const known = facts as Readonly<Record<string, unknown>>;
  const named =
    known.publisherId === id
      ? said.publisher
      : (said.originName ?? said.claimant?.name ?? said.subject?.name ?? said.name ?? said.publisher);
  return typeof named === 'string' ? named : null;
}
