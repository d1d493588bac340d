import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { claim } from '../../claims/claim.decider.js';
import { EDITORS, STAFF } from '../../kernel/roles.js';
import { newId } from '../../ledger/identifiers.js';
import type { Step } from '../../ledger/session.js';
import { work as workView, workByAddress } from '../../projections/outlets/work.js';
import { WorkListView, WorkView } from '../../projections/outlets/work.views.js';
import { addressKey } from '../../works/address.js';
import { CorrectWork, RecordWork } from '../../works/work.commands.js';
import { work } from '../../works/work.js';
import { CommandAnswer, WorkAnswer } from '../answers.views.js';
import { appearanceIn, RecordWorkWithClaims, type ClaimEntry } from '../composed.commands.js';
import { Caller, Desk } from '../command-dispatcher.js';
import { Permit, type KnownRequest } from '../http/auth.guard.js';
import { AsOf, WorksQuery } from '../queries.js';
import { Questions } from '../query-dispatcher.js';

/** Pages, posts and broadcasts in which claims appear. */
@ApiTags('works')
@Controller('works')
export class WorksController {
  constructor(
    private readonly desk: Desk,
    private readonly questions: Questions,
  ) {}

  /** Records a work and, where they are given, the claims in it: all of it or nothing. */
  @Post()
  @Permit(...EDITORS)
  @RouteConfig({ created: 'works' })
  record(@Caller() request: KnownRequest, @Body() body: RecordWorkWithClaims): Promise<WorkAnswer> {
    const workId = newId();
    const { claims = [], ...fields } = body;
    const command = Object.assign(new RecordWork(), fields);
    const recorded = { decider: work, target: { id: workId }, command, fresh: true };
    const entered = claims.map((entry) => enter(workId, entry));
    const names = [{}, ...entered.flatMap(({ steps, claimId }) => steps.map(() => ({ claimId })))];
    return this.desk.give(request, [recorded, ...entered.flatMap(({ steps }) => steps)], {
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
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: CorrectWork,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: work, target: { id }, command }]);
  }

  /** The work that is known under an address: a list of one or none. */
  @Get()
  @Permit(...STAFF)
  at(@Caller() request: KnownRequest, @Query() query: WorksQuery): Promise<WorkListView> {
    return this.questions.ask(request, workByAddress, { key: addressKey(query.url) }, query);
  }

  /** One work. */
  @Get(':id')
  @Permit(...STAFF)
  one(@Caller() request: KnownRequest, @Param('id') id: string, @Query() query: AsOf): Promise<WorkView> {
    return this.questions.ask(request, workView, { id }, query);
  }
}

/** A known claim appears in the work, or a new one is submitted and does. */
function enter(workId: string, entry: ClaimEntry): { readonly claimId: string; readonly steps: readonly Step[] } {
  const claimId = entry.claimId ?? newId();
  const target = { id: claimId };
  const appears = { decider: claim, target, command: appearanceIn(workId, entry) };
  if (!entry.claim) return { claimId, steps: [appears] };
  return { claimId, steps: [{ decider: claim, target, command: entry.claim, fresh: true }, appears] };
}
