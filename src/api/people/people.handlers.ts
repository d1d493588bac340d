import { Body, Controller, Param } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { Links } from '../../access/links.js';
import { People } from '../../access/people.js';
import { PersonErasure } from '../../access/person-erasure.js';
import { isUnnarrowed } from '../../access/scopes.js';
import { Sessions } from '../../access/sessions.js';
import { newToken } from '../../access/token.js';
import type { ActorId } from '../../kernel/event.js';
import { present } from '../../kernel/present.js';
import { ROLES } from '../../kernel/roles.js';
import {
  ConfirmPersonErasure,
  DeactivatePerson,
  IssueOwnToken,
  IssueToken,
  RevokeRole,
} from '../../people/person.commands.js';
import { personDecider } from '../../people/person.decider.js';
import { refuse } from '../../people/person.refusal.js';
import type { AccountLink, InvitedAnswer } from './account-links.views.js';
import type { CommandAnswer } from '../answers.views.js';
import { Handles } from '../command-controller.js';
import { InviteByName, MakeLink, RemoveRole } from '../composed.commands.js';
import { actorOf, Caller, CommandDispatcher } from '../command-dispatcher.js';
import type { AuthenticatedRequest } from '../http/auth.guard.js';
import type { NewTokenAnswer, PersonErasureAnswer } from '../parts.views.js';
import { notFound } from '../http/problem.js';
import { accountLinks, ownTokens, people, personErasure, tokens } from './people.routes.js';

/** What is done to people beside the ledger, too: to names, sessions and links. */
@Controller()
export class PeopleHandlers {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly sessions: Sessions,
    private readonly erasure: PersonErasure,
  ) {}

  @Handles(people.revoke)
  revokeRole(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('role') named: string,
    @Body() _: RemoveRole,
  ): Promise<CommandAnswer> {
    const role = ROLES.find((each) => each === named);
    if (!role) throw notFound('There is no such role.');
    const command = Object.assign(new RevokeRole(), { role });
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
  }

  @Handles(people.deactivate)
  async deactivate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: DeactivatePerson,
  ): Promise<CommandAnswer> {
    const answer = await this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
    // None counts any more; who comes back signs in anew.
    await this.sessions.endAll(id);
    return answer;
  }

  @Handles(personErasure.confirm)
  confirmErasure(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: ConfirmPersonErasure,
  ): Promise<PersonErasureAnswer> {
    return this.erasure.confirm(id, this.commands.identify(request));
  }
}

/** What is told once: secrets of tokens. */
@Controller()
export class TokenHandlers {
  constructor(private readonly commands: CommandDispatcher) {}

  @Handles(tokens.issue)
  issue(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: IssueToken,
  ): Promise<NewTokenAnswer> {
    return this.#issue(request, id, command);
  }

  @Handles(ownTokens.issue)
  issueOwn(@Caller() request: AuthenticatedRequest, @Body() command: IssueOwnToken): Promise<NewTokenAnswer> {
    return this.#issue(request, actorOf(request).id, command);
  }

  #issue(request: AuthenticatedRequest, id: string, command: object): Promise<NewTokenAnswer> {
    const { secret, digest: part } = newToken();
    return this.commands.dispatchWithSecret(
      request,
      { decider: personDecider, target: { id, part }, command },
      'tokenId',
      { secret },
    );
  }
}

/** How people get a password: by links, which are told once. */
@Controller()
export class LinkHandlers {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly people: People,
    private readonly links: Links,
    private readonly access: Access,
  ) {}

  @Handles(people.invite)
  async invite(
    @Caller() request: AuthenticatedRequest,
    @Body() { name, roles = [] }: InviteByName,
  ): Promise<InvitedAnswer> {
    const by = this.commands.identify(request);
    const { id, revision, position } = await this.people.invite(name, roles, by);
    const invitation = isUnnarrowed(by.actor) ? await this.links.firstInvitation(id, by.actor.id) : undefined;
    return { id, revision, position, ...present({ invitation }) };
  }

  @Handles(accountLinks.invitation)
  async invitation(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: MakeLink,
  ): Promise<AccountLink> {
    return this.links.invitation(id, await this.#maker(request, id));
  }

  @Handles(accountLinks.reset)
  async reset(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: MakeLink,
  ): Promise<AccountLink> {
    return this.links.reset(id, await this.#maker(request, id));
  }

  /** @returns who makes the link. Throws Problem 404 `not-found`; Refused `wider-than-own` */
  async #maker(request: AuthenticatedRequest, id: string): Promise<ActorId> {
    const actor = actorOf(request);
    if (!isUnnarrowed(actor)) {
      refuse('wider-than-own', 'A link gives more than this token does: use one with every scope and no end.');
    }
    if (!(await this.access.isActive(id))) throw notFound('There is no such person, or they are deactivated.');
    return actor.id;
  }
}
