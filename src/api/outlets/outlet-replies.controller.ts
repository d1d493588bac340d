import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EDITORS } from '../../kernel/roles.js';
import { outletDecider } from '../../outlets/outlet.decider.js';
import { RecordOutletReply, WithdrawOutletReply } from '../../outlets/replies.commands.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { ReplyAnswer } from '../parts.views.js';

/** What outlets say of their records. */
@ApiTags('outlets')
@Controller('outlets/:id/replies')
export class OutletRepliesController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Records what an outlet says of its record. */
  @Post()
  @HttpCode(200)
  @Permit(...EDITORS)
  record(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RecordOutletReply,
  ): Promise<ReplyAnswer> {
    return this.commands.dispatch(request, [{ decider: outletDecider, target: { id }, command }]);
  }

  /** Withdraws an outlet's reply. */
  @Post(':replyId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('replyId') part: string,
    @Body() command: WithdrawOutletReply,
  ): Promise<ReplyAnswer> {
    return this.commands.dispatch(request, [{ decider: outletDecider, target: { id, part }, command }]);
  }
}
