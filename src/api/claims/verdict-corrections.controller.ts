import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { CorrectVerdict, ProposeCorrection, TranslateVerdict } from '../../claims/verdicts/corrections.commands.js';
import { REVIEWERS } from '../../kernel/roles.js';
import { VerdictAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';

/** How a published verdict is mended, and told in other languages. */
@ApiTags('verdicts')
@Controller('claims/:id/verdicts/:verdictId')
export class VerdictCorrectionsController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Proposes the verdict that is to take the place of a published one, because of an error of ours. */
  @Post('correction')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  propose(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: ProposeCorrection,
  ): Promise<VerdictAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Mends the texts of a published verdict without touching what it says. */
  @Post('minor-correction')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  mend(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: CorrectVerdict,
  ): Promise<VerdictAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Gives a published verdict's texts in another language. */
  @Post('translations')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  translate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: TranslateVerdict,
  ): Promise<VerdictAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
