import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Refused } from '../kernel/refusal.js';
import type { Role } from '../kernel/roles.js';
import { Execute, type CommandMetadata, type Receipt } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import type { StreamCommand } from '../ledger/unit-of-work.js';
import {
  DeactivatePerson,
  GrantRole,
  InvitePerson,
  IssueLink,
  IssueToken,
  ReactivatePerson,
  RemoveSecondFactor,
  RevokeRole,
  RevokeToken,
} from '../people/person.commands.js';
import { personDecider } from '../people/person.decider.js';
import { Roster } from './roster.js';
import { Sessions } from './sessions.js';
import { newToken } from './token.js';

/** Who does something to people, and how a repeat of it is known. */
export type ActingAs = Pick<CommandMetadata, 'actor' | 'idempotencyKey'>;

/** What an administrator or the operator does to people: events in the ledger, names beside it. */
@Injectable()
export class People {
  constructor(
    private readonly bus: CommandBus,
    private readonly dataSource: DataSource,
    private readonly roster: Roster,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Enters a person with roles, in one append.
   *
   * @param link by which they are to choose a password, issued with it
   * @returns the receipt, whose id is the person's, and `linkId` the link's where there is one
   */
  async invite(name: string, roles: readonly Role[], by: ActingAs, link?: IssueLink): Promise<Receipt> {
    const target = { id: newId() };
    const also = [...roles.map((role) => command(GrantRole, { role })), ...(link ? [link] : [])];
    const steps = also.map((each): StreamCommand => ({ decider: personDecider, target, command: each }));
    const receipt = await this.#give(
      [{ decider: personDecider, target, command: new InvitePerson(), fresh: true }, ...steps],
      by,
    );
    await this.#name(receipt.id, name);
    return receipt;
  }

  /** @throws Refused `nothing-changed`, `not-found`, `person-deactivated`, `person-erased` */
  grant(id: string, role: Role, by: ActingAs): Promise<Receipt> {
    return this.#give([{ decider: personDecider, target: { id }, command: command(GrantRole, { role }) }], by);
  }

  /** @throws Refused as `grant` does, and `not-to-oneself`, `last-admin` */
  revoke(id: string, role: Role, by: ActingAs): Promise<Receipt> {
    return this.#leavingAnAdmin(id, command(RevokeRole, { role }), by);
  }

  /** Ends all that a person may do. @throws Refused `not-found`, `nothing-changed`, `not-to-oneself`, `last-admin` */
  async deactivate(id: string, by: ActingAs): Promise<Receipt> {
    const receipt = await this.#leavingAnAdmin(id, new DeactivatePerson(), by);
    // None counts any more; who comes back signs in anew.
    await this.sessions.endAll(id);
    return receipt;
  }

  /** @throws Refused `not-found`, `nothing-changed`, `person-erased` */
  reactivate(id: string, by: ActingAs): Promise<Receipt> {
    return this.#give([{ decider: personDecider, target: { id }, command: new ReactivatePerson() }], by);
  }

  /** Records that a person's second factor is ended for them. @throws Refused `not-found`, `person-deactivated` */
  removeSecondFactor(id: string, by: ActingAs): Promise<Receipt> {
    return this.#give([{ decider: personDecider, target: { id }, command: new RemoveSecondFactor() }], by);
  }

  /** Issues a token. @returns its secret too, which is shown now or never. */
  async issueToken(
    id: string,
    options: Partial<IssueToken>,
    by: ActingAs,
  ): Promise<Receipt & { readonly secret: string }> {
    const { secret, digest } = newToken();
    const target = { id, part: digest };
    const receipt = await this.#give([{ decider: personDecider, target, command: command(IssueToken, options) }], by);
    return { ...receipt, secret };
  }

  /** @throws Refused `not-found`, `nothing-changed` */
  revokeToken(id: string, tokenId: string, by: ActingAs): Promise<Receipt> {
    return this.#give([{ decider: personDecider, target: { id, part: tokenId }, command: new RevokeToken() }], by);
  }

  /**
   * Who is not left as an admin themself names another admin who is. That one may stop being one in between: then
   * somebody else is looked for, and where nobody is found the rule refuses.
   */
  async #leavingAnAdmin(id: string, step: object, by: ActingAs): Promise<Receipt> {
    for (let named: string | undefined; ;) {
      const part = by.actor.id === 'system' ? await this.roster.anotherAdmin(id) : undefined;
      try {
        return await this.#give(
          [{ decider: personDecider, target: { id, ...(part ? { part } : {}) }, command: step }],
          by,
        );
      } catch (error) {
        const another = error instanceof Refused && error.code === 'last-admin' && part !== named;
        if (!another) throw error;
        named = part;
      }
    }
  }

  /**
   * Keeps a name beside the ledger. After the append: a name without a person would be personal data that nobody finds
   * again. A repeat of the invitation changes nothing of what is known meanwhile, and brings no erased name back.
   */
  async #name(id: string, name: string): Promise<void> {
    if ((await this.roster.one(id))?.status === 'erased') return;
    await this.dataSource.query('insert into access.people (id, name) values ($1, $2) on conflict (id) do nothing', [
      id,
      name,
    ]);
  }

  #give(steps: [StreamCommand, ...StreamCommand[]], by: ActingAs): Promise<Receipt> {
    return this.bus.execute(new Execute(steps, { ...by, causation: newId() }));
  }
}

/** Makes a command of checked values; bodies from outside go through validation instead. */
const command = <C extends object>(type: new () => C, values: Partial<C>): C => Object.assign(new type(), values);
