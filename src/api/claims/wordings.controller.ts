import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { CorrectClaimant, RewordClaim, TagClaim, TranslateClaim } from '../../claims/wording/wording.commands.js';
import { EDITORS } from '../../kernel/roles.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { WordingAnswer, WordingTranslationAnswer } from '../parts.views.js';

/** What a claim says, who asserts it, and what it is about. */
@ApiTags('claims')
@Controller('claims/:id')
export class WordingsController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Gives a claim that is not published another wording, whole. */
  @Post('wording')
  @HttpCode(200)
  @Permit(...EDITORS)
  reword(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RewordClaim,
  ): Promise<WordingAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Puts a wording of the claim into another language. */
  @Post('translations')
  @HttpCode(200)
  @Permit(...EDITORS)
  translate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: TranslateClaim,
  ): Promise<WordingTranslationAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Says anew who asserts a claim that is not published, and when it was claimed. */
  @Post('claimant')
  @HttpCode(200)
  @Permit(...EDITORS)
  correctClaimant(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: CorrectClaimant,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Gives a claim its topics, all of them. */
  @Post('topics')
  @HttpCode(200)
  @Permit(...EDITORS)
  tag(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: TagClaim,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }
}
