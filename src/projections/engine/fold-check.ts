import type { Pool } from 'pg';
import { stateToJson } from '../../kernel/fold.js';
import type { LedgerReader } from '../../ledger/reader.js';
import type { Recorded } from '../../ledger/recorded.js';
import { affectedRowsOf, foldAffected, type Version } from './fold.js';
import { activeGenerations } from './generations.js';
import { chunksOf } from './pipeline.js';
import { PAGE_BYTES, PAGE_SIZE } from './projection-consumer.js';
import type { AnyProjection } from './projection.js';
import { columnsOf, recordOf, valuesOf } from './store.js';
import { tableOf } from './tables.js';
import { differingTexts } from './text-check.js';

/** A row or text that stands and is not what the events make of it, or that is missing. */
export interface RowDifference {
  readonly projection: string;
  readonly key: string;
  /** From which position on it stands, or should. */
  readonly position: number;
  /** `missing-or-altered`: what the events make does not stand; `unfounded`: no event makes what stands; `text`: of a search. */
  readonly what: 'missing-or-altered' | 'unfounded' | 'text';
}

/** Events for whose rows one pass over the ledger keeps what they are folded from: some 60 MiB. */
const EVENTS_PER_PASS = 250_000;
/** Keys fall into so many groups by their last two digits. */
const GROUPS = 256;
const NAMED = 20;

/** A version of a row with its end, if it has one. */
type EndedVersion = Version & { readonly to: number | null };

/**
 * Folds the events anew, in memory and for some keys at a time, and compares every version of every row with what stands: no
 * second tables, and memory that does not grow with the ledger. What is fed meanwhile is compared up to where it stood at the
 * beginning. Documents and vocabulary of a search, which follow from its texts, are left to a replay.
 *
 * @param rest waited for after each piece of work
 * @returns twenty differences a projection and pass at most; a corrupt event ends it, since nothing after it can be folded
 */
export async function checkRows(
  pool: Pool,
  read: LedgerReader,
  projections: readonly AnyProjection[],
  rest: () => Promise<void>,
): Promise<readonly RowDifference[]> {
  const builds = await activeGenerations(pool, projections);
  const upTo = Math.min(...builds.map(({ position }) => position));
  const passes = Math.max(1, Math.ceil((upTo + 1) / EVENTS_PER_PASS));
  const counts = new Map(projections.map((each) => [each, new Array<number>(GROUPS).fill(0)]));
  const found: RowDifference[] = [];
  for (let number = 0; number < passes; number += 1) {
    const pass = new Pass(pool, projections, (key) => groupOf(key) % passes === number, counts, upTo);
    for (let after = -1; after < upTo;) {
      const { events, corrupt } = await read.page(after, Math.min(PAGE_SIZE, upTo - after), PAGE_BYTES);
      found.push(...(await pass.page(events)), ...(number === 0 ? await textsOf(pool, projections, events) : []));
      if (corrupt) return found;
      if (events.length === 0) break;
      after += events.length;
      await rest();
    }
    found.push(...(await pass.end(rest)));
  }
  for (const each of projections) found.push(...(await unfounded(pool, read, each, counts.get(each) ?? [], upTo)));
  return found;
}

const groupOf = (key: string): number => parseInt(key.slice(-2), 16);

async function textsOf(
  pool: Pool,
  projections: readonly AnyProjection[],
  events: readonly Recorded[],
): Promise<RowDifference[]> {
  const found: RowDifference[] = [];
  for (const each of projections)
    for (const { key, position } of await differingTexts(pool, each, events))
      found.push({ projection: each.name, key, position, what: 'text' });
  return found;
}

/** One reading of the ledger, for some of the keys. */
class Pass {
  readonly #states = new Map<AnyProjection, Map<string, Version>>();

  constructor(
    private readonly pool: Pool,
    private readonly projections: readonly AnyProjection[],
    private readonly isOurs: (key: string) => boolean,
    private readonly counts: ReadonlyMap<AnyProjection, number[]>,
    private readonly upTo: number,
  ) {
    for (const each of projections) this.#states.set(each, new Map());
  }

  /** Compares the versions that end in a page. */
  async page(events: readonly Recorded[]): Promise<RowDifference[]> {
    const found: RowDifference[] = [];
    for (const each of this.projections) {
      const states = this.#states.get(each) as Map<string, Version>;
      const touches = affectedRowsOf(each, events)
        .map(({ event, keys }) => ({ event, keys: keys.filter(this.isOurs) }))
        .filter(({ keys }) => keys.length > 0);
      const { current, ended, past } = foldAffected(each, touches, states);
      const done = [...past, ...ended.map(({ key, to }) => ({ ...(states.get(key) as Version), to }))];
      for (const version of current) states.set(version.key, version);
      found.push(...(await this.#compare(each, done)));
    }
    return found;
  }

  /** Compares the versions that stand. */
  async end(rest: () => Promise<void>): Promise<RowDifference[]> {
    const found: RowDifference[] = [];
    for (const each of this.projections) {
      const standing = [...(this.#states.get(each)?.values() ?? [])];
      for (let i = 0; i < standing.length; i += PAGE_SIZE) {
        const versions = standing.slice(i, i + PAGE_SIZE).map((version) => ({ ...version, to: null }));
        found.push(...(await this.#compare(each, versions)), ...(await this.#compareFolds(each, versions)));
        await rest();
      }
    }
    return found;
  }

  async #compare(projection: AnyProjection, versions: readonly EndedVersion[]): Promise<RowDifference[]> {
    if (versions.length === 0) return [];
    const group = this.counts.get(projection) as number[];
    for (const { key } of versions) group[groupOf(key)] = (group[groupOf(key)] ?? 0) + 1;
    const [table, columns] = [tableOf(projection), columnsOf(projection)];
    const of = (name: string) => columns.map((column) => `${name}.${column}`).join(', ');
    const rows = function* (): Generator<object> {
      for (const { state, ...version } of versions) yield { ...version, ...valuesOf(projection, state) };
    };
    const found: RowDifference[] = [];
    for (const chunk of chunksOf(rows())) {
      const { rows: differing } = await this.pool.query<{ key: string; from: string }>({
        name: `views-check-${table}`,
        text: `with e as (select ${columns.join(', ')}, "to" from jsonb_to_recordset($1::jsonb)
            as e(${recordOf(projection)}, "to" bigint)),
          s as (
            select ${of('t')}, null::bigint as "to" from e join ${table} t on t.key = e.key and t."from" = e."from"
            union all select ${of('p')}, case when p."to" <= $2 then p."to" end
              from e join ${table}_past p on p.key = e.key and p."from" = e."from")
          select key, "from" from (select ${columns.join(', ')}, "to" from e except all select * from s) d limit ${NAMED}`,
        values: [chunk, this.upTo],
      });
      found.push(...differing.map((row) => differenceOf(projection, row, 'missing-or-altered')));
    }
    return found;
  }

  /** What current rows are folded on from, where it is kept apart. A row that has moved on meanwhile has none to compare. */
  async #compareFolds(projection: AnyProjection, versions: readonly EndedVersion[]): Promise<RowDifference[]> {
    if (!projection.row || versions.length === 0) return [];
    const { rows: builds } = await this.pool.query<{ build: number }>(
      'select build from views.projections where served and name = $1 and version = $2',
      [projection.name, projection.version],
    );
    const table = `${tableOf(projection)}_b${builds[0]?.build}`;
    const found: RowDifference[] = [];
    const rows = versions.map(({ key, from, state }) => ({ key, from, folded: stateToJson(state) }));
    for (const chunk of chunksOf(rows)) {
      const { rows: differing } = await this.pool.query<{ key: string; from: string }>(
        `select t.key, t."from" from jsonb_to_recordset($1::jsonb) as e(key uuid, "from" bigint, folded jsonb)
          join ${table} t on t.key = e.key and t."from" = e."from" where t.folded is distinct from e.folded limit ${NAMED}`,
        [chunk],
      );
      found.push(...differing.map((row) => differenceOf(projection, row, 'missing-or-altered')));
    }
    return found;
  }
}

const differenceOf = (
  { name }: AnyProjection,
  { key, from }: { readonly key: string; readonly from: string },
  what: RowDifference['what'],
): RowDifference => ({ projection: name, key, position: Number(from), what });

/** Rows that stand and that no event makes: where there are more than were folded, or from positions that were not reached. */
async function unfounded(
  pool: Pool,
  read: LedgerReader,
  projection: AnyProjection,
  counts: readonly number[],
  upTo: number,
): Promise<RowDifference[]> {
  const table = tableOf(projection);
  const { rows: beyond } = await pool.query<{ key: string; from: string }>(
    `with reached as (select position as last from views.projections where served and name = $1 and version = $2)
      select key, "from" from ${table}, reached where "from" > last
      union all select key, "from" from ${table}_past, reached where "from" > last or "to" > last limit ${NAMED}`,
    [projection.name, projection.version],
  );
  const { rows } = await pool.query<{ group: string; count: string }>(
    `select right(key::text, 2) as group, count(*) from (
        select key from ${table} where "from" <= $1 union all select key from ${table}_past where "from" <= $1) v group by 1`,
    [upTo],
  );
  const crowded = rows.filter(({ group, count }) => Number(count) > (counts[parseInt(group, 16)] ?? 0));
  const found = beyond.map((row) => differenceOf(projection, row, 'unfounded'));
  for (const { group } of crowded) {
    const { rows: standing } = await pool.query<{ key: string; from: string }>(
      `select key, "from" from ${table} where "from" <= $1 and right(key::text, 2) = $2
        union all select key, "from" from ${table}_past where "from" <= $1 and right(key::text, 2) = $2`,
      [upTo, group],
    );
    found.push(...(await withoutEvent(read, projection, standing)));
    if (found.length >= NAMED) break;
  }
  return found;
}

/** Those of some rows that the event from which they stand does not touch, or that stand twice. */
async function withoutEvent(
  read: LedgerReader,
  projection: AnyProjection,
  rows: readonly { readonly key: string; readonly from: string }[],
): Promise<RowDifference[]> {
  const events = await read.at([...new Set(rows.map(({ from }) => Number(from)))]);
  const touched = new Set(
    events.flatMap((event) =>
      affectedRowsOf(projection, [event]).flatMap(({ keys }) => keys.map((key) => `${key} ${event.position}`)),
    ),
  );
  return rows
    .filter(({ key, from }) => !touched.delete(`${key} ${from}`))
    .map((row) => differenceOf(projection, row, 'unfounded'));
}
