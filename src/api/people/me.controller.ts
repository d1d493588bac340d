import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { Me } from '../answers.views.js';
import { CurrentRequest, actorOf } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';

@ApiTags('people')
@Controller('me')
export class MeController {
  /** Who one is, and what one may do. */
  @Get()
  @Permit(...STAFF)
  me(@CurrentRequest() request: AuthenticatedRequest): Me {
    const { id, roles, scopes } = actorOf(request);
    return { id, roles: [...roles], scopes: scopes ? [...scopes] : null };
  }
}
