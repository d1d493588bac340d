import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountRefused } from '../access/account-refusal.js';
import { Accounts, type AccountOwner } from '../access/accounts.js';
import { Anyone } from '../api/http/auth.guard.js';
import { parseForm } from './form-body.js';
import type { Problems } from './form.js';
import { PageFilter } from './page.filter.js';
import { beginPage, changePage, codesPage, confirmPage, withoutPasswordPage } from './second-factor.page.js';
import { clientOf, redirect, sendPage, SessionUsers, type SessionUser } from './session-users.js';

const PATH = '/account/second-factor';
const NOT_YOURS = 'This is not your password.';

/** The second factor of one's own account: begun with the password, on once a code was given. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('account/second-factor')
export class SecondFactorController {
  constructor(
    private readonly sessionUsers: SessionUsers,
    private readonly accounts: Accounts,
  ) {}

  /** How it stands. */
  @Get()
  @Anyone()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (user) await this.#show(user, reply);
  }

  /** Begins one. */
  @Post()
  @Anyone()
  begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#act(request, reply, 'password', async (password, owner, { secondFactor }) => {
      // Another tab may have been faster.
      if (!secondFactor) await this.accounts.beginSecondFactor(password, owner);
      redirect(reply, PATH);
    });
  }

  /** Turns it on by its first code, and shows the recovery codes. */
  @Post('confirmation')
  @Anyone()
  confirm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#act(request, reply, 'code', async (code, owner, { personId }) => {
      const { cookies, recoveryCodes } = await this.accounts.confirmSecondFactor(code, personId, owner);
      void reply.header('set-cookie', [...cookies]);
      sendPage(reply, codesPage({ codes: recoveryCodes, on: true }));
    });
  }

  /** Replaces the recovery codes and shows them. */
  @Post('recovery-codes')
  @Anyone()
  recoveryCodes(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#act(request, reply, 'password', async (password, owner) => {
      sendPage(reply, codesPage({ codes: await this.accounts.newRecoveryCodes(password, owner), on: false }));
    });
  }

  /** Turns it off. */
  @Post('removal')
  @Anyone()
  remove(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#act(request, reply, 'current', async (password, owner) => {
      redirect(reply, '/account?done=second-factor', await this.accounts.endSecondFactor(password, owner));
    });
  }

  /** Does it for who is signed in; what the library refuses is shown at the field that was asked. */
  async #act(
    request: FastifyRequest,
    reply: FastifyReply,
    field: 'password' | 'code' | 'current',
    act: (typed: string, owner: AccountOwner, user: SessionUser) => Promise<void>,
  ): Promise<void> {
    const user = await this.sessionUsers.requireUser(request, reply);
    if (!user) return;
    try {
      const owner = { ...clientOf(request), account: user.email ?? user.personId };
      await act(parseForm(request.body).get(field), owner, user);
    } catch (error) {
      if (!(error instanceof AccountRefused)) throw error;
      if (error.code === 'nothing-begun') return redirect(reply, PATH);
      const message = field === 'code' ? 'This code is wrong. Type the one that is shown now.' : NOT_YOURS;
      await this.#show(user, reply, { [field]: message });
    }
  }

  async #show(user: SessionUser, reply: FastifyReply, problems?: Problems): Promise<void> {
    const filled = { problems: problems ?? {} };
    const page = async (): Promise<string> => {
      if (user.email === null) return withoutPasswordPage();
      if (user.secondFactor) return changePage(filled);
      const pending = await this.accounts.pendingSecondFactor(user.personId, user.email);
      return pending ? confirmPage({ ...pending, ...filled }) : beginPage(filled);
    };
    sendPage(reply, await page(), problems ? 422 : 200);
  }
}
