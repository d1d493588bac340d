import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EDITORS } from '../../kernel/roles.js';
import {
  ObserveCorrection,
  SeeNoCorrection,
  WithdrawObservedCorrection,
} from '../../works/outlet-corrections.commands.js';
import { KeepSnapshot } from '../../works/snapshots.commands.js';
import { workDecider } from '../../works/work.decider.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { ObservedCorrectionAnswer, SnapshotAnswer } from '../parts.views.js';

/** What this desk kept of a work, and what it saw its outlet do to it afterwards. */
@ApiTags('works')
@Controller('works/:id')
export class WorkObservationsController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Records that a copy of the work is kept. */
  @Post('snapshots')
  @HttpCode(200)
  @Permit(...EDITORS)
  keep(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: KeepSnapshot,
  ): Promise<SnapshotAnswer> {
    return this.commands.dispatch(request, [{ decider: workDecider, target: { id }, command }]);
  }

  /** Records what the outlet did to the work after it had published it. */
  @Post('corrections')
  @HttpCode(200)
  @Permit(...EDITORS)
  observe(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: ObserveCorrection,
  ): Promise<ObservedCorrectionAnswer> {
    return this.commands.dispatch(request, [{ decider: workDecider, target: { id }, command }]);
  }

  /** Withdraws what was observed. */
  @Post('corrections/:correctionId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('correctionId') part: string,
    @Body() command: WithdrawObservedCorrection,
  ): Promise<ObservedCorrectionAnswer> {
    return this.commands.dispatch(request, [{ decider: workDecider, target: { id, part }, command }]);
  }

  /** Records that somebody looked whether the outlet has corrected the work, and saw nothing. */
  @Post('looks')
  @HttpCode(200)
  @Permit(...EDITORS)
  look(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: SeeNoCorrection,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: workDecider, target: { id }, command }]);
  }
}
