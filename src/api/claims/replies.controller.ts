import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { RecordReply, RequestReply } from '../../claims/replies/replies.commands.js';
import { EDITORS } from '../../kernel/roles.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { ReplyAnswer, RequestAnswer } from '../parts.views.js';

/** What claimants and outlets were asked, and what they said. */
@ApiTags('replies')
@Controller('claims/:id')
export class RepliesController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Records that the claimant, or an outlet that carries the claim, was asked for a reply. */
  @Post('reply-requests')
  @HttpCode(200)
  @Permit(...EDITORS)
  ask(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RequestReply,
  ): Promise<RequestAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Records a reply, asked for or not. */
  @Post('replies')
  @HttpCode(200)
  @Permit(...EDITORS)
  record(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RecordReply,
  ): Promise<ReplyAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }
}
