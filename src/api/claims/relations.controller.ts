import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { claimDecider } from '../../claims/claim.decider.js';
import { AbsorbClaim, MergeClaim, ReleaseClaim, SplitClaim } from '../../claims/duplicates/duplicates.commands.js';
import { RelateClaim, UnrelateClaim } from '../../claims/relations/relations.commands.js';
import { EDITORS } from '../../kernel/roles.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { RelationAnswer } from '../parts.views.js';

/** What a claim is to other claims. */
@ApiTags('claims')
@Controller('claims/:id')
export class RelationsController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Says what this claim is to another one. */
  @Post('relations')
  @HttpCode(200)
  @Permit(...EDITORS)
  relate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RelateClaim,
  ): Promise<RelationAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id }, command }]);
  }

  /** Takes back a relation of this claim. */
  @Post('relations/:relationId/withdrawal')
  @HttpCode(200)
  @Permit(...EDITORS)
  unrelate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('relationId') part: string,
    @Body() command: UnrelateClaim,
  ): Promise<RelationAnswer> {
    return this.commands.dispatch(request, [{ decider: claimDecider, target: { id, part }, command }]);
  }

  /** Marks this claim as a duplicate of another one, which goes on in its place. */
  @Post('merge')
  @HttpCode(200)
  @Permit(...EDITORS)
  merge(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: MergeClaim,
  ): Promise<CommandAnswer> {
    const absorb = Object.assign(new AbsorbClaim(), { claimId: id });
    return this.commands.dispatch(request, [
      { decider: claimDecider, target: { id }, command },
      { decider: claimDecider, target: { id: command.intoId }, command: absorb },
    ]);
  }

  /** Undoes a merge: this claim goes on by itself. */
  @Post('split')
  @HttpCode(200)
  @Permit(...EDITORS)
  split(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: SplitClaim,
  ): Promise<CommandAnswer> {
    const release = Object.assign(new ReleaseClaim(), { claimId: id });
    return this.commands.dispatch(request, [
      { decider: claimDecider, target: { id }, command },
      { decider: claimDecider, target: { id: command.fromId }, command: release },
    ]);
  }
}
