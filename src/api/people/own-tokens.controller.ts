import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { newToken } from '../../access/token.js';
import { STAFF } from '../../kernel/roles.js';
import { IssueOwnToken, RevokeOwnToken } from '../../people/person.commands.js';
import { personDecider } from '../../people/person.decider.js';
import { Caller, CommandDispatcher, actorOf } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { NewTokenAnswer, TokenAnswer } from '../parts.views.js';
import { TokensView } from './people.views.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { PeopleQueries } from './people-queries.js';

/** By what programs act as oneself. */
@ApiTags('people')
@Controller('me/tokens')
export class OwnTokensController {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly queries: QueryDispatcher,
    private readonly staff: PeopleQueries,
  ) {}

  /** One's own tokens that have not been revoked. */
  @Get()
  @Permit(...STAFF)
  all(@Caller() request: AuthenticatedRequest): Promise<TokensView> {
    return this.queries.ask(request, this.staff.tokens, { id: actorOf(request).id });
  }

  /**
   * Issues a token by which a program acts as oneself.
   *
   * @remarks
   * Its secret is shown now or never: a repeat under the same `Idempotency-Key` is answered without it. Asked for by a
   * token, it is never wider than that one, nor does it end later.
   */
  @Post()
  @HttpCode(201)
  @Permit(...STAFF)
  issue(@Caller() request: AuthenticatedRequest, @Body() command: IssueOwnToken): Promise<NewTokenAnswer> {
    const { secret, digest: part } = newToken();
    const { id } = actorOf(request);
    return this.commands.dispatchWithSecret(
      request,
      { decider: personDecider, target: { id, part }, command },
      'tokenId',
      {
        secret,
      },
    );
  }

  /** Revokes one of one's own tokens, at once. */
  @Post(':tokenId/revocation')
  @HttpCode(200)
  @Permit(...STAFF)
  revoke(
    @Caller() request: AuthenticatedRequest,
    @Param('tokenId') part: string,
    @Body() command: RevokeOwnToken,
  ): Promise<TokenAnswer> {
    const { id } = actorOf(request);
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id, part }, command }]);
  }
}
