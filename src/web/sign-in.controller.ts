import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountRefused } from '../access/account-refusal.js';
import { Accounts } from '../access/accounts.js';
import { Arrivals } from './arrivals.js';
import { Anyone } from '../api/http/auth.guard.js';
import { emailProblem, parseForm, localPath } from './form-body.js';
import { OidcSignIn } from './oidc-sign-in.js';
import { PageFilter } from './page.filter.js';
import { secondStepPage, signInPage } from './sign-in.page.js';
import { clientOf, redirect, sendPage, SessionUsers } from './session-users.js';

type SignInQuery = FastifyRequest<{ Querystring: Readonly<Record<string, string | undefined>> }>;

/** What a page says after something was done elsewhere; the address only names which. */
const NOTICES: Readonly<Record<string, string>> = {
  'set-up': 'This ledger is set up. Sign in with the password that you chose.',
  chosen: 'Your password is saved. Sign in with it.',
  out: 'You are signed out.',
  'out-everywhere': 'You are signed out everywhere.',
};
/** Why a sign-in elsewhere did not work; the address only names which. */
const FAILURES: Readonly<Record<string, string>> = {
  provider: 'Your provider signed you in, but nobody here knows you. Ask an admin of your desk to invite you.',
  step: 'That took too long, or too many codes were wrong. Sign in again.',
};
/** One sentence whether or not there is such an account. */
const WRONG = 'The e-mail address or the password is wrong.';

/** Coming in and out. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller()
export class SignInController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessionUsers: SessionUsers,
    private readonly arrivals: Arrivals,
    private readonly oidc: OidcSignIn,
  ) {}

  /** The form; whoever is signed in goes on. */
  @Get('sign-in')
  @Anyone()
  async form(@Req() request: SignInQuery, @Res() reply: FastifyReply): Promise<void> {
    const { next = '', done = '', failed = '' } = request.query;
    const to = localPath(next);
    if (await this.sessionUsers.currentUser(request)) return redirect(reply, to);
    const failure = FAILURES[failed];
    sendPage(
      reply,
      signInPage({
        next: to,
        provider: this.oidc.provider,
        notice: NOTICES[done],
        problems: failure ? { form: failure } : {},
      }),
    );
  }

  /** Address and password. 303 on, or 422 with one sentence that tells nobody whether there is such an account. */
  @Post('sign-in')
  @Anyone()
  async signIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = parseForm(request.body);
    const next = localPath(form.get('next'));
    const email = form.get('email').trim();
    const page = (problems: Readonly<Record<string, string>>) =>
      sendPage(reply, signInPage({ next, provider: this.oidc.provider, values: { email }, problems }), 422);
    const malformed = {
      ...emailProblem(email),
      ...(form.get('password') === '' ? { password: 'Enter your password.' } : {}),
    };
    if (Object.keys(malformed).length > 0) return page(malformed);
    try {
      const done = await this.accounts.signIn(email, form.get('password'), clientOf(request));
      if (done.personId !== undefined) return await this.arrivals.goOn(request, reply, done.personId, next, done);
      redirect(reply, `/sign-in/second-factor?next=${encodeURIComponent(next)}`, done);
    } catch (error) {
      if (!(error instanceof AccountRefused)) throw error;
      page({ form: WRONG });
    }
  }

  /** The form of the second step. */
  @Get('sign-in/second-factor')
  @Anyone()
  secondForm(@Req() { query }: SignInQuery, @Res() reply: FastifyReply): void {
    sendPage(reply, secondStepPage({ next: localPath(query.next ?? '') }));
  }

  /** The second step. 303 on; back to the first when it took too long; 422 for a wrong code. */
  @Post('sign-in/second-factor')
  @Anyone()
  async secondStep(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = parseForm(request.body);
    const next = localPath(form.get('next'));
    // With a session the library would try the code on that one's account, as often as anybody likes.
    if (await this.sessionUsers.currentUser(request)) return redirect(reply, next);
    try {
      const done = await this.accounts.secondStep(form.get('code'), clientOf(request));
      await this.arrivals.goOn(request, reply, done.personId, next, done);
    } catch (error) {
      if (!(error instanceof AccountRefused)) throw error;
      if (error.code === 'step-over') return redirect(reply, `/sign-in?failed=step&next=${encodeURIComponent(next)}`);
      sendPage(reply, secondStepPage({ next, problems: { code: 'This code is wrong, or was used already.' } }), 422);
    }
  }

  /** Ends the session of this browser; without one it is the same. */
  @Post('sign-out')
  @Anyone()
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    redirect(reply, '/sign-in?done=out', await this.accounts.signOut(clientOf(request)));
  }
}
