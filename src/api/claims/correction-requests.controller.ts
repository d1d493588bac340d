import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AddressLimits } from '../../access/limits.js';
import { claimDecider } from '../../claims/claim.decider.js';
import {
  AnswerCorrectionRequest,
  RequestCorrection,
} from '../../claims/correction-requests/correction-requests.commands.js';
import { EDITORS } from '../../kernel/roles.js';
import { actorOrPublic, Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Anyone, Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { CorrectionRequestAnswer, RequestAnswer } from '../parts.views.js';
import { newReceipt } from './receipt.js';

/** How anybody says that there is an error, and is answered. */
@ApiTags('correction requests')
@Controller('claims/:id/correction-requests')
export class CorrectionRequestsController {
  constructor(
    private readonly commands: CommandDispatcher,
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
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RequestCorrection,
  ): Promise<CorrectionRequestAnswer> {
    const { receipt, digest: part } = newReceipt();
    if (!request.actor) await this.limits.correctionRequest(request.ip);
    const step = { decider: claimDecider, target: { id, part }, command };
    return this.commands.dispatchWithSecret(request, step, 'requestId', { receipt }, { actor: actorOrPublic(request) });
  }

  /** Answers a correction request. */
  @Post(':requestId/answer')
  @HttpCode(200)
  @Permit(...EDITORS)
  answer(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('requestId') part: string,
    @Body() command: AnswerCorrectionRequest,
  ): Promise<RequestAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
