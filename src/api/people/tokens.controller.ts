import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { newToken } from '../../access/token.js';
import { ADMINS } from '../../kernel/roles.js';
import { IssueToken, RevokeToken } from '../../people/person.commands.js';
import { personDecider } from '../../people/person.decider.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { NewTokenAnswer, TokenAnswer } from '../parts.views.js';

/** By what programs act as people. */
@ApiTags('people')
@Controller('people/:id/tokens')
export class TokensController {
  constructor(private readonly commands: CommandDispatcher) {}

  /**
   * Issues a token by which a program acts as a person.
   *
   * @remarks
   * Its secret is shown now or never: a repeat under the same `Idempotency-Key` is answered without it.
   */
  @Post()
  @Permit(...ADMINS)
  @RouteConfig({ created: 'people' })
  issue(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: IssueToken,
  ): Promise<NewTokenAnswer> {
    const { secret, digest: part } = newToken();
    return this.commands.dispatchWithSecret(
      request,
      { decider: personDecider, target: { id, part }, command },
      'tokenId',
      {
        secret,
      },
    );
  }

  /** Revokes a token, at once. */
  @Post(':tokenId/revocation')
  @HttpCode(200)
  @Permit(...ADMINS)
  revoke(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('tokenId') part: string,
    @Body() command: RevokeToken,
  ): Promise<TokenAnswer> {
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id, part }, command }]);
  }
}
