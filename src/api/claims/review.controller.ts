import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { AddNote, AssignReview, RecordSecondRating, ReleaseReview } from '../../claims/review/review.commands.js';
import { EDITORS, REVIEWERS } from '../../kernel/roles.js';
import { CommandAnswer, VerdictAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { NoteAnswer } from '../parts.views.js';

/** Who works on a claim, and what they tell each other. Readers see none of it. */
@ApiTags('review')
@Controller('claims/:id')
export class ReviewController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Adds a note for colleagues. */
  @Post('notes')
  @HttpCode(200)
  @Permit(...EDITORS)
  note(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: AddNote,
  ): Promise<NoteAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Gives a claim to a reviewer, oneself unless said. */
  @Post('reviewers')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  assign(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: AssignReview,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Takes a claim from a reviewer. */
  @Post('reviewers/:personId/release')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  release(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('personId') part: string,
    @Body() command: ReleaseReview,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Rates what an open proposal rates: it decides nothing, and shows how far reviewers agree. */
  @Post('verdicts/:verdictId/second-ratings')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  rate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: RecordSecondRating,
  ): Promise<VerdictAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
