import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the application's login alone cannot do any more.
 *
 * Appends, checkpoints and tiles go through a door: each call carries a pass, made under a key that lies in a file beside
 * the signing key and that this login cannot read. What comes in must also be plausible, whoever has the pass: a time of
 * this moment, words erased only by two people, keys freed only by who holds them, checkpoints that follow the ledger.
 * And each append bears a MAC under a key that no role of the database can read, which the signer asks for.
 */
export class AuthenticatedAppends1763800000007 implements MigrationInterface {
  name = 'AuthenticatedAppends1763800000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [TABLES, IMMUTABILITY, DOOR, JSON_OF, OLD_APPEND, APPEND, ERASE, ACCEPT, AUDIT, GRANTS])
      await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}

const TABLES = `
  -- On the first event of each append: HMAC-SHA-256 over the append's leaves. Null before this migration.
  alter table ledger.events add column mac bytea check (length(mac) = 32);

  -- What opens the door: one key, two while one takes over from another. In a schema that only the owner may use.
  create table ledger_private.door (
    key bytea primary key check (length(key) = 32)
  );

  -- Which event accepted that a position was appended by who had no key.
  create table ledger.acceptances (
    position bigint primary key references ledger.events,
    accepted_by bigint not null references ledger.events
  );
`;

const IMMUTABILITY = `
  create trigger acceptances_insert_only before update or delete on ledger.acceptances
    for each statement execute function ledger.refuse();
  create trigger acceptances_no_truncate before truncate on ledger.acceptances
    for each statement execute function ledger.refuse();
  alter table ledger.acceptances enable always trigger acceptances_insert_only;
  alter table ledger.acceptances enable always trigger acceptances_no_truncate;
`;

const DOOR = `
  -- Refuses without a pass: SHA-256 of a door's key and of what is brought, a digest of 32 bytes.
  create function ledger.must_open(what bytea, pass bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if length(what) is distinct from 32
      or not exists (select from ledger_private.door d where sha256(d.key || what) = pass)
    then
      raise exception 'this login alone does not write to the ledger: the append key is missing'
        using errcode = 'insufficient_privilege';
    end if;
  end $$;
`;

const JSON_OF = `
  -- Stored bytes as JSON, null where they are none: one damaged row must not stop what looks at its neighbours.
  create function ledger.json_of(bytes bytea) returns jsonb language plpgsql immutable
  set search_path = pg_catalog, pg_temp as $$
  begin
    return convert_from(bytes, 'UTF8')::jsonb;
  exception when others then
    return null;
  end $$;
`;

const OLD_APPEND = `
  -- Servers of the release before answer 503: this is the error of a lock that was not to be had.
  create or replace function ledger.append(
    first bigint, moment timestamptz,
    ids uuid[], streams text[], revisions integer[], blob bytea, ends integer[], salts bytea,
    key_scopes text[], keys text[], fingerprints bytea[], results text[],
    new_streams text[], new_salts bytea,
    reserved text[], reserved_ids uuid[], reserved_streams text[], reserved_positions bigint[], erasable boolean[],
    released text[]
  ) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception 'appends to this ledger are authenticated since it was migrated: update this server'
      using errcode = 'lock_not_available';
  end $$;
`;

const APPEND = `
  -- Appends under the head row's lock, as before, with the append's MAC and the pass for it.
  create function ledger.append(
    first bigint, moment timestamptz,
    ids uuid[], streams text[], revisions integer[], blob bytea, ends integer[], salts bytea,
    key_scopes text[], keys text[], fingerprints bytea[], results text[],
    new_streams text[], new_salts bytea,
    reserved text[], reserved_ids uuid[], reserved_streams text[], reserved_positions bigint[], erasable boolean[],
    released text[],
    mac bytea, pass bytea
  ) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    n integer := cardinality(ids);
    at_text text := to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    -- How every leaf of this append must begin. Made once: in the check below it would be made for each.
    beginning bytea := convert_to('{"at":"' || at_text || '",', 'UTF8');
  begin
    perform ledger.must_open(mac, pass);
    -- A writer takes the database's clock after it has the lock, or the head's time, which is at most 5 s ahead of it;
    -- the statements in between may take some seconds. A null would pass for anything.
    if moment is null or moment > clock_timestamp() + interval '5 s' or moment < clock_timestamp() - interval '30 s' then
      raise exception 'an append at % is not of this moment', moment using errcode = 'check_violation';
    end if;
    update ledger.head h set size = h.size + n, at = moment where h.size = first and h.at <= moment and n > 0;
    if not found then
      raise exception 'an append at position % is not at the head', first using errcode = 'serialization_failure';
    end if;
    insert into ledger.streams
    select s, substr(new_salts, i::integer * 32 - 31, 32) from unnest(new_streams) with ordinality t(s, i);
    insert into ledger.events (
      position, revision, id, stream, leaf, head, who, facts, words, head_salt, who_salt, facts_salt, words_salt,
      key_scope, key, fingerprint, result, mac
    )
    select first + i - 1, t.revision, t.id, t.stream,
      substr(blob, coalesce(ends[5 * i - 5], 0) + 1, ends[5 * i - 4] - coalesce(ends[5 * i - 5], 0)),
      substr(blob, ends[5 * i - 4] + 1, ends[5 * i - 3] - ends[5 * i - 4]),
      substr(blob, ends[5 * i - 3] + 1, ends[5 * i - 2] - ends[5 * i - 3]),
      substr(blob, ends[5 * i - 2] + 1, ends[5 * i - 1] - ends[5 * i - 2]),
      substr(blob, ends[5 * i - 1] + 1, ends[5 * i] - ends[5 * i - 1]),
      substr(salts, i * 128 - 127, 32), substr(salts, i * 128 - 95, 32),
      substr(salts, i * 128 - 63, 32), substr(salts, i * 128 - 31, 32),
      t.key_scope, t.key, t.fingerprint, t.result, case i when 1 then append.mac end
    from (
      select u.*, row_number() over ()::integer as i
      from unnest(ids, streams, revisions, key_scopes, keys, fingerprints, results)
        u(id, stream, revision, key_scope, key, fingerprint, result)
    ) t;
    -- The leaf's own time is what everybody reads: one ahead of all others would stop every reader behind it.
    if exists (
      select from generate_series(0, n - 1) i
      where substr(blob, coalesce(ends[5 * i], 0) + 1, 33) is distinct from beginning
    ) then
      raise exception 'a leaf of this append is not of %', at_text using errcode = 'check_violation';
    end if;
    -- Scalar subqueries: the planner would answer an EXISTS by reading all streams into a hash table at every append.
    if exists (
      select from unnest(streams, revisions) e(stream, revision)
      where case e.revision
        when 1 then (select true from ledger.streams s where s.stream = e.stream)
        else (select true from ledger.events p where p.stream = e.stream and p.revision = e.revision - 1)
      end is null
    ) then
      raise exception 'an append would leave a gap in a stream' using errcode = 'serialization_failure';
    end if;
    if cardinality(released) > 0 then
      -- Whose it is frees it: a row of a stream that is written to here, or held under the identifier of one.
      if exists (
        select from unnest(released) f(key)
        where exists (select from ledger.reservations r where r.key = f.key)
          and not exists (
            select from ledger.reservations r
            where r.key = f.key
              and (r.stream = any(streams) or exists (select from unnest(streams) s where s like '%-' || r.id))
          )
      ) then
        raise exception 'an append would free a key that others hold' using errcode = 'check_violation';
      end if;
      delete from ledger.reservations r where r.key = any(released);
    end if;
    if cardinality(reserved) > 0 then
      insert into ledger.reservations (key, id, position, stream, erasable)
      select * from unnest(reserved, reserved_ids, reserved_positions, reserved_streams, erasable);
      if exists (
        select from unnest(reserved_streams, reserved_positions) n(stream, position)
        where n.position < first
          or not exists (select from ledger.events e where e.position = n.position and e.stream = n.stream)
      ) then
        raise exception 'an append would take a key for an event of others' using errcode = 'check_violation';
      end if;
      if exists (
        select from unnest(reserved, reserved_ids) n(key, id)
        where (select r.id from ledger.reservations r where r.key = n.key order by r.id limit 1) <> n.id
          or (select r.id from ledger.reservations r where r.key = n.key order by r.id desc limit 1) <> n.id
      ) then
        raise exception 'an append would give one key to two' using errcode = 'unique_violation';
      end if;
    end if;
  end $$;
`;

const ERASE = `
  -- Whether the PayloadErased at a position carries out what another person proposed and nobody has settled since: of
  -- these positions, or of a person who is erased in the same append.
  create function ledger.is_decided_by_two(erased_by bigint) returns boolean language plpgsql stable
  set search_path = pg_catalog, pg_temp as $$
  declare
    erasure text;
    listed jsonb;
    confirmer text;
    proposed record;
  begin
    select ledger.json_of(e.facts) ->> 'erasureId', ledger.json_of(e.facts) -> 'positions',
        ledger.json_of(e.who) ->> 'actor'
      into erasure, listed, confirmer
      from ledger.events e
      where e.position = erased_by and e.stream = 'ledger' and ledger.json_of(e.head) ->> 'type' = 'PayloadErased';
    if erasure is null or confirmer is null or confirmer in ('system', 'public') then
      return false;
    end if;
    for proposed in
      with about as (
        select 'ledger' as stream, erased_by as settled
        union all
        select d.stream, d.position from ledger.events d
        where d.position > erased_by and d.position <= erased_by + 255 and d.stream like 'person-%'
          and ledger.json_of(d.head) ->> 'type' = 'PersonErased'
          and ledger.json_of(d.facts) ->> 'erasureId' = erasure
          and ledger.json_of(d.who) ->> 'actor' = confirmer
      )
      select p.stream, p.position, a.settled, ledger.json_of(p.facts) -> 'positions' as positions,
        ledger.json_of(p.who) ->> 'actor' as actor
      from about a join ledger.events p on p.stream = a.stream and p.position < erased_by
      where ledger.json_of(p.head) ->> 'type' = case a.stream when 'ledger' then 'ErasureProposed' else 'PersonErasureProposed' end
        and ledger.json_of(p.facts) ->> 'erasureId' = erasure
    loop
      if proposed.actor <> confirmer and proposed.actor not in ('system', 'public')
        and (proposed.stream <> 'ledger' or proposed.positions = listed)
        and not exists (
          select from ledger.events c
          where c.stream = proposed.stream and c.position > proposed.position and c.position <> proposed.settled
            and ledger.json_of(c.head) ->> 'type' in
              ('ErasureProposalWithdrawn', 'PayloadErased', 'PersonErasureWithdrawn', 'PersonErased')
            and ledger.json_of(c.facts) ->> 'erasureId' = erasure
        )
      then
        return true;
      end if;
    end loop;
    return false;
  end $$;

  -- Erases the words of the positions that the PayloadErased at erased_by lists, appended in this very transaction (the
  -- trigger sees to it) and decided by two people, with every key that was made of them.
  create or replace function ledger.erase(positions bigint[], erased_by bigint)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if not ledger.is_decided_by_two(erased_by) then
      raise exception 'words are erased only as another person has proposed, and nobody has settled since'
        using errcode = 'restrict_violation';
    end if;
    insert into ledger.erasures select p, erased_by from unnest(positions) p;
    update ledger.events e set words = null, words_salt = null, fingerprint = null where e.position = any(positions);
    delete from ledger.reservations r where r.erasable and r.position = any(positions);
  end $$;
`;

const ACCEPT = `
  -- Notes which event accepted positions that were appended without a key: appended in this very transaction, and
  -- listing them.
  create function ledger.accept(positions bigint[], accepted_by bigint)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if not exists (
      select from ledger.events e
      where e.position = accepted_by and e.stream = 'ledger' and e.xmin = pg_current_xact_id()::xid
        and ledger.json_of(e.head) ->> 'type' = 'UnauthorisedAppendAccepted'
        and ledger.json_of(e.facts) -> 'positions' = to_jsonb(positions)
    ) then
      raise exception 'event % accepts no such positions', accepted_by using errcode = 'restrict_violation';
    end if;
    insert into ledger.acceptances select p, accepted_by from unnest(positions) p;
  end $$;
`;

const AUDIT = `
  -- Stores a signed checkpoint (C2SP tlog-checkpoint) of this ledger: over no more events than there are, larger than
  -- any before it, under the ledger's origin, and saying what is noted beside it. Whether it is signed rightly only
  -- those who have the public key can tell.
  create function audit.store_checkpoint(new_size bigint, new_root bytea, new_note text, pass bytea)
  returns timestamptz language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    head_size bigint := (select h.size from ledger.head h);
    origin text := (select ledger.json_of(e.facts) ->> 'origin' from ledger.events e where e.position = 0);
    signed timestamptz;
  begin
    perform ledger.must_open(sha256(convert_to(new_note, 'UTF8')), pass);
    if origin is null or new_size > head_size
      or new_size <= (select coalesce(max(c.size), 0) from audit.checkpoints c where c.size <= head_size)
      or not starts_with(new_note,
        origin || e'\\n' || new_size || e'\\n' || encode(new_root, 'base64') || e'\\n\\n\\u2014 ' || origin || ' ')
    then
      raise exception 'a checkpoint of size % does not follow the ledger and the one before it', new_size
        using errcode = 'check_violation';
    end if;
    insert into audit.checkpoints (size, root, note) values (new_size, new_root, new_note)
      returning signed_at into signed;
    return signed;
  end $$;

  -- Stores full tiles, and tells of one that stood there before with other hashes.
  create function audit.store_tiles(levels smallint[], indexes bigint[], contents bytea[], pass bytea)
  returns table (level smallint, index bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    perform ledger.must_open(
      (select sha256(string_agg(g.hashes, '' order by g.i)) from unnest(contents) with ordinality g(hashes, i)), pass);
    -- The join sees what stood there before: what this statement itself inserts is not in its snapshot.
    return query with given as (select * from unnest(levels, indexes, contents) g(level, index, hashes)),
      written as (insert into audit.tiles select * from given on conflict do nothing)
    select t.level, t.index from given g join audit.tiles t on t.level = g.level and t.index = g.index
      where t.hashes <> g.hashes limit 1;
  end $$;
`;

const GRANTS = `
  revoke all on all functions in schema ledger, audit from public;
  grant select on ledger.acceptances to claim_ledger_app, claim_ledger_read;
  grant execute on function
    ledger.append(bigint, timestamptz, uuid[], text[], integer[], bytea, integer[], bytea, text[], text[], bytea[],
      text[], text[], bytea, text[], uuid[], text[], bigint[], boolean[], text[], bytea, bytea),
    ledger.accept, audit.store_checkpoint, audit.store_tiles
    to claim_ledger_app;
  revoke insert on audit.tiles, audit.checkpoints from claim_ledger_app;
`;
