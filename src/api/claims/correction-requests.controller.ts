import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AddressLimits } from '../../access/limits.js';
import { claim } from '../../claims/claim.decider.js';
import {
  AnswerCorrectionRequest,
  RequestCorrection,
} from '../../claims/correction-requests/correction-requests.commands.js';
import { EDITORS } from '../../kernel/roles.js';
import { anybody, Caller, Desk } from '../command-dispatcher.js';
import { Anyone, Permit, type KnownRequest } from '../http/auth.guard.js';
import { CorrectionRequestAnswer, RequestAnswer } from '../parts.views.js';
import { newReceipt } from './receipt.js';

/** How anybody says that there is an error, and is answered. */
@ApiTags('correction requests')
@Controller('claims/:id/correction-requests')
export class CorrectionRequestsController {
  constructor(
    private readonly desk: Desk,
    private readonly limits: AddressLimits,
  ) {}

  /**
   * Says that a published claim has an error.
   *
   * @remarks
   * Without a token five an hour from one address. The receipt is shown now or never: who holds it can read what came
   * of the request. A repeat under the same `Idempotency-Key` is answered without it.
   */
  @Post()
  @HttpCode(200)
  @Anyone()
  async file(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: RequestCorrection,
  ): Promise<CorrectionRequestAnswer> {
    const { receipt, digest: part } = newReceipt();
    if (!request.standing) await this.limits.correctionRequest(request.ip);
    const step = { decider: claim, target: { id, part }, command };
    return this.desk.giveOnce(request, step, 'requestId', { receipt }, { actor: anybody(request) });
  }

  /** Answers a correction request. */
  @Post(':requestId/answer')
  @HttpCode(200)
  @Permit(...EDITORS)
  answer(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Param('requestId') part: string,
    @Body() command: AnswerCorrectionRequest,
  ): Promise<RequestAnswer> {
    return this.desk.give(request, [{ decider: claim, target: { id, part }, command }]);
  }
}
