import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import {
  ChangeOutsideReview,
  RecordOutsideReview,
  WithdrawOutsideReview,
} from '../../claims/outside-reviews/outside-reviews.commands.js';
import { EDITORS } from '../../kernel/roles.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { OutsideReviewAnswer } from '../parts.views.js';

/** What other fact-checkers found of the same claim. */
@ApiTags('outside reviews')
@Controller('claims/:id/outside-reviews')
export class ClaimOutsideReviewsController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Records what another fact-checker found of the same claim. */
  @Post()
  @HttpCode(200)
  @Permit(...EDITORS)
  record(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RecordOutsideReview,
  ): Promise<OutsideReviewAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Says what an outside review is now, whole. */
  @Post(':outsideReviewId/change')
  @HttpCode(200)
  @Permit(...EDITORS)
  change(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('outsideReviewId') part: string,
    @Body() command: ChangeOutsideReview,
  ): Promise<OutsideReviewAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Takes an outside review back. */
  @Post(':outsideReviewId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('outsideReviewId') part: string,
    @Body() command: WithdrawOutsideReview,
  ): Promise<OutsideReviewAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
