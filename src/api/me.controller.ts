import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { STAFF } from '../kernel/roles.js';
import { Me } from './answers.views.js';
import { Caller, standingOf } from './desk.js';
import { Permit, type KnownRequest } from './gate.js';

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
