import type { Pool } from 'pg';
import { countingText, SEARCH_DEPENDS_ON, searchTables } from './claim-search.reading.js';
import { oneOf } from './look-up.js';
import { claimProjection, type ClaimRow } from '../claims/claim.projection.js';
import { quotedLexeme } from '../language/lexemes.js';
import { reachedIn, type Found } from '../engine/list.js';
import { checkpointOf, tableOf } from '../engine/store.js';

const { texts: TEXTS, docs: DOCS, words: VOCABULARY } = searchTables(true);

/** How rare words are: in how many texts each is, of how many documents at least. */
export interface Rarity {
  readonly texts: ReadonlyMap<string, number>;
  readonly of: number;
}

/** Rarer than one in this many is rare enough. */
const COUNTED = 20_000;

export async function rarityOf(pool: Pool, words: readonly string[]): Promise<Rarity> {
  const { rows } = await pool.query<{ n: string; words: { word: string; texts: number }[] | null }>({
    name: 'views-rarity',
    text: `select (select count(*) from (select from ${DOCS} limit ${COUNTED}) d) as n,
      (select json_agg(json_build_object('word', word, 'texts', texts)) from ${VOCABULARY} where word = any ($1)) as words`,
    values: [words],
  });
  const texts = new Map((rows[0]?.words ?? []).map(({ word, texts }) => [word, texts]));
  return { texts, of: Number(rows[0]?.n ?? 0) };
}

/** What claims like the one that is entered have in common with it. */
export interface SimilarCriteria {
  /** Its rarest words with their weights, and forms of each; empty where there is no text. */
  readonly words: readonly { readonly lexemes: readonly string[]; readonly weight: number }[];
  /** A digest of its form. */
  readonly form: Buffer | null;
  readonly claimantId: string | null;
  /** The days on which it was claimed, `YYYY-MM-DD`, both included. */
  readonly days: { readonly first: string; readonly last: string } | null;
  /** The work at its address. */
  readonly workId: string | null;
  /** The keys of an outside review at its address. */
  readonly reviewKeys: readonly string[];
}

/** A claim that may be like it, with why it was taken. */
export interface Candidate {
  readonly key: string;
  readonly state: ClaimRow;
  readonly now: ClaimRow | null;
  readonly reviewed: boolean;
  readonly appears: boolean;
  readonly upstream: boolean;
  readonly claimant: boolean;
  /** Days from the day that was given; null where either is unknown. */
  readonly days: number | null;
  /** Its texts that count. */
  readonly texts: readonly { readonly position: number; readonly part: string }[];
}

/** Claims that share the rarest words, of which the likest are shown. */
const BY_WORDS = 40;
/** Claims by each of the other ways. */
const BY_OTHERS = 50;
/** A claimant's other claims count when they were made within as many days. */
const NEAR_DAYS = 7;

/**
 * Claims that share rare words, a form, an address, an upstream or a claimant with the one that is entered; one
 * statement, for who works here.
 *
 * @param me who asks
 */
export async function candidatesFor(pool: Pool, sought: SimilarCriteria, me: string): Promise<Found<Candidate>> {
  const { words, form, claimantId, days, workId, reviewKeys } = sought;
  const values: unknown[] = [me, form, claimantId, days?.first ?? null, days?.last ?? null, workId, reviewKeys];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const query = (lexemes: readonly string[]): string => `${param(lexemes.map(quotedLexeme).join(' | '))}::tsquery`;
  const weighed = words.map(
    ({ lexemes, weight }) => `case when d.vector @@ ${query(lexemes)} then ${param(weight)}::real else 0 end`,
  );
  const found = words.length > 0 ? `d.vector @@ ${query(words.flatMap(({ lexemes }) => lexemes))}` : 'false';
  const { rows } = await pool.query<{ position: string; stopped: string | null; rows: Candidate[] | null }>(
    statement(found, weighed),
    values,
  );
  return { ...reachedIn(rows[0]), rows: rows[0]?.rows ?? [] };
}

const CLAIMED = `coalesce(r.first_day, r.last_day)`;
const NEAR = `$4::date is not null and r.last_day >= $4::date - ${NEAR_DAYS} and r.first_day <= $5::date + ${NEAR_DAYS}`;

const statement = (found: string, weighed: readonly string[]): string => `
  with spoken as materialized (
    select key from (select d.key, ${weighed.join(' + ') || '0'} as weight from ${DOCS} d where ${found}) d
      order by weight desc, key desc limit ${BY_WORDS}
  ), reviewed as materialized (
    select substr(stream, 7)::uuid as key from ledger.reservations where key = any ($7) and starts_with(stream, 'claim-')
  ), upstreams as materialized (
    select u.key from ${tableOf(claimProjection)} u where u.taken_from is not null and u.taken_from && array(
      select $6::uuid where $6::uuid is not null union
      select unnest(r.taken_from) from ${tableOf(claimProjection)} r
        where r.appears_in @> array[$6::uuid] and $6::uuid is not null
    ) limit ${BY_OTHERS}
  ), keys as materialized (
    select key from spoken union (select key from ${TEXTS} where form = $2 limit ${BY_OTHERS}) union select key from reviewed
    union (select key from ${tableOf(claimProjection)} r where r.appears_in @> array[$6::uuid] and $6::uuid is not null
      order by recorded desc limit ${BY_OTHERS})
    union select key from upstreams
    union (select key from ${tableOf(claimProjection)} r where r.claimant_id = $3::uuid and ${NEAR} order by recorded desc limit ${BY_OTHERS})
  )
  select p.position, p.stopped, (select json_agg(json_build_object('key', r.key, 'state', r.state,
      'now', case when r.unsighted @> array[$1::text] then r.state end,
      'reviewed', r.key in (select key from reviewed), 'appears', coalesce(r.appears_in @> array[$6::uuid], false),
      'upstream', r.key in (select key from upstreams), 'claimant', coalesce(r.claimant_id = $3::uuid, false),
      'days', case when $4::date > r.last_day then $4::date - r.last_day when $5::date < r.first_day then r.first_day - $5::date
        when ${CLAIMED} is not null and $4::date is not null then 0 end,
      'texts', (select coalesce(json_agg(json_build_object('position', t.position, 'part', t.part)), '[]') from ${TEXTS} t
        where t.key = r.key and t.part in ('wording', 'translation') and ${countingText(null, true)})))
    from keys k ${oneOf(tableOf(claimProjection), 'r', 'k.key')}) as rows
  from ${checkpointOf(SEARCH_DEPENDS_ON)} p`;
