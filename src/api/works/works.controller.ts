import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { EDITORS, STAFF } from '../../kernel/roles.js';
import { newId } from '../../ledger/identifiers.js';
import type { StreamCommand } from '../../ledger/unit-of-work.js';
import { workPage as workView, workByAddress } from '../../projections/outlets/work-page.js';
import { WorkListView, WorkView } from '../../projections/outlets/work.views.js';
import { addressKey } from '../../works/address.js';
import { CorrectWork, RecordWork } from '../../works/work.commands.js';
import { workDecider } from '../../works/work.decider.js';
import { CommandAnswer, WorkAnswer } from '../answers.views.js';
import { appearanceIn, RecordWorkWithClaims, type ClaimEntry } from '../composed.commands.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { AsOf, WorksQuery } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** Pages, posts and broadcasts in which claims appear. */
@ApiTags('works')
@Controller('works')
export class WorksController {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly queries: QueryDispatcher,
  ) {}

  /** Records a work and, where they are given, the claims in it: all of it or nothing. */
  @Post()
  @Permit(...EDITORS)
  @RouteConfig({ created: 'works' })
  record(@Caller() request: AuthenticatedRequest, @Body() body: RecordWorkWithClaims): Promise<WorkAnswer> {
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

  /** Says anew all that is known of a work. */
  @Post(':id/correction')
  @HttpCode(200)
  @Permit(...EDITORS)
  correct(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: CorrectWork,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: workDecider, target: { id }, command }]);
  }

  /** The work that is known under an address: a list of one or none. */
  @Get()
  @Permit(...STAFF)
  at(@Caller() request: AuthenticatedRequest, @Query() query: WorksQuery): Promise<WorkListView> {
    return this.queries.ask(request, workByAddress, { key: addressKey(query.url) }, query);
  }

  /** One work. */
  @Get(':id')
  @Permit(...STAFF)
  one(@Caller() request: AuthenticatedRequest, @Param('id') id: string, @Query() query: AsOf): Promise<WorkView> {
    return this.queries.ask(request, workView, { id }, query);
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
