import type { Pool } from 'pg';
import { heldToTree } from '../../ledger/leaf-tiles.js';
import { EVENT_COLUMNS, EVENT_TABLES } from '../../ledger/recorded.js';
import { LEDGER_STREAM } from '../../ledger/ledger.events.js';
import { claimProjection } from '../../projections/claims/claim.projection.js';
import { tableOf } from '../../projections/engine/store.js';
import { type ErasureLine, type StreamLine, text64 } from './format.js';
import type { OpenableRow } from './opening.js';

const CLAIMS = tableOf(claimProjection);
/** The claim that an event belongs to, by its stream. */
const CLAIM_OF = `case when e.stream like 'claim-%' then substr(e.stream, 7)::uuid end`;

const OPENABLE = {
  name: 'archive-openable',
  text: `select ${EVENT_COLUMNS}, c.state as claim, c.others
    from ${EVENT_TABLES} left join lateral (
      select state, array(
        select n.key::text from ${CLAIMS} n where n.key = any(r.named) and n.published
      ) as others
      from ${CLAIMS} r where key = ${CLAIM_OF} limit 1
    ) c on true
    where e.position >= $1 and e.position < $2 and ($3::text[] is null or e.stream = any($3)) order by e.position`,
};

/** Events with what says who may see what of them, from a position up to another; of some streams, or of all. */
export async function openable(
  pool: Pool,
  from: number,
  to: number,
  streams: readonly string[] | null,
): Promise<OpenableRow[]> {
  const { rows } = await pool.query<OpenableRow>({ ...OPENABLE, values: [from, to, streams] });
  return [...(await heldToTree(pool, rows))];
}

/** Which event below a size erased the words of which position. */
export async function erasuresBelow(pool: Pool, size: number): Promise<ErasureLine[]> {
  const { rows } = await pool.query<{ position: string; erased_by: string }>(
    'select position, erased_by from ledger.erasures where erased_by < $1 order by position',
    [size],
  );
  return rows.map((row) => ({ position: Number(row.position), erasedBy: Number(row.erased_by) }));
}

/** How many streams are read at once. */
const STREAMS = 10_000;

/**
 * Streams with their salts, by name, some thousands at a time: of one claim or of every public one, and the ledger's own.
 *
 * @param claim the claim's identifier; undefined: every public one
 */
export async function* openStreams(
  pool: Pool,
  size: number,
  claim: string | undefined,
): AsyncGenerator<readonly StreamLine[]> {
  for (let after = ''; ;) {
    const { rows } = await pool.query<{ stream: string; salt: Buffer; events: string }>(
      `select s.stream, s.salt, (select count(*) from ledger.events e where e.stream = s.stream and e.position < $2) as events
        from ledger.streams s where s.stream > $1 and (
          s.stream = '${LEDGER_STREAM}' or ($3::text is not null and s.stream = $3)
          or ($3::text is null and s.stream like 'claim-%'
            and exists (select from ${CLAIMS} c where c.key = substr(s.stream, 7)::uuid and c.public))
        ) order by s.stream limit $4`,
      [after, size, claim === undefined ? null : `claim-${claim}`, STREAMS],
    );
    yield rows.map(({ stream, salt, events }) => ({ stream, salt: text64(salt), events: Number(events) }));
    if (rows.length < STREAMS) return;
    after = rows.at(-1)?.stream ?? '';
  }
}

/** The notes of checkpoints whose size is above one and not above another. */
export async function notesBetween(
  pool: Pool,
  above: number,
  upTo: number,
): Promise<readonly { readonly size: number; readonly note: string }[]> {
  const { rows } = await pool.query<{ size: string; note: string }>({
    name: 'archive-notes-between',
    text: 'select size, note from audit.checkpoints where size > $1 and size <= $2 order by size',
    values: [above, upTo],
  });
  return rows.map(({ size, note }) => ({ size: Number(size), note }));
}
