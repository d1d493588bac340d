import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../../kernel/roles.js';
import { Me } from '../answers.views.js';
import { Caller, standingOf } from '../command-dispatcher.js';
import { Permit, type KnownRequest } from '../http/auth.guard.js';

@ApiTags('people')
@Controller('me')
export class MeController {
  /** Who one is, and what one may do. */
  @Get()
  @Permit(...STAFF)
  me(@Caller() request: KnownRequest): Me {
    const { id, roles, scopes } = standingOf(request);
    return { id, roles: [...roles], scopes: scopes ? [...scopes] : null };
  }
}
