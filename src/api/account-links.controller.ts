import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { Links } from '../access/links.js';
import { ADMINS } from '../kernel/roles.js';
import { AccountLink } from './account-links.views.js';
import { MakeLink } from './composed.commands.js';
import { Caller, standingOf } from './desk.js';
import { Permit, type KnownRequest } from './gate.js';
import { notFound } from './problem.js';

/** How people get a password: by links that an admin hands over. */
@ApiTags('people')
@Controller('people/:id')
export class AccountLinksController {
  constructor(
    private readonly links: Links,
    private readonly access: Access,
  ) {}

  /** Makes a link by which a person chooses their first password: good once, for seven days, until the next one. */
  @Post('invitation')
  @HttpCode(200)
  @Permit(...ADMINS)
  async invitation(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() _: MakeLink,
  ): Promise<AccountLink> {
    await this.#mustBeActive(id);
    return this.links.invitation(id, standingOf(request).id);
  }

  /**
   * Makes a link by which a person chooses a new password: good once, for an hour, until the next one.
   *
   * @remarks
   * Using it ends every session of the person. A second factor stays as it is.
   */
  @Post('reset')
  @HttpCode(200)
  @Permit(...ADMINS)
  async reset(@Caller() request: KnownRequest, @Param('id') id: string, @Body() _: MakeLink): Promise<AccountLink> {
    await this.#mustBeActive(id);
    return this.links.reset(id, standingOf(request).id);
  }

  /** @throws Problem 404 `not-found` */
  async #mustBeActive(id: string): Promise<void> {
    if (!(await this.access.isActive(id))) throw notFound('There is no such person, or they are deactivated.');
  }
}
