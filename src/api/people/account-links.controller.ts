import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../access/access.js';
import { Links } from '../../access/links.js';
import { isUnnarrowed } from '../../access/scopes.js';
import type { ActorId } from '../../kernel/event.js';
import { ADMINS } from '../../kernel/roles.js';
import { refuse } from '../../people/person.refusal.js';
import { AccountLink } from './account-links.views.js';
import { MakeLink } from '../composed.commands.js';
import { Caller, actorOf } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { notFound } from '../http/problem.js';

/** How people get a password: by links that an admin hands over. */
@ApiTags('people')
@Controller('people/:id')
export class AccountLinksController {
  constructor(
    private readonly links: Links,
    private readonly access: Access,
  ) {}

  /**
   * Makes a link by which a person chooses their first password: good once, for seven days, until the next one.
   *
   * @remarks
   * A link gives all that its person may, without an end: a token that is narrowed, or ends, makes none
   * (`wider-than-own`). It is over when its maker is no admin any more.
   */
  @Post('invitation')
  @HttpCode(200)
  @Permit(...ADMINS)
  async invitation(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: MakeLink,
  ): Promise<AccountLink> {
    return this.links.invitation(id, await this.#maker(request, id));
  }

  /**
   * Makes a link by which a person chooses a new password: good once, for an hour, until the next one.
   *
   * @remarks
   * Using it ends every session of the person. A second factor stays as it is. Otherwise as an invitation.
   */
  @Post('reset')
  @HttpCode(200)
  @Permit(...ADMINS)
  async reset(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: MakeLink,
  ): Promise<AccountLink> {
    return this.links.reset(id, await this.#maker(request, id));
  }

  /** @returns who makes the link. Throws Problem 404 `not-found`; Refused `wider-than-own` */
  async #maker(request: AuthenticatedRequest, id: string): Promise<ActorId> {
    const standing = actorOf(request);
    if (!isUnnarrowed(standing)) {
      refuse('wider-than-own', 'A link gives more than this token does: use one with every scope and no end.');
    }
    if (!(await this.access.isActive(id))) throw notFound('There is no such person, or they are deactivated.');
    return standing.id;
  }
}
