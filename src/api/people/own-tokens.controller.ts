import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { CurrentRequest, actorOf } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { TokensView } from './people.views.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { PeopleQueries } from './people-queries.js';

/** By what programs act as oneself. */
@ApiTags('people')
@Controller('me/tokens')
export class OwnTokensController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly staff: PeopleQueries,
  ) {}

  /** One's own tokens that have not been revoked. */
  @Get()
  @Permit(...STAFF)
  all(@CurrentRequest() request: AuthenticatedRequest): Promise<TokensView> {
    return this.queries.ask(request, this.staff.tokens, { id: actorOf(request).id });
  }
}
