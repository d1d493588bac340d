import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConfirmErasure, ProposeErasure, WithdrawErasure } from '../../ledger/ledger.commands.js';
import { ledgerStream } from '../../ledger/ledger-stream.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { ErasureAnswer } from '../parts.views.js';

/** How the words of an event are erased: two admins, and for good. */
@ApiTags('erasure')
@Controller('events/:position/erasure')
export class ErasureController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Proposes to erase the words of an event, for another admin to confirm. */
  @Post()
  @HttpCode(200)
  @Permit('admin')
  propose(
    @Caller() request: AuthenticatedRequest,
    @Param('position') part: string,
    @Body() command: ProposeErasure,
  ): Promise<ErasureAnswer> {
    return this.#give(request, part, command);
  }

  /** Carries out another admin's proposal: at once and for good. */
  @Post('confirmation')
  @HttpCode(200)
  @Permit('admin')
  confirm(
    @Caller() request: AuthenticatedRequest,
    @Param('position') part: string,
    @Body() command: ConfirmErasure,
  ): Promise<ErasureAnswer> {
    return this.#give(request, part, command);
  }

  /** Takes back, or turns down, the open proposal. */
  @Post('withdrawal')
  @HttpCode(200)
  @Permit('admin')
  withdraw(
    @Caller() request: AuthenticatedRequest,
    @Param('position') part: string,
    @Body() command: WithdrawErasure,
  ): Promise<ErasureAnswer> {
    return this.#give(request, part, command);
  }

  async #give(request: AuthenticatedRequest, part: string, command: object): Promise<ErasureAnswer> {
    const step = { decider: ledgerStream, target: { id: '', part }, command };
    // The ledger's own stream has no identifier to show.
    const { id: _, ...answer } = await this.commands.dispatch<ErasureAnswer & { readonly id: string }>(request, [step]);
    return answer;
  }
}
