import type { Pool } from 'pg';
import type { Recorded } from '../../ledger/recorded.js';
import { pseudonymOf } from '../../people/pseudonym.js';
import { isStaff, type Reader } from '../engine/view.js';

/** By what people are called in what is shown, by identifier: their name, else their pseudonym. */
export type PersonNames = ReadonlyMap<string, string>;

const NAMES = {
  name: 'views-people-names',
  text: 'select id, name from access.people where id = any($1::uuid[])',
};
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Who caused some events, and whom they name as reviewers, for who works here; a stranger is told nobody. Names lie beside the ledger and are read as
 * they are now, whatever moment is asked about: one that is erased is erased for every moment.
 */
export async function loadPersonNames(pool: Pool, events: readonly Recorded[], reader: Reader): Promise<PersonNames> {
  if (!isStaff(reader)) return new Map();
  const named = events.flatMap(({ actor, facts }) => [actor, (facts as { readonly reviewer?: string }).reviewer ?? '']);
  const ids = [...new Set(named)].filter((person) => UUID.test(person));
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; name: string }>({ ...NAMES, values: [ids] });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return new Map(ids.map((id) => [id, names.get(id) ?? pseudonymOf(id)]));
}
