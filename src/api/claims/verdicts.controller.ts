import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { ConfirmRetraction, OverturnRetraction, RetractVerdict } from '../../claims/verdicts/retraction.commands.js';
import {
  ProposeVerdict,
  PublishVerdict,
  SendBackVerdict,
  SupersedeVerdict,
  WithdrawProposal,
} from '../../claims/verdicts/verdicts.commands.js';
import { REVIEWERS } from '../../kernel/roles.js';
import { verdictPage } from '../../projections/claims/claim-page.js';
import { ClaimVerdictView } from '../../projections/claims/verdict.views.js';
import { VerdictAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Anyone, Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { AsOf } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** Every way of a verdict, from its proposal on. */
@ApiTags('verdicts')
@Controller('claims/:id/verdicts')
export class VerdictsController {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly queries: QueryDispatcher,
  ) {}

  /** One verdict, whatever became of it: its address holds for ever. */
  @Get(':verdictId')
  @Anyone()
  one(
    @Caller() request: AuthenticatedRequest,
    @Param('id') claimId: string,
    @Param('verdictId') verdictId: string,
    @Query() query: AsOf,
  ): Promise<ClaimVerdictView> {
    return this.queries.ask(request, verdictPage, { claimId, verdictId }, query);
  }

  /** Proposes a verdict, for another person to publish. */
  @Post()
  @HttpCode(200)
  @Permit(...REVIEWERS)
  propose(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: ProposeVerdict,
  ): Promise<VerdictAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Publishes a proposal; a verdict that it follows is superseded. */
  @Post(':verdictId/publication')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  publish(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: PublishVerdict,
  ): Promise<VerdictAnswer> {
    return this.#give(request, id, part, command);
  }

  /** Takes back one's own proposal. */
  @Post(':verdictId/withdrawal')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: WithdrawProposal,
  ): Promise<VerdictAnswer> {
    return this.#give(request, id, part, command);
  }

  /** Sends another person's proposal back. */
  @Post(':verdictId/return')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  sendBack(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: SendBackVerdict,
  ): Promise<VerdictAnswer> {
    return this.#give(request, id, part, command);
  }

  /** Proposes the verdict that is to follow a published one, because of new facts. */
  @Post(':verdictId/supersession')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  supersede(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: SupersedeVerdict,
  ): Promise<VerdictAnswer> {
    return this.#give(request, id, part, command);
  }

  /** Retracts a published verdict: at once, and unconfirmed until another person has looked at it. */
  @Post(':verdictId/retraction')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  retract(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: RetractVerdict,
  ): Promise<VerdictAnswer> {
    return this.#give(request, id, part, command);
  }

  /** Confirms another person's retraction. */
  @Post(':verdictId/retraction/confirmation')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  confirm(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: ConfirmRetraction,
  ): Promise<VerdictAnswer> {
    return this.#give(request, id, part, command);
  }

  /** Overturns another person's retraction: the verdict stands again. */
  @Post(':verdictId/retraction/overturn')
  @HttpCode(200)
  @Permit(...REVIEWERS)
  overturn(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('verdictId') part: string,
    @Body() command: OverturnRetraction,
  ): Promise<VerdictAnswer> {
    return this.#give(request, id, part, command);
  }

  #give(request: AuthenticatedRequest, id: string, part: string, command: object): Promise<VerdictAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }
}
