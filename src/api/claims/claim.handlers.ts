import { Body, Controller, Param } from '@nestjs/common';
import { claimDecider } from '../../claims/claim.decider.js';
import { RequestCorrection } from '../../claims/correction-requests/correction-requests.commands.js';
import { newId } from '../../ledger/identifiers.js';
import { Ledger } from '../../ledger/ledger.js';
import { workDecider } from '../../works/work.decider.js';
import type { AppearanceAnswer } from '../answers.views.js';
import { Handles } from '../command-controller.js';
import { appearanceIn, RecordAppearanceInWork } from '../composed.commands.js';
import { CurrentRequest, CommandDispatcher } from '../command-dispatcher.js';
import type { AuthenticatedRequest } from '../http/auth.guard.js';
import type { CorrectionRequestAnswer } from '../parts.views.js';
import { CorrectionRequestIntake } from './correction-request-intake.js';
import { correctionRequests } from './claims.routes.js';
import { namesInChain } from '../origin-names.js';
import { appearances } from './evidence.routes.js';

/** What is done to a claim by more than the command in the body. */
@Controller()
export class ClaimHandlers {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly ledger: Ledger,
    private readonly intake: CorrectionRequestIntake,
  ) {}

  @Handles(appearances.record)
  async recordAppearance(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() body: RecordAppearanceInWork,
  ): Promise<AppearanceAnswer> {
    const workId = body.workId ?? newId();
    const appearance = { decider: claimDecider, target: { id }, command: appearanceIn(workId, body) };
    const names = namesInChain(body.upstream);
    if (!body.work) {
      return this.commands.dispatch(request, [appearance], { names, parts: ([ids]) => ({ ...ids, workId }) });
    }
    const recorded = { decider: workDecider, target: { id: workId }, command: body.work, fresh: true };
    const answer = await this.commands.dispatch<AppearanceAnswer>(request, [recorded, appearance], {
      matched: 1,
      names,
      parts: ([, ids]) => ({ ...ids, id, workId }),
    });
    // The answer's revision is that of the first step, the work; the last event of the append is the claim's.
    const [last] = await this.ledger.read.at([answer.position]);
    return { ...answer, revision: last?.revision ?? answer.revision };
  }

  @Handles(correctionRequests.file)
  requestCorrection(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RequestCorrection,
  ): Promise<CorrectionRequestAnswer> {
    return this.intake.file(request, id, command);
  }
}
