import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claim } from '../../claims/claim.decider.js';
import { DeclineClaim, ReopenClaim, WithdrawClaim } from '../../claims/closing/closing.commands.js';
import { EDITORS, REVIEWERS } from '../../kernel/roles.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, Desk } from '../command-dispatcher.js';
import { Permit, type KnownRequest } from '../http/auth.guard.js';

/** How work on a claim ends without a verdict, and begins again. */
@ApiTags('claims')
@Controller('claims/:id')
export class ClosingController {
  constructor(private readonly desk: Desk) {}

  /** Declines a claim that has never been rated in public: it will not be checked. */
  @Post('decline')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  decline(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: DeclineClaim,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: claim, target: { id }, command }]);
  }

  /** Withdraws a claim that has never been rated in public: it should not have been submitted. */
  @Post('withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: WithdrawClaim,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: claim, target: { id }, command }]);
  }

  /** Takes up a withdrawn claim again; a declined one needs a reviewer. */
  @Post('reopening')
  @HttpCode(200)
  @Permit(...EDITORS)
  reopen(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: ReopenClaim,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: claim, target: { id }, command }]);
  }
}
