import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ADMINS, EDITORS } from '../../kernel/roles.js';
import { AbsorbOutlet, MergeOutlet, ReleaseOutlet, SplitOutlet } from '../../outlets/duplicates.commands.js';
import { domainOf } from '../../outlets/domain.js';
import { AddDomain, DescribeOutlet, RemoveDomain, RenameOutlet } from '../../outlets/outlet.commands.js';
import { outletDecider } from '../../outlets/outlet.decider.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';

/** What an outlet is called and known by, and which outlets are one. */
@ApiTags('outlets')
@Controller('outlets/:id')
export class OutletIdentityController {
  constructor(private readonly commands: CommandDispatcher) {}

  /** Says anew all that an outlet is called. */
  @Post('names')
  @HttpCode(200)
  @Permit(...EDITORS)
  rename(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: RenameOutlet,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: outletDecider, target: { id }, command }]);
  }

  /** Describes an outlet anew: what is not given is unknown from now on. */
  @Post('description')
  @HttpCode(200)
  @Permit(...EDITORS)
  describe(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: DescribeOutlet,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: outletDecider, target: { id }, command }]);
  }

  /** Adds a domain to those an outlet is known by, or gives other days to one of them. */
  @Post('domains')
  @HttpCode(200)
  @Permit(...EDITORS)
  addDomain(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: AddDomain,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: outletDecider, target: { id }, command }]);
  }

  /** Takes a domain from those an outlet is known by. */
  @Post('domains/:domain/removal')
  @HttpCode(200)
  @Permit(...EDITORS)
  removeDomain(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('domain') domain: string,
    @Body() command: RemoveDomain,
  ): Promise<CommandAnswer> {
    // What is no domain is none of the outlet's either.
    const part = domainOf(domain) ?? domain;
    return this.commands.dispatch(request, [{ decider: outletDecider, target: { id, part }, command }]);
  }

  /** Says that this outlet is another one of this ledger, which goes on in its place. */
  @Post('merge')
  @HttpCode(200)
  @Permit(...ADMINS)
  merge(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: MergeOutlet,
  ): Promise<CommandAnswer> {
    const absorb = Object.assign(new AbsorbOutlet(), { outletId: id });
    return this.commands.dispatch(request, [
      { decider: outletDecider, target: { id }, command },
      { decider: outletDecider, target: { id: command.intoId }, command: absorb },
    ]);
  }

  /** Undoes a merge: this outlet goes on by itself. */
  @Post('split')
  @HttpCode(200)
  @Permit(...ADMINS)
  split(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: SplitOutlet,
  ): Promise<CommandAnswer> {
    const release = Object.assign(new ReleaseOutlet(), { outletId: id });
    return this.commands.dispatch(request, [
      { decider: outletDecider, target: { id }, command },
      { decider: outletDecider, target: { id: command.fromId }, command: release },
    ]);
  }
}
