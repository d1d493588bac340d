import { Injectable } from '@nestjs/common';
import { AddressLimits } from '../../access/limits.js';
import { claimDecider } from '../../claims/claim.decider.js';
import type { RequestCorrection } from '../../claims/correction-requests/correction-requests.commands.js';
import { actorOrPublic, CommandDispatcher } from '../command-dispatcher.js';
import type { AuthenticatedRequest } from '../http/auth.guard.js';
import type { CorrectionRequestAnswer } from '../parts.views.js';
import { newReceipt } from './receipt.js';

/** Takes requests for corrections in, from whoever sends one. */
@Injectable()
export class CorrectionRequestIntake {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly limits: AddressLimits,
  ) {}

  /**
   * Files a request, and gives its receipt, once.
   *
   * @throws TooManyRequests for the sixth of a stranger's address in an hour, and all that `CommandDispatcher` throws
   */
  async file(request: AuthenticatedRequest, id: string, command: RequestCorrection): Promise<CorrectionRequestAnswer> {
    const { receipt, digest: part } = newReceipt();
    if (!request.actor) await this.limits.correctionRequest(request.ip);
    const step = { decider: claimDecider, target: { id, part }, command };
    return this.commands.dispatchWithSecret(request, step, 'requestId', { receipt }, { actor: actorOrPublic(request) });
  }
}
