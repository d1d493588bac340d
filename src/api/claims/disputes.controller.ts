import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { DecideDispute, OpenDispute, WithdrawDispute } from '../../claims/disputes/disputes.commands.js';
import { EDITORS, REVIEWERS } from '../../kernel/roles.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { DisputeAnswer } from '../parts.views.js';

/** Objections to published verdicts. */
@ApiTags('disputes')
@Controller('claims/:id')
export class DisputesController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Opens a dispute about a published verdict, on behalf of whoever objects. */
  @Post('verdicts/:verdictId/disputes')
  @HttpCode(200)
  @Permit(...EDITORS)
  open(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: OpenDispute,
  ): Promise<DisputeAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Decides a dispute. It rates nothing: upheld, it is the ground for a new proposal. */
  @Post('disputes/:disputeId/decision')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  decide(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('disputeId') part: string,
    @Body() command: DecideDispute,
  ): Promise<DisputeAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Takes back an open dispute that one has opened. */
  @Post('disputes/:disputeId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('disputeId') part: string,
    @Body() command: WithdrawDispute,
  ): Promise<DisputeAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
