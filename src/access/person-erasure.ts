import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../database/data-source.js';
import { Refused } from '../kernel/refusal.js';
import { LedgerError } from '../ledger/errors.js';
import { Execute, type Receipt } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import { EraseWords } from '../ledger/ledger.commands.js';
import { ledgerStream } from '../ledger/ledger-stream.js';
import type { Recorded } from '../ledger/recorded.js';
import type { StreamCommand } from '../ledger/unit-of-work.js';
import { ConfirmPersonErasure } from '../people/person.commands.js';
import type { PersonEvent } from '../people/person.events.js';
import { personDecider } from '../people/person.decider.js';
import type { ActingAs } from './people.js';
import { Roster } from './roster.js';
import { TokenUses } from './token-uses.js';

/** Events whose words, or whose request's fingerprint, tell of the person: the label of a token, the invitation. */
const TELLING: readonly PersonEvent['type'][] = ['PersonInvited', 'TokenIssued'];
const MAX_TRIES = 10;

type Proposed = Extract<PersonEvent, { type: 'PersonErasureProposed' }>;

/**
 * Carries a person's erasure out: in the ledger the words about them go and all that they may do ends, in one append;
 * then the row in `access.people` goes, and with it (`on delete cascade`) everything that accounts keep of them.
 */
@Injectable()
export class PersonErasure implements OnApplicationBootstrap {
  readonly #pool: Pool;
  readonly #log = new Logger(PersonErasure.name);

  constructor(
    private readonly bus: CommandBus,
    dataSource: DataSource,
    private readonly roster: Roster,
    private readonly uses: TokenUses,
  ) {
    this.#pool = poolOf(dataSource);
  }

  /**
   * Confirms the open proposal to erase a person.
   *
   * @returns the person, their revision, the ledger's position, and `erasureId`
   * @throws Refused `not-found`, `no-erasure-proposed`, `proposer-may-not-confirm`, `not-to-oneself`, `person-erased`
   */
  async confirm(id: string, by: ActingAs): Promise<Receipt & { readonly erasureId: string }> {
    const { erasureId, ...receipt } = await this.#append(id, by);
    await this.#forget(id);
    const revision = (await this.roster.one(id))?.revision ?? 0;
    return { ...receipt, id, revision, erasureId: String(erasureId) };
  }

  /** A process that was killed between the append and the deletion leaves it to the next one that starts. */
  async onApplicationBootstrap(): Promise<void> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `select p.id from access.people p where exists (
        select from ledger.events e where e.stream = 'person-' || p.id
          and convert_from(e.head, 'UTF8')::jsonb ->> 'type' = 'PersonErased')`,
    );
    for (const { id } of rows) await this.#forget(id);
    if (rows.length > 0) this.#log.warn(`names of ${rows.length} erased people were still there: deleted`);
  }

  async #append(id: string, by: ActingAs): Promise<Receipt> {
    for (let tries = 1; ; tries += 1) {
      const events = await this.roster.history(id);
      try {
        return await this.bus.execute(new Execute(stepsFor(id, events), { ...by, causation: newId() }));
      } catch (error) {
        // A token was issued, or words erased, between the reading and the decision: read again.
        const moved = error instanceof LedgerError && error.code === 'revision-mismatch';
        const erased = error instanceof Refused && error.code === 'already-erased';
        if (!(moved || erased) || tries === MAX_TRIES) throw error;
      }
    }
  }

  async #forget(id: string): Promise<void> {
    const issued = (await this.roster.history(id)).flatMap((event) =>
      event.type === 'TokenIssued'
        ? (event as Recorded<Extract<PersonEvent, { type: 'TokenIssued' }>>).facts.tokenId
        : [],
    );
    await this.uses.forget(issued);
    await this.#pool.query('delete from access.people where id = $1', [id]);
  }
}

/**
 * The ledger's step comes first, because the event that lists erased positions has to be an append's first one; the
 * person's decides, and only at the revision from which the positions were read.
 */
function stepsFor(id: string, events: readonly Recorded<PersonEvent>[]): readonly [StreamCommand, ...StreamCommand[]] {
  const positions = events
    .filter(({ type, erasedBy }) => TELLING.includes(type) && erasedBy === undefined)
    .map(({ position }) => position);
  const erasing: StreamCommand = {
    decider: personDecider,
    target: { id },
    command: new ConfirmPersonErasure(),
    ifMatch: events.at(-1)?.revision ?? 0,
  };
  const proposal = events.findLast(({ type }) => type === 'PersonErasureProposed') as Recorded<Proposed> | undefined;
  // Where nobody has proposed it, the person's own rule refuses.
  if (positions.length === 0 || !proposal) return [erasing];
  const { basis, erasureId } = proposal.facts;
  const words = Object.assign(new EraseWords(), { positions, basis, erasureId });
  return [{ decider: ledgerStream, target: { id: '' }, command: words }, erasing];
}
