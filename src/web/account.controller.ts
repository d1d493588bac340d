import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountRefused } from '../access/account-refusal.js';
import { Accounts } from '../access/accounts.js';
import { Notices } from '../access/notices.js';
import { Sessions } from '../access/sessions.js';
import { Anyone } from '../api/http/auth.guard.js';
import { accountPage } from './account.page.js';
import { parseForm, newPasswordProblem } from './form-body.js';
import type { Problems } from './form.js';
import { PageFilter } from './page.filter.js';
import { clientOf, redirect, sendPage, SessionUsers, type SessionUser } from './session-users.js';

type AccountQuery = FastifyRequest<{ Querystring: Readonly<Record<string, string | undefined>> }>;

/** What the page says after something was done; the address only names which. */
const NOTICES: Readonly<Record<string, string>> = {
  password: 'Your password is changed. Everywhere else you are signed out.',
  session: 'That session is over.',
  'second-factor': 'The second factor is off.',
};

/** What everybody may see and change about their own account. Who is not signed in is asked to. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('account')
export class AccountController {
  constructor(
    private readonly sessionUsers: SessionUsers,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly notices: Notices,
  ) {}

  /** The account. */
  @Get()
  @Anyone()
  async show(@Req() request: AccountQuery, @Res() reply: FastifyReply): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (user) await this.#show(user, reply, NOTICES[request.query.done ?? '']);
  }

  /** Changes the password and ends every other session. */
  @Post('password')
  @Anyone()
  async changePassword(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (!user) return;
    const form = parseForm(request.body);
    const problems = newPasswordProblem(form);
    if (Object.keys(problems).length > 0) return this.#show(user, reply, undefined, problems);
    try {
      const owner = { ...clientOf(request), account: user.email ?? user.personId };
      const done = await this.accounts.changePassword(form.get('current'), form.get('password'), owner);
      redirect(reply, '/account?done=password', done);
    } catch (error) {
      if (!(error instanceof AccountRefused)) throw error;
      await this.#show(user, reply, undefined, { current: 'This is not your current password.' });
    }
  }

  /** Ends every session, this one too. */
  @Post('sessions/end')
  @Anyone()
  async endAll(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (!user) return;
    const done = await this.accounts.signOut(clientOf(request));
    await this.sessions.endAll(user.personId);
    redirect(reply, '/sign-in?done=out-everywhere', done);
  }

  /** Ends one session of one's own. */
  @Post('sessions/:id/end')
  @Anyone()
  async end(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (!user) return;
    if (isUUID(id)) await this.sessions.end(user.personId, id);
    redirect(reply, '/account?done=session');
  }

  async #show(user: SessionUser, reply: FastifyReply, notice?: string, problems?: Problems): Promise<void> {
    const sessions = await this.sessions.of(user.personId);
    const others = await this.notices.of(user.personId);
    sendPage(reply, accountPage({ user, sessions, others, notice, problems: problems ?? {} }), problems ? 422 : 200);
  }
}
