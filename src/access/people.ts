import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource, In } from 'typeorm';
import { Execute, type Beside, type Receipt } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import { Ledger } from '../ledger/ledger.js';
import type { Recorded } from '../ledger/recorded.js';
import type { Step } from '../ledger/session.js';
import { GrantRole, InvitePerson, IssueToken, RevokeRole, RevokeToken } from '../people/person.commands.js';
import type { PersonEvent } from '../people/person.events.js';
import { person, personFold } from '../people/person.js';
import { streamOf } from '../kernel/decider.js';
import type { Role } from '../kernel/roles.js';
import { PersonEntity } from './person.entity.js';
import { newToken } from './token.js';

type TokenIssued = Extract<PersonEvent, { type: 'TokenIssued' }>;
type By = Pick<Beside, 'actor' | 'repeat'>;

/** What an administrator or the operator does to people: events in the ledger, names beside it. */
@Injectable()
export class People {
  constructor(
    private readonly bus: CommandBus,
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
  ) {}

  /** Enters a person with roles, in one append. @returns the receipt, whose id is the person's. */
  async invite(name: string, roles: readonly Role[], by: By): Promise<Receipt> {
    const target = { id: newId() };
    const grants = roles.map((role): Step => ({ decider: person, target, command: command(GrantRole, { role }) }));
    const receipt = await this.#give(
      [{ decider: person, target, command: new InvitePerson(), fresh: true }, ...grants],
      by,
    );
    // After the append: a name without a person would be personal data that nobody finds again.
    await this.#names.upsert({ id: receipt.id, name, email: null }, ['id']);
    return receipt;
  }

  grant(id: string, role: Role, by: By): Promise<Receipt> {
    return this.#give([{ decider: person, target: { id }, command: command(GrantRole, { role }) }], by);
  }

  revoke(id: string, role: Role, by: By): Promise<Receipt> {
    return this.#give([{ decider: person, target: { id }, command: command(RevokeRole, { role }) }], by);
  }

  /** Issues a token. @returns its secret too, which is shown now or never. */
  async issueToken(id: string, options: Partial<IssueToken>, by: By): Promise<Receipt & { readonly secret: string }> {
    const { secret, digest } = newToken();
    const target = { id, part: digest };
    const receipt = await this.#give([{ decider: person, target, command: command(IssueToken, options) }], by);
    return { ...receipt, secret };
  }

  revokeToken(id: string, tokenId: string, by: By): Promise<Receipt> {
    return this.#give([{ decider: person, target: { id, part: tokenId }, command: new RevokeToken() }], by);
  }

  /** @returns a person's tokens that have not been revoked, nor ended by a deactivation; never a secret, which nobody has. */
  async tokens(id: string): Promise<{ tokenId: string; label: string | null; expiresAt: string | null }[]> {
    const events = (await this.ledger.read.streams([streamOf(person.noun, id)])) as Recorded<PersonEvent>[];
    const state = events.reduce((folded, event) => personFold.evolve(folded, event as never), personFold.initial);
    return (events as Recorded<TokenIssued>[])
      .filter((event) => event.type === 'TokenIssued' && !state.tokens.get(event.facts.tokenId)?.revoked)
      .map(({ facts: { tokenId, expiresAt }, words }) => ({
        tokenId,
        label: words?.label ?? null,
        expiresAt: expiresAt ?? null,
      }));
  }

  /** @returns names by identifier, of those that are known and not erased. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    const found = await this.#names.findBy({ id: In([...ids]) });
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** @returns everybody with a name. */
  all(): Promise<PersonEntity[]> {
    return this.#names.find({ order: { name: 'ASC' } });
  }

  get #names() {
    return this.dataSource.getRepository(PersonEntity);
  }

  #give(steps: [Step, ...Step[]], by: By): Promise<Receipt> {
    return this.bus.execute(new Execute(steps, { ...by, causation: newId() }));
  }
}

/** Makes a command of checked values; bodies from outside go through validation instead. */
const command = <C extends object>(type: new () => C, values: Partial<C>): C => Object.assign(new type(), values);
