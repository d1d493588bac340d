import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger's tables and the only two doors through which a fact enters or words leave.
 *
 * The application's role may read and may call `append` and `erase`; it owns nothing here. Triggers refuse every
 * UPDATE, DELETE and TRUNCATE, for the owner as well and under `session_replication_role = replica` (ENABLE ALWAYS),
 * but for the one change that erasure makes.
 */
export class Ledger1763800000001 implements MigrationInterface {
  name = 'Ledger1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [TABLES, IMMUTABILITY, LOCK, APPEND, ERASE, POSITION_AT, GRANTS])
      await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a ledger is not taken back: drop the database'));
  }
}

const TABLES = `
  create schema if not exists ledger;

  -- One row: the ledger's size and the time of its last event. Its lock is what orders all writers.
  create table ledger.head (
    single boolean primary key default true check (single),
    size bigint not null,
    at timestamptz(3) not null
  );
  insert into ledger.head values (true, 0, to_timestamp(0));

  -- The salt under which a stream's name and revisions are committed to in its leaves.
  create table ledger.streams (
    stream text primary key,
    salt bytea not null check (length(salt) = 32)
  );

  create table ledger.events (
    position bigint primary key,
    revision integer not null check (revision > 0),
    id uuid not null unique,
    stream text not null,
    leaf bytea not null check (length(leaf) <= 65535),
    head bytea not null,
    head_salt bytea not null,
    who bytea not null,
    who_salt bytea not null,
    facts bytea not null,
    facts_salt bytea not null,
    words bytea,
    words_salt bytea,
    -- On the first event of an append that a client may repeat.
    key_scope text,
    key text,
    fingerprint bytea,
    result text,
    unique (stream, revision),
    check ((words is null) = (words_salt is null))
  );
  create unique index events_key on ledger.events (key_scope, key) where key is not null;

  -- Keys that at most one thing holds, with each event that names it under the key; the erasable ones are made of words
  -- and go with them, so that a key is free when nothing names it any more.
  create table ledger.reservations (
    key text not null,
    id uuid not null,
    position bigint not null,
    stream text not null,
    erasable boolean not null,
    primary key (key, id, position)
  );
  create index reservations_position on ledger.reservations (position);

  -- ANALYZE keeps samples of a column's values, which everybody who may read the column may read: what is erased must
  -- not live on there.
  alter table ledger.events alter column words set statistics 0, alter column words_salt set statistics 0,
    alter column fingerprint set statistics 0;
  alter table ledger.reservations alter column key set statistics 0;

  -- Which event erased the words of a position.
  create table ledger.erasures (
    position bigint primary key references ledger.events,
    erased_by bigint not null references ledger.events
  );
  create index erasures_erased_by on ledger.erasures (erased_by);
`;

const IMMUTABILITY = `
  create function ledger.refuse() returns trigger language plpgsql as $$
  begin
    raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
      using errcode = 'restrict_violation';
  end $$;

  -- The one change there is: words, their salt and the fingerprint to null, all else equal, in the transaction that
  -- appends the PayloadErased which lists the position.
  create function ledger.refuse_unless_erased() returns trigger language plpgsql as $$
  declare
    kept ledger.events := new;
  begin
    kept.words := old.words;
    kept.words_salt := old.words_salt;
    kept.fingerprint := old.fingerprint;
    if new.words is not null or new.words_salt is not null or new.fingerprint is not null or kept is distinct from old
      or not exists (
        select from ledger.erasures x join ledger.events e on e.position = x.erased_by
        where x.position = old.position
          and e.xmin = pg_current_xact_id()::xid
          and convert_from(e.head, 'UTF8')::jsonb ->> 'type' = 'PayloadErased'
          and convert_from(e.facts, 'UTF8')::jsonb -> 'positions' @> to_jsonb(old.position)
      )
    then
      raise exception 'the ledger is append-only: UPDATE of event % is refused', old.position
        using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;

  create trigger events_erasure_only before update on ledger.events
    for each row execute function ledger.refuse_unless_erased();
  create trigger events_no_delete before delete on ledger.events for each statement execute function ledger.refuse();
  create trigger events_no_truncate before truncate on ledger.events for each statement execute function ledger.refuse();
  create trigger streams_insert_only before update or delete on ledger.streams
    for each statement execute function ledger.refuse();
  create trigger streams_no_truncate before truncate on ledger.streams for each statement execute function ledger.refuse();
  create trigger erasures_insert_only before update or delete on ledger.erasures
    for each statement execute function ledger.refuse();
  create trigger erasures_no_truncate before truncate on ledger.erasures
    for each statement execute function ledger.refuse();

  alter table ledger.events enable always trigger events_erasure_only;
  alter table ledger.events enable always trigger events_no_delete;
  alter table ledger.events enable always trigger events_no_truncate;
  alter table ledger.streams enable always trigger streams_insert_only;
  alter table ledger.streams enable always trigger streams_no_truncate;
  alter table ledger.erasures enable always trigger erasures_insert_only;
  alter table ledger.erasures enable always trigger erasures_no_truncate;
`;

const LOCK = `
  -- Takes the head row until the end of the transaction. Whatever a writer goes by must be read in a later statement,
  -- whose snapshot then holds everything that was committed before the lock was had.
  create function ledger.lock_head(out size bigint, out at timestamptz, out now timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    select h.size, h.at into size, at from ledger.head h for update;
    now := date_trunc('milliseconds', clock_timestamp());
  end $$;
`;

const APPEND = `
  -- Appends under the head row's lock. Parts lie behind one another in blob: for event i (from 1) leaf, head, who,
  -- facts and words end at ends[5i-4 .. 5i]; salts holds 128 bytes an event in the order head, who, facts, words.
  -- Refuses what would leave a gap in positions or revisions, whatever the application believed.
  create function ledger.append(
    first bigint, moment timestamptz,
    ids uuid[], streams text[], revisions integer[], blob bytea, ends integer[], salts bytea,
    key_scopes text[], keys text[], fingerprints bytea[], results text[],
    new_streams text[], new_salts bytea,
    reserved text[], reserved_ids uuid[], reserved_streams text[], reserved_positions bigint[], erasable boolean[],
    released text[]
  ) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    n integer := cardinality(ids);
  begin
    update ledger.head h set size = h.size + n, at = moment where h.size = first and h.at <= moment and n > 0;
    if not found then
      raise exception 'an append at position % is not at the head', first using errcode = 'serialization_failure';
    end if;
    insert into ledger.streams
    select s, substr(new_salts, i::integer * 32 - 31, 32) from unnest(new_streams) with ordinality t(s, i);
    insert into ledger.events (
      position, revision, id, stream, leaf, head, who, facts, words, head_salt, who_salt, facts_salt, words_salt,
      key_scope, key, fingerprint, result
    )
    select first + i - 1, t.revision, t.id, t.stream,
      substr(blob, coalesce(ends[5 * i - 5], 0) + 1, ends[5 * i - 4] - coalesce(ends[5 * i - 5], 0)),
      substr(blob, ends[5 * i - 4] + 1, ends[5 * i - 3] - ends[5 * i - 4]),
      substr(blob, ends[5 * i - 3] + 1, ends[5 * i - 2] - ends[5 * i - 3]),
      substr(blob, ends[5 * i - 2] + 1, ends[5 * i - 1] - ends[5 * i - 2]),
      substr(blob, ends[5 * i - 1] + 1, ends[5 * i] - ends[5 * i - 1]),
      substr(salts, i * 128 - 127, 32), substr(salts, i * 128 - 95, 32),
      substr(salts, i * 128 - 63, 32), substr(salts, i * 128 - 31, 32),
      t.key_scope, t.key, t.fingerprint, t.result
    from (
      select u.*, row_number() over ()::integer as i
      from unnest(ids, streams, revisions, key_scopes, keys, fingerprints, results)
        u(id, stream, revision, key_scope, key, fingerprint, result)
    ) t;
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
      delete from ledger.reservations r where r.key = any(released);
    end if;
    if cardinality(reserved) > 0 then
      insert into ledger.reservations (key, id, position, stream, erasable)
      select * from unnest(reserved, reserved_ids, reserved_positions, reserved_streams, erasable);
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
  -- Erases the words of positions that the PayloadErased at erased_by lists, appended in this very transaction
  -- (the trigger sees to it), with every key that was made of them.
  create function ledger.erase(positions bigint[], erased_by bigint)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into ledger.erasures select p, erased_by from unnest(positions) p;
    update ledger.events e set words = null, words_salt = null, fingerprint = null where e.position = any(positions);
    delete from ledger.reservations r where r.erasable and r.position = any(positions);
  end $$;
`;

const POSITION_AT = `
  -- The last position at or before an instant, -1 where there is none. Times never fall with the position, so a binary
  -- search over the leaves answers without an index that every append would have to feed.
  create function ledger.position_at(instant timestamptz) returns bigint language plpgsql stable
  set search_path = pg_catalog, pg_temp as $$
  declare
    low bigint := -1;
    high bigint := (select h.size - 1 from ledger.head h);
    middle bigint;
  begin
    while low < high loop
      middle := (low + high + 1) / 2;
      if (select convert_from(substr(e.leaf, 8, 24), 'UTF8')::timestamptz from ledger.events e where e.position = middle)
        <= instant
      then low := middle; else high := middle - 1; end if;
    end loop;
    return low;
  end $$;
`;

const GRANTS = `
  revoke all on all functions in schema ledger from public;
  grant usage on schema ledger to claim_ledger_app, claim_ledger_read;
  grant select on all tables in schema ledger to claim_ledger_app;
  grant execute on function ledger.lock_head, ledger.append, ledger.erase, ledger.position_at to claim_ledger_app;
  -- Reservations hold digests of tokens: no business of those who verify or replicate.
  grant select on ledger.head, ledger.streams, ledger.events, ledger.erasures to claim_ledger_read;
  grant execute on function ledger.position_at to claim_ledger_read;
`;
