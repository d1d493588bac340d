import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../database/data-source.js';
import { batchLoader } from '../database/batch-loader.js';
import { streamOf } from '../kernel/decider.js';
import type { ActorId } from '../kernel/event.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { ActorContextProvider, type ActorContext } from '../ledger/execute.js';
import { Ledger } from '../ledger/ledger.js';
import { personFold, type PersonState, type TokenState } from '../people/person.state.js';
import { tokenKey } from '../people/tokens.js';
import type { Scope } from '../kernel/scopes.js';
import { digestOf, isToken } from './token.js';
import { TokenUses } from './token-uses.js';

/** Who a token stands for, and what it is narrowed to. */
export interface TokenActor extends ActorContext {
  readonly scopes: readonly Scope[];
}

/** Whether a token may be used now. */
const isValid = (token: TokenState | undefined): token is TokenState =>
  token !== undefined &&
  !token.revoked &&
  (token.expiresAt === undefined || token.expiresAt > new Date().toISOString());

interface CachedPerson {
  readonly revision: number;
  readonly state: PersonState;
}

const TOKENS = {
  name: 'access-tokens',
  text: `select k.key, r.id as "tokenId", r.stream,
      (select max(e.revision) from ledger.events e where e.stream = r.stream) as revision
    from unnest($1::text[]) k(key)
    cross join lateral (select id, stream from ledger.reservations where key = k.key limit 1) r`,
};
interface TokenRow {
  readonly key: string;
  readonly tokenId: string;
  readonly stream: string;
  readonly revision: number;
}
/** Every request with a token asks for it, and is answered from what the database holds after it came. */
const tokens = batchLoader<TokenRow>(async (pool, keys) => {
  const { rows } = await pool.query<TokenRow>({ ...TOKENS, values: [keys] });
  return new Map(rows.map((row) => [row.key, row]));
});
const REVISION = {
  name: 'access-revision',
  text: 'select max(revision) as revision from ledger.events where stream = $1',
};

/** People whose state is kept in memory; each is checked against the ledger's revision at every use. */
const MAX_KNOWN = 10_000;

const personStream = (id: string): string => streamOf(personFold.noun, id);
const contextIn = (id: string, { state, revision }: CachedPerson): ActorContext => ({
  id,
  roles: state.roles,
  guard: [personStream(id), revision],
});

/**
 * Tells who somebody is and what they may do, from their own stream in the ledger: what was granted or revoked holds
 * at once, in every process.
 */
@Injectable()
export class Access extends ActorContextProvider {
  override readonly fold = personFold;
  readonly #pool: Pool;
  readonly #known = new Map<string, CachedPerson>();

  constructor(
    dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly uses: TokenUses,
  ) {
    super();
    this.#pool = poolOf(dataSource);
  }

  /**
   * @returns who holds a token and what it is narrowed to, or undefined where it is unknown, revoked or past its end.
   * One indexed look-up.
   */
  async resolve(secret: string): Promise<TokenActor | undefined> {
    if (!isToken(secret)) return undefined;
    const key = tokenKey(digestOf(secret));
    const row = (await tokens(this.#pool, [key])).get(key);
    if (!row) return undefined;
    const { state, revision } = await this.#person(row.stream, row.revision);
    const token = state.tokens.get(row.tokenId);
    // The key leads to the person, and is a row that no leaf commits to: what it leads to must have issued this token.
    if (!isValid(token) || tokenKey(token.digest) !== key) return undefined;
    this.uses.used(row.tokenId);
    const { scopes, expiresAt } = token;
    const id = row.stream.slice('person-'.length);
    return {
      id,
      roles: state.roles,
      scopes,
      token: { id: row.tokenId, ...omitUndefined({ expiresAt }) },
      guard: [row.stream, revision],
    };
  }

  /** What a person may do now; the operator and the public have no stream of their own. */
  async contextOf(id: ActorId): Promise<ActorContext> {
    if (id === 'system' || id === 'public') return { id, roles: [id] };
    return contextIn(id, await this.#current(id));
  }

  /** As `contextOf`; undefined for who may not come in at all: deactivated, or never invited. One look-up. */
  async activeContextOf(id: string): Promise<ActorContext | undefined> {
    const known = await this.#current(id);
    return known.state.active ? contextIn(id, known) : undefined;
  }

  /** As `standing`; who came by a token that has been revoked since, or has ended, may do nothing any more. */
  override async refresh(actor: ActorContext): Promise<ActorContext> {
    const { token, scopes, session } = actor;
    const standing = { ...(await this.contextOf(actor.id)), ...omitUndefined({ session }) };
    if (!token) return standing;
    const known = await this.#person(standing.guard?.[0] ?? '', standing.guard?.[1] ?? 0);
    const narrowed = { ...standing, ...omitUndefined({ scopes }), token };
    return isValid(known.state.tokens.get(token.id)) ? narrowed : { ...narrowed, roles: [] };
  }

  /** Whether a person may come in at all: invited, and not deactivated. */
  async isActive(id: string): Promise<boolean> {
    return (await this.person(id)).active;
  }

  /** A person as they are now; nobody's state for who was never invited. */
  async person(id: string): Promise<PersonState> {
    return (await this.#current(id)).state;
  }

  async #current(id: string): Promise<CachedPerson> {
    const stream = personStream(id);
    const { rows } = await this.#pool.query<{ revision: number | null }>({ ...REVISION, values: [stream] });
    return this.#person(stream, rows[0]?.revision ?? 0);
  }

  async #person(stream: string, revision: number): Promise<CachedPerson> {
    const known = this.#known.get(stream);
    if (known?.revision === revision) return known;
    const events = await this.ledger.read.streams([stream]);
    const state = events.reduce((folded, event) => personFold.evolve(folded, event as never), personFold.initial);
    const fresh = { revision: events.at(-1)?.revision ?? 0, state };
    // Oldest entry out: Map keeps the order in which keys were set.
    if (this.#known.size >= MAX_KNOWN) this.#known.delete(this.#known.keys().next().value ?? '');
    this.#known.set(stream, fresh);
    return fresh;
  }
}
