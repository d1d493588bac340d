import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { DeclineClaim, ReopenClaim, WithdrawClaim } from '../../claims/closing/closing.commands.js';
import { EDITORS, REVIEWERS } from '../../kernel/roles.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';

/** How work on a claim ends without a verdict, and begins again. */
@ApiTags('claims')
@Controller('claims/:id')
export class ClosingController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Declines a claim that has never been rated in public: it will not be checked. */
  @Post('decline')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  decline(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: DeclineClaim,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Withdraws a claim that has never been rated in public: it should not have been submitted. */
  @Post('withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: WithdrawClaim,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Takes up a withdrawn claim again; a declined one needs a reviewer. */
  @Post('reopening')
  @HttpCode(200)
  @Permit(...EDITORS)
  reopen(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: ReopenClaim,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }
}
