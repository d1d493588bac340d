import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EDITORS } from '../../kernel/roles.js';
import { outlet } from '../../outlets/outlet.js';
import { RecordOutletReply, WithdrawOutletReply } from '../../outlets/replies.commands.js';
import { Caller, Desk } from '../command-dispatcher.js';
import { Permit, type KnownRequest } from '../http/auth.guard.js';
import { ReplyAnswer } from '../parts.views.js';

/** What outlets say of their records. */
@ApiTags('outlets')
@Controller('outlets/:id/replies')
export class OutletRepliesController {
  constructor(private readonly desk: Desk) {}

  /** Records what an outlet says of its record. */
  @Post()
  @HttpCode(200)
  @Permit(...EDITORS)
  record(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: RecordOutletReply,
  ): Promise<ReplyAnswer> {
    return this.desk.give(request, [{ decider: outlet, target: { id }, command }]);
  }

  /** Withdraws an outlet's reply. */
  @Post(':replyId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Param('replyId') part: string,
    @Body() command: WithdrawOutletReply,
  ): Promise<ReplyAnswer> {
    return this.desk.give(request, [{ decider: outlet, target: { id, part }, command }]);
  }
}
