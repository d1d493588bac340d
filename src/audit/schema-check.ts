import { createHash } from 'node:crypto';
import type { LeafSource } from './log/leaves.js';
import { SCHEMA_FINGERPRINT } from './schema-fingerprint.js';
import type { Finding } from './verify/findings.js';

/** An object of the database and all that says what it does. */
export interface SchemaObject {
  readonly name: string;
  /** SHA-256 of its columns in the catalogue, hexadecimal. */
  readonly digest: string;
}

/** The ledger's own schemas; tables that answers rest on are held to the events instead. */
const SCHEMAS = `('ledger', 'ledger_private', 'audit')`;

/** Who may do what, but for the owner, whose privileges each version of PostgreSQL lists in its own way. */
const granted = (acl: string, type: string, owner: string): string => `(
  select string_agg(coalesce(g.rolname, 'public') || ' ' || a.privilege_type || ' ' || a.is_grantable, ', '
    order by g.rolname, a.privilege_type)
  from aclexplode(coalesce(${acl}, acldefault('${type}', ${owner}))) a left join pg_roles g on g.oid = a.grantee
  where a.grantee <> ${owner})`;

/** Columns of the catalogue only: what PostgreSQL prints of a definition differs between its versions. */
const OBJECTS = `
  select 'function ' || p.oid::regprocedure as name, concat_ws('|', p.prosrc, p.probin, l.lanname, p.prokind, p.prosecdef,
    p.proleakproof, p.proisstrict, p.provolatile, p.prorettype::regtype, p.proretset, p.proargnames, p.proconfig,
    p.prosqlbody is null, p.proowner = n.nspowner, ${granted('p.proacl', 'f', 'p.proowner')}) as content
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
  where n.nspname in ${SCHEMAS}
  union all
  select 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass,
    concat_ws('|', t.tgenabled, t.tgtype, t.tgfoid::regproc, t.tgattr, t.tgqual is null, t.tgargs)
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ${SCHEMAS} and not t.tgisinternal
  union all
  select 'constraint ' || k.conname || ' on ' || k.conrelid::regclass,
    concat_ws('|', k.contype, k.convalidated, k.conkey, nullif(k.confrelid, 0)::regclass, k.confkey,
      (select string_agg(t.tgenabled, '') from pg_trigger t where t.tgconstraint = k.oid))
  from pg_constraint k join pg_namespace n on n.oid = k.connamespace
  where n.nspname in ${SCHEMAS} and k.contype in ('c', 'f', 'p', 'u', 'x')
  union all
  select 'table ' || c.oid::regclass, concat_ws('|', c.relkind, c.relrowsecurity, c.relforcerowsecurity,
    c.relowner = n.nspowner, ${granted('c.relacl', 'r', 'c.relowner')},
    (select string_agg(concat_ws(' ', a.attname, a.atttypid::regtype, a.attnotnull, a.atthasdef), ', ' order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ${SCHEMAS} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  union all
  select 'rule ' || r.rulename || ' on ' || r.ev_class::regclass, 'any'
  from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ${SCHEMAS}
  union all
  select 'policy ' || p.polname || ' on ' || p.polrelid::regclass, 'any' from pg_policy p
  union all
  select 'schema ' || n.nspname, concat_ws('|', ${granted('n.nspacl', 'n', 'n.nspowner')})
  from pg_namespace n where n.nspname in ${SCHEMAS}
  union all
  select 'role ' || r.rolname, concat_ws('|', r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
    pg_has_role(r.oid, n.nspowner, 'MEMBER'), (
      select string_agg(x.value, ', ' order by x.value) from pg_db_role_setting s cross join unnest(s.setconfig) x(value)
      where s.setrole in (0, r.oid) and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
        and x.value ~ '^(search_path|session_replication_role|row_security|session_preload_libraries)='))
  from pg_roles r cross join pg_namespace n where r.rolname in ('claim_ledger_app', 'claim_ledger_read') and n.nspname = 'ledger'`;

/** The objects of a database that decide what may be written to the ledger and what is read from it. */
export async function schemaObjects(source: LeafSource): Promise<readonly SchemaObject[]> {
  const { rows } = await source.query<{ name: string; content: string }>(`${OBJECTS} order by name`);
  return rows.map(({ name, content }) => ({ name, digest: createHash('sha256').update(content).digest('hex') }));
}

/** Where the database is not as the migrations made it. */
export async function schemaFindings(source: LeafSource): Promise<readonly Finding[]> {
  const there = new Map((await schemaObjects(source)).map(({ name, digest }) => [name, digest]));
  const names = [...new Set([...Object.keys(SCHEMA_FINGERPRINT), ...there.keys()])].sort();
  const findings = names.flatMap((name): Finding[] => {
    const [expected = 'none', found = 'none'] = [SCHEMA_FINGERPRINT[name], there.get(name)];
    return expected === found ? [] : [{ code: 'schema-altered', at: name, expected, found }];
  });
  return [...findings, ...(await viewFindings(source))];
}

/** Views that answers are read through show one table of rows, all of it: `select a, b from views.x_b1`. */
async function viewFindings(source: LeafSource): Promise<readonly Finding[]> {
  const { rows } = await source.query<{ name: string; columns: string[]; definition: string }>(
    `select c.oid::regclass::text as name, pg_get_viewdef(c.oid) as definition, array(
        select quote_ident(attname) from pg_attribute a where a.attrelid = c.oid and attnum > 0 order by attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'views' and c.relkind = 'v'`,
  );
  return rows.flatMap(({ name, columns, definition }): Finding[] => {
    // Before PostgreSQL 16 each column is shown behind its table's name.
    const plain = definition.replace(/\s+/g, ' ').replace(/(?<=[ ,])\w+\.(?="?\w+"?[, ])/g, '');
    const shown = plain.replace(/[\s;]/g, '').replace(/FROM(\w+\.)?/, 'FROM');
    const of = name.replace(/^views\./, '');
    const [, number = '', rest = ''] = /FROM.*_b(\d+)(\w*)$/.exec(shown) ?? [];
    const base = of.endsWith(rest) ? of.slice(0, of.length - rest.length) : of;
    const expected = `SELECT${columns.join(',')}FROM${base}_b${number}${rest}`;
    return number !== '' && shown === expected
      ? []
      : [{ code: 'schema-altered', at: `view ${name}`, expected, found: shown }];
  });
}
