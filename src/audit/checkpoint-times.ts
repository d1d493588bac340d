import type { LeafSource } from './log/leaves.js';
import type { Finding } from './verify/findings.js';

const PAGE = 1000;
const NAMED = 20;
/** Seconds by which a signature may be noted early: its transaction waits for another signer after its time was taken. */
const TOLERANCE_S = 60;

const TIMES = {
  name: 'verify-checkpoint-times',
  text: `with page as (select size, signed_at from audit.checkpoints where size > $1 order by size limit $2)
    select (select max(size) from page) as last, (select count(*) from page) as count, p.size, p.signed_at,
      convert_from(substr(e.leaf, 8, 24), 'SQL_ASCII') as at
    from page p left join ledger.events e on e.position = p.size - 1
      and (p.signed_at > clock_timestamp() + $3 * interval '1 s'
        or to_char((p.signed_at + $3 * interval '1 s') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
          < convert_from(substr(e.leaf, 8, 24), 'SQL_ASCII'))
    where e.position is not null or p.size = (select max(size) from page)`,
};

/**
 * Finds checkpoints that are noted as signed before the last event that they cover, or later than now. Nothing commits to when
 * a checkpoint was signed: a time that was changed within these bounds is not found.
 */
export async function checkpointTimeFindings(source: LeafSource): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let after = '0'; ;) {
    const { rows } = await source.query<{
      last: string;
      count: string;
      size: string;
      signed_at: Date;
      at: string | null;
    }>({ ...TIMES, values: [after, PAGE, TOLERANCE_S] });
    for (const { size, signed_at: signed, at } of rows) {
      if (at === null || findings.length >= NAMED) continue;
      const expected = `a time between ${at} and now`;
      const place = `signed_at of checkpoint of size ${size}`;
      findings.push({ code: 'checkpoint-altered', at: place, expected, found: signed.toISOString() });
    }
    const [first] = rows;
    if (!first || Number(first.count) < PAGE) return findings;
    after = first.last;
  }
}
