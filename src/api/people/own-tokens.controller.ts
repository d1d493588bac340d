import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { newToken } from '../../access/token.js';
import { STAFF } from '../../kernel/roles.js';
import { IssueOwnToken, RevokeOwnToken } from '../../people/person.commands.js';
import { person } from '../../people/person.js';
import { Caller, Desk, standingOf } from '../command-dispatcher.js';
import { Permit, type KnownRequest } from '../http/auth.guard.js';
import { NewTokenAnswer, TokenAnswer } from '../parts.views.js';
import { TokensView } from './people.views.js';
import { Questions } from '../query-dispatcher.js';
import { Staff } from './people-queries.js';

/** By what programs act as oneself. */
@ApiTags('people')
@Controller('me/tokens')
export class OwnTokensController {
  constructor(
    private readonly desk: Desk,
    private readonly questions: Questions,
    private readonly staff: Staff,
  ) {}

  /** One's own tokens that have not been revoked. */
  @Get()
  @Permit(...STAFF)
  all(@Caller() request: KnownRequest): Promise<TokensView> {
    return this.questions.ask(request, this.staff.tokens, { id: standingOf(request).id });
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
  issue(@Caller() request: KnownRequest, @Body() command: IssueOwnToken): Promise<NewTokenAnswer> {
    const { secret, digest: part } = newToken();
    const { id } = standingOf(request);
    return this.desk.giveOnce(request, { decider: person, target: { id, part }, command }, 'tokenId', { secret });
  }

  /** Revokes one of one's own tokens, at once. */
  @Post(':tokenId/revocation')
  @HttpCode(200)
  @Permit(...STAFF)
  revoke(
    @Caller() request: KnownRequest,
    @Param('tokenId') part: string,
    @Body() command: RevokeOwnToken,
  ): Promise<TokenAnswer> {
    const { id } = standingOf(request);
    return this.desk.give(request, [{ decider: person, target: { id, part }, command }]);
  }
}
