import { Controller, Get, NotFoundException, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Accounts } from '../access/accounts.js';
import { Sessions } from '../access/sessions.js';
import { Anyone } from '../api/http/auth.guard.js';
import { Arrivals } from './arrivals.js';
import { localPath } from './form-body.js';
import { OidcSignIn } from './oidc-sign-in.js';
import { PageFilter } from './page.filter.js';
import { clientOf, redirect } from './session-users.js';

type Query = Readonly<Record<string, string | undefined>>;

/** Coming in by the desk's OpenID provider (OpenID Connect Core 1.0, section 3.1). */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('sign-in')
export class OidcController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly arrivals: Arrivals,
    private readonly door: OidcSignIn,
  ) {}

  /** Sends somebody to the provider. */
  @Get('oidc')
  @Anyone()
  async begin(@Req() request: FastifyRequest<{ Querystring: Query }>, @Res() reply: FastifyReply): Promise<void> {
    if (!this.door.provider) throw new NotFoundException();
    const { url, cookies } = await this.accounts.beginOidc(localPath(request.query.next ?? ''), clientOf(request));
    redirect(reply, url, { cookies });
  }

  /** Takes somebody back whom the provider sends with a code. */
  @Get('callback/oidc')
  @Anyone()
  async back(@Req() request: FastifyRequest<{ Querystring: Query }>, @Res() reply: FastifyReply): Promise<void> {
    if (!this.door.provider) throw new NotFoundException();
    const done = await this.accounts.finishOidc(request.query, clientOf(request));
    if (done.next === undefined) return redirect(reply, '/sign-in?failed=provider', done);
    // The library only sets the cookie of the session that it began.
    const cookie = done.cookies.map((line) => line.split(';')[0]).join('; ');
    const signedIn = await this.sessions.personOf({ headers: { cookie } });
    if (!signedIn) return redirect(reply, done.next, done);
    await this.arrivals.goOn(request, reply, signedIn.personId, done.next, done);
  }
}
