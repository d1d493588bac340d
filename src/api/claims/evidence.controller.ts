import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { AttachEvidence, CorrectEvidence, WithdrawEvidence } from '../../claims/evidence/evidence.commands.js';
import { EDITORS } from '../../kernel/roles.js';
import { EvidenceAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';

/** What verdicts rest on. */
@ApiTags('evidence')
@Controller('claims/:id/evidence')
export class EvidenceController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Attaches an item of evidence to a claim. */
  @Post()
  @HttpCode(200)
  @Permit(...EDITORS)
  attach(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: AttachEvidence,
  ): Promise<EvidenceAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Says anew all that an item of evidence is: open proposals that rest on it have to be made anew. */
  @Post(':evidenceId/correction')
  @HttpCode(200)
  @Permit(...EDITORS)
  correct(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('evidenceId') part: string,
    @Body() command: CorrectEvidence,
  ): Promise<EvidenceAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Withdraws an item of evidence; a published verdict that rests on it stands. */
  @Post(':evidenceId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('evidenceId') part: string,
    @Body() command: WithdrawEvidence,
  ): Promise<EvidenceAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
