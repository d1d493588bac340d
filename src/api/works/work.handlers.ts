import { Body, Controller } from '@nestjs/common';
import { claimDecider } from '../../claims/claim.decider.js';
import { newId } from '../../ledger/identifiers.js';
import type { StreamCommand } from '../../ledger/unit-of-work.js';
import { RecordWork } from '../../works/work.commands.js';
import { workDecider } from '../../works/work.decider.js';
import type { WorkAnswer } from '../answers.views.js';
import { Handles } from '../command-controller.js';
import { appearanceIn, RecordWorkWithClaims, type ClaimEntry } from '../composed.commands.js';
import { CurrentRequest, CommandDispatcher } from '../command-dispatcher.js';
import type { AuthenticatedRequest } from '../http/auth.guard.js';
import { works } from './works.routes.js';

/** A work that is recorded with what stands in it. */
@Controller()
export class WorkHandlers {
  constructor(private readonly commands: CommandDispatcher) {}

  @Handles(works.record)
  record(@CurrentRequest() request: AuthenticatedRequest, @Body() body: RecordWorkWithClaims): Promise<WorkAnswer> {
    const workId = newId();
    const { claims = [], ...fields } = body;
    const command = Object.assign(new RecordWork(), fields);
    const recorded = { decider: workDecider, target: { id: workId }, command, fresh: true };
    const entered = claims.map((entry) => enter(workId, entry));
    const names = [{}, ...entered.flatMap(({ steps, claimId }) => steps.map(() => ({ claimId })))];
    return this.commands.dispatch(request, [recorded, ...entered.flatMap(({ steps }) => steps)], {
      parts: (ids) => ({
        appearances: ids.flatMap((made, i) =>
          made.appearanceId ? [{ ...names[i], appearanceId: made.appearanceId }] : [],
        ),
      }),
    });
  }
}

/** A known claim appears in the work, or a new one is submitted and does. */
function enter(
  workId: string,
  entry: ClaimEntry,
): { readonly claimId: string; readonly steps: readonly StreamCommand[] } {
  const claimId = entry.claimId ?? newId();
  const target = { id: claimId };
  const appears = { decider: claimDecider, target, command: appearanceIn(workId, entry) };
  if (!entry.claim) return { claimId, steps: [appears] };
  return { claimId, steps: [{ decider: claimDecider, target, command: entry.claim, fresh: true }, appears] };
}
