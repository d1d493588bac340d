import { Body, Controller, Param } from '@nestjs/common';
import { OneTimeLinks } from '../../access/one-time-links.js';
import { People } from '../../access/people.js';
import { PersonErasure } from '../../access/person-erasure.js';
import { Sessions } from '../../access/sessions.js';
import { newToken } from '../../access/token.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { ROLES } from '../../kernel/roles.js';
import { isUnnarrowed } from '../../kernel/scopes.js';
import {
  ConfirmPersonErasure,
  DeactivatePerson,
  IssueOwnToken,
  IssueToken,
  RevokeRole,
} from '../../people/person.commands.js';
import { personDecider } from '../../people/person.decider.js';
import type { LinkPurpose } from '../../people/person.events.js';
import type { InvitedAnswer, LinkAnswer } from './account-links.views.js';
import type { CommandAnswer } from '../answers.views.js';
import { Handles } from '../command-controller.js';
import { InviteByName, MakeLink, RemoveRole } from '../composed.commands.js';
import { actorOf, CurrentRequest, CommandDispatcher } from '../command-dispatcher.js';
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
    @CurrentRequest() request: AuthenticatedRequest,
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
    @CurrentRequest() request: AuthenticatedRequest,
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
    @CurrentRequest() request: AuthenticatedRequest,
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
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: IssueToken,
  ): Promise<NewTokenAnswer> {
    return this.#issue(request, id, command);
  }

  @Handles(ownTokens.issue)
  issueOwn(@CurrentRequest() request: AuthenticatedRequest, @Body() command: IssueOwnToken): Promise<NewTokenAnswer> {
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
    private readonly links: OneTimeLinks,
  ) {}

  @Handles(people.invite)
  async invite(
    @CurrentRequest() request: AuthenticatedRequest,
    @Body() { name, roles = [] }: InviteByName,
  ): Promise<InvitedAnswer> {
    const by = this.commands.identify(request);
    const link = isUnnarrowed(by.actor) ? this.links.draw('invitation') : undefined;
    const { id, revision, position, linkId } = await this.people.invite(name, roles, by, link?.command);
    const issued = { personId: id, linkId: String(linkId), madeBy: by.actor.id };
    const invitation = link && linkId !== undefined ? await this.links.keep(link, issued) : undefined;
    return { id, revision, position, ...omitUndefined({ invitation }) };
  }

  @Handles(accountLinks.invitation)
  invitation(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: MakeLink,
  ): Promise<LinkAnswer> {
    return this.#issue(request, id, 'invitation');
  }

  @Handles(accountLinks.reset)
  reset(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: MakeLink,
  ): Promise<LinkAnswer> {
    return this.#issue(request, id, 'reset');
  }

  async #issue(request: AuthenticatedRequest, id: string, purpose: LinkPurpose): Promise<LinkAnswer> {
    const link = this.links.draw(purpose);
    const step = { decider: personDecider, target: { id }, command: link.command };
    const { linkId, revision, position } = await this.commands.dispatch<LinkAnswer>(request, [step]);
    const kept = await this.links.keep(link, { personId: id, linkId, madeBy: actorOf(request).id });
    return { id, linkId, revision, position, ...kept };
  }
}
