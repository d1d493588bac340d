import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ADMINS, EDITORS } from '../../kernel/roles.js';
import { AbsorbOutlet, MergeOutlet, ReleaseOutlet, SplitOutlet } from '../../outlets/duplicates.commands.js';
import { domainOf } from '../../outlets/domain.js';
import { AddDomain, DescribeOutlet, RemoveDomain, RenameOutlet } from '../../outlets/outlet.commands.js';
import { outlet } from '../../outlets/outlet.js';
import { CommandAnswer } from '../answers.views.js';
import { Caller, Desk } from '../command-dispatcher.js';
import { Permit, type KnownRequest } from '../http/auth.guard.js';

/** What an outlet is called and known by, and which outlets are one. */
@ApiTags('outlets')
@Controller('outlets/:id')
export class OutletIdentityController {
  constructor(private readonly desk: Desk) {}

  /** Says anew all that an outlet is called. */
  @Post('names')
  @HttpCode(200)
  @Permit(...EDITORS)
  rename(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: RenameOutlet,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: outlet, target: { id }, command }]);
  }

  /** Describes an outlet anew: what is not given is unknown from now on. */
  @Post('description')
  @HttpCode(200)
  @Permit(...EDITORS)
  describe(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: DescribeOutlet,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: outlet, target: { id }, command }]);
  }

  /** Adds a domain to those an outlet is known by, or gives other days to one of them. */
  @Post('domains')
  @HttpCode(200)
  @Permit(...EDITORS)
  addDomain(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: AddDomain,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: outlet, target: { id }, command }]);
  }

  /** Takes a domain from those an outlet is known by. */
  @Post('domains/:domain/removal')
  @HttpCode(200)
  @Permit(...EDITORS)
  removeDomain(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Param('domain') domain: string,
    @Body() command: RemoveDomain,
  ): Promise<CommandAnswer> {
    // What is no domain is none of the outlet's either.
    const part = domainOf(domain) ?? domain;
    return this.desk.give(request, [{ decider: outlet, target: { id, part }, command }]);
  }

  /** Says that this outlet is another one of this ledger, which goes on in its place. */
  @Post('merge')
  @HttpCode(200)
  @Permit(...ADMINS)
  merge(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: MergeOutlet,
  ): Promise<CommandAnswer> {
    const absorb = Object.assign(new AbsorbOutlet(), { outletId: id });
    return this.desk.give(request, [
      { decider: outlet, target: { id }, command },
      { decider: outlet, target: { id: command.intoId }, command: absorb },
    ]);
  }

  /** Undoes a merge: this outlet goes on by itself. */
  @Post('split')
  @HttpCode(200)
  @Permit(...ADMINS)
  split(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: SplitOutlet,
  ): Promise<CommandAnswer> {
    const release = Object.assign(new ReleaseOutlet(), { outletId: id });
    return this.desk.give(request, [
      { decider: outlet, target: { id }, command },
      { decider: outlet, target: { id: command.fromId }, command: release },
    ]);
  }
}
