import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AttributeUpstream,
  CheckAttribution,
  CorrectAppearance,
  WithdrawAppearance,
  WithdrawUpstream,
} from '../../claims/appearances/appearances.commands.js';
import { claimDecider } from '../../claims/claim.decider.js';
import { EDITORS } from '../../kernel/roles.js';
import { newId } from '../../ledger/identifiers.js';
import { Ledger } from '../../ledger/ledger.js';
import { workDecider } from '../../works/work.decider.js';
import { AppearanceAnswer, KnownAppearanceAnswer, UpstreamAnswer } from '../answers.views.js';
import { appearanceIn, RecordAppearanceInWork } from '../composed.commands.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';

/** Where a claim appears, and where each appearance took it from. */
@ApiTags('appearances')
@Controller('claims/:id')
export class AppearancesController {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly ledger: Ledger,
  ) {}

  /** Records that the claim appears in a work: a known one, or a new one that is recorded with it. */
  @Post('appearances')
  @HttpCode(200)
  @Permit(...EDITORS)
  async record(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() body: RecordAppearanceInWork,
  ): Promise<AppearanceAnswer> {
    const workId = body.workId ?? newId();
    const appearance = { decider: claimDecider, target: { id }, command: appearanceIn(workId, body) };
    if (!body.work) return this.commands.dispatch(request, [appearance], { parts: ([ids]) => ({ ...ids, workId }) });
    const recorded = { decider: workDecider, target: { id: workId }, command: body.work, fresh: true };
    const answer = await this.commands.dispatch<AppearanceAnswer>(request, [recorded, appearance], {
      matched: 1,
      parts: ([, ids]) => ({ ...ids, id, workId }),
    });
    // The answer's revision is that of the first step, the work; the last event of the append is the claim's.
    const [last] = await this.ledger.read.at([answer.position]);
    return { ...answer, revision: last?.revision ?? answer.revision };
  }

  /** Says where an appearance, or an upstream, that is recorded already took the claim from. */
  @Post('upstreams')
  @HttpCode(200)
  @Permit(...EDITORS)
  attribute(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: AttributeUpstream,
  ): Promise<UpstreamAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Says anew how the claim appears in a work; where it was taken from stays. */
  @Post('appearances/:appearanceId/correction')
  @HttpCode(200)
  @Permit(...EDITORS)
  correct(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('appearanceId') part: string,
    @Body() command: CorrectAppearance,
  ): Promise<KnownAppearanceAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Withdraws an appearance. */
  @Post('appearances/:appearanceId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('appearanceId') part: string,
    @Body() command: WithdrawAppearance,
  ): Promise<KnownAppearanceAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Says whether a work renders the claimant rightly in an attributed appearance. */
  @Post('appearances/:appearanceId/attribution')
  @HttpCode(200)
  @Permit(...EDITORS)
  check(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('appearanceId') part: string,
    @Body() command: CheckAttribution,
  ): Promise<KnownAppearanceAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Withdraws an upstream, and with it what lies above it in its chain. */
  @Post('upstreams/:upstreamId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  withdrawUpstream(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('upstreamId') part: string,
    @Body() command: WithdrawUpstream,
  ): Promise<UpstreamAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
