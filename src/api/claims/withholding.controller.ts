import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import {
  ConfirmWithholding,
  LiftWithholding,
  WithholdPublication,
} from '../../claims/withholding/withholding.commands.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';

/** How a published claim is kept from the public by order, and given back to it. */
@ApiTags('withholding')
@Controller('claims/:id/withholding')
export class WithholdingController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Keeps a published claim from the public, by order: at once, and unconfirmed until another person has looked at it. */
  @Post()
  @HttpCode(200)
  @Permit('admin', 'reviewer')
  withhold(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: WithholdPublication,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Confirms that another person was right to withhold the claim. */
  @Post('confirmation')
  @HttpCode(200)
  @Permit('admin', 'reviewer')
  confirm(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: ConfirmWithholding,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Gives the claim back to the public. */
  @Post('lift')
  @HttpCode(200)
  @Permit('admin', 'reviewer')
  lift(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: LiftWithholding,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }
}
