import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonErasure } from '../../access/person-erasure.js';
import { ConfirmPersonErasure, ProposePersonErasure, WithdrawPersonErasure } from '../../people/person.commands.js';
import { personDecider } from '../../people/person.decider.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { PersonErasureAnswer } from '../parts.views.js';

/** How a person is erased: two admins, and for good. */
@ApiTags('people')
@Controller('people/:id/erasure')
export class PersonErasureController {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly erasure: PersonErasure,
  ) {}

  /** Proposes to erase a person, for another admin to confirm; no token is issued for them meanwhile. */
  @Post()
  @HttpCode(200)
  @Permit('admin')
  propose(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: ProposePersonErasure,
  ): Promise<PersonErasureAnswer> {
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
  }

  /**
   * Carries out another admin's proposal: at once and for good.
   *
   * @remarks
   * Name, address, password, sessions and links go, the labels of tokens too; tokens end. What the person did stays on the
   * record under a pseudonym, and every proof holds.
   */
  @Post('confirmation')
  @HttpCode(200)
  @Permit('admin')
  confirm(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() _: ConfirmPersonErasure,
  ): Promise<PersonErasureAnswer> {
    return this.erasure.confirm(id, this.commands.identify(request));
  }

  /** Takes back, or turns down, the open proposal. */
  @Post('withdrawal')
  @HttpCode(200)
  @Permit('admin')
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: WithdrawPersonErasure,
  ): Promise<PersonErasureAnswer> {
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
  }
}
