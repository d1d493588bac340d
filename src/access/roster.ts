import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../database/data-source.js';
import { streamOf } from '../kernel/decider.js';
import type { Role } from '../kernel/roles.js';
import type { Scope } from '../kernel/scopes.js';
import { Ledger } from '../ledger/ledger.js';
import type { Recorded } from '../ledger/recorded.js';
import type { PersonEvent } from '../people/person.events.js';
import { personFold, type PersonState } from '../people/person.state.js';
import { pseudonymOf } from '../people/pseudonym.js';
import { PersonEntity } from './person.entity.js';
import { TokenUses } from './token-uses.js';

/** Somebody who works here, or did. */
export interface PersonRecord {
  readonly id: string;
  /** Null where it is erased, or was never given. */
  readonly name: string | null;
  /** The name, else a pseudonym that stays the same. */
  readonly shownAs: string;
  /** What they may act as: none while deactivated. */
  readonly roles: readonly Role[];
  /** `active`; `deactivated`; `erased`, which is for good. */
  readonly status: 'active' | 'deactivated' | 'erased';
  readonly revision: number;
}

/** A token that may be used, as far as it is not past its end. */
export interface LiveToken {
  readonly tokenId: string;
  readonly label: string | null;
  readonly scopes: readonly Scope[];
  /** RFC 3339; null: until revoked. */
  readonly expiresAt: string | null;
  /** To the minute, RFC 3339; null: never, as far as is written. */
  readonly lastUsedAt: string | null;
}

type TokenIssued = Extract<PersonEvent, { type: 'TokenIssued' }>;

/** Who works here and may do what, now or as of a position, from people's own streams; their names from beside the ledger. */
@Injectable()
export class Roster {
  readonly #pool: Pool;

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly uses: TokenUses,
  ) {
    this.#pool = poolOf(dataSource);
  }

  /**
   * @param upTo as of which position; names are as of now, for what is erased is erased for every moment
   * @returns everybody who was invited by then, by name, those without one last
   */
  async all(upTo?: number): Promise<PersonRecord[]> {
    const { rows } = await this.#pool.query<{ stream: string }>(
      `select stream from ledger.streams where stream like 'person-%'`,
    );
    const events = await this.ledger.read.streams(
      rows.map(({ stream }) => stream),
      upTo,
    );
    const lives = new Map<string, Recorded<PersonEvent>[]>();
    for (const event of events as Recorded<PersonEvent>[]) {
      const id = event.stream.slice('person-'.length);
      lives.set(id, [...(lives.get(id) ?? []), event]);
    }
    const names = await this.names([...lives.keys()]);
    return [...lives].map(([id, life]) => somebody(id, life, names)).sort(byName);
  }

  /** @returns one person as of a position; undefined where they were not invited by then */
  async one(id: string, upTo?: number): Promise<PersonRecord | undefined> {
    const events = await this.history(id, upTo);
    return events.length === 0 ? undefined : somebody(id, events, await this.names([id]));
  }

  /** @returns all that happened to a person, oldest first, up to a position */
  async history(id: string, upTo?: number): Promise<Recorded<PersonEvent>[]> {
    return (await this.ledger.read.streams([streamOf(personFold.noun, id)], upTo)) as Recorded<PersonEvent>[];
  }

  /** @returns a person's tokens that have not been revoked, nor ended otherwise; never a secret, which nobody has. */
  async tokens(id: string, upTo?: number): Promise<LiveToken[]> {
    const events = await this.history(id, upTo);
    const state = stateOf(events);
    const live = (events as Recorded<TokenIssued>[]).filter(
      ({ type, facts }) => type === 'TokenIssued' && state.tokens.get(facts.tokenId)?.revoked === false,
    );
    const uses = await this.uses.lastUses(live.map(({ facts }) => facts.tokenId));
    return live.map(({ facts: { tokenId, scopes, expiresAt }, words }) => ({
      tokenId,
      label: words?.label ?? null,
      scopes,
      expiresAt: expiresAt ?? null,
      lastUsedAt: uses.get(tokenId) ?? null,
    }));
  }

  /** @returns names by identifier, of those that are known and not erased */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const found = await this.dataSource.getRepository(PersonEntity).findBy({ id: In([...ids]) });
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** @returns an active admin who is not `id`, where there is one */
  async anotherAdmin(id: string): Promise<string | undefined> {
    return (await this.all()).find((each) => each.id !== id && each.roles.includes('admin'))?.id;
  }
}

const stateOf = (events: readonly Recorded<PersonEvent>[]): PersonState =>
  events.reduce((state, event) => personFold.evolve(state, event as never), personFold.initial);

function somebody(
  id: string,
  events: readonly Recorded<PersonEvent>[],
  names: ReadonlyMap<string, string>,
): PersonRecord {
  const { roles, active, erased } = stateOf(events);
  // Between the erasure's append and the deletion beside it a process may be killed: the ledger's word counts.
  const name = erased ? null : (names.get(id) ?? null);
  const status = erased ? 'erased' : active ? 'active' : 'deactivated';
  return { id, name, shownAs: name ?? pseudonymOf(id), roles, status, revision: events.at(-1)?.revision ?? 0 };
}

function byName(a: PersonRecord, b: PersonRecord): number {
  if ((a.name === null) !== (b.name === null)) return a.name === null ? 1 : -1;
  return a.shownAs.localeCompare(b.shownAs) || (a.id < b.id ? -1 : 1);
}
