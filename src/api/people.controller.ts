import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { People } from '../access/people.js';
import { ADMINS, ROLES } from '../kernel/roles.js';
import { DeactivatePerson, GrantRole, ReactivatePerson, RevokeRole } from '../people/person.commands.js';
import { person } from '../people/person.js';
import { CommandAnswer } from './answers.views.js';
import { InviteByName, RemoveRole } from './composed.commands.js';
import { Caller, Desk } from './desk.js';
import { Permit, type KnownRequest } from './gate.js';
import { PeopleView, PersonView } from './people.views.js';
import { notFound } from './problem.js';
import { Staff } from './staff.js';

/** Who works here, and as what. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly desk: Desk,
    private readonly people: People,
    private readonly staff: Staff,
  ) {}

  /** Enters a person with roles. The name lies outside the ledger, so that it can be erased. */
  @Post()
  @Permit(...ADMINS)
  @RouteConfig({ created: 'people' })
  invite(@Caller() request: KnownRequest, @Body() { name, roles = [] }: InviteByName): Promise<CommandAnswer> {
    return this.people.invite(name, roles, this.desk.by(request));
  }

  /** Everybody with a name, and their roles. */
  @Get()
  @Permit(...ADMINS)
  all(): Promise<PeopleView> {
    return this.staff.all();
  }

  /** One person, with the tokens that act for them. */
  @Get(':id')
  @Permit(...ADMINS)
  one(@Param('id') id: string): Promise<PersonView> {
    return this.staff.one(id);
  }

  /** Gives a person a role. */
  @Post(':id/roles')
  @HttpCode(200)
  @Permit(...ADMINS)
  grant(@Caller() request: KnownRequest, @Param('id') id: string, @Body() command: GrantRole): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: person, target: { id }, command }]);
  }

  /** Takes a role from a person. */
  @Post(':id/roles/:role/removal')
  @HttpCode(200)
  @Permit(...ADMINS)
  revoke(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Param('role') named: string,
    @Body() _: RemoveRole,
  ): Promise<CommandAnswer> {
    const role = ROLES.find((each) => each === named);
    if (!role) throw notFound('There is no such role.');
    const command = Object.assign(new RevokeRole(), { role });
    return this.desk.give(request, [{ decider: person, target: { id }, command }]);
  }

  /** Ends all that a person may do here, and all tokens that act for them. */
  @Post(':id/deactivation')
  @HttpCode(200)
  @Permit(...ADMINS)
  deactivate(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: DeactivatePerson,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: person, target: { id }, command }]);
  }

  /** Lets a person do again what their roles allow; tokens are issued anew. */
  @Post(':id/reactivation')
  @HttpCode(200)
  @Permit(...ADMINS)
  reactivate(
    @Caller() request: KnownRequest,
    @Param('id') id: string,
    @Body() command: ReactivatePerson,
  ): Promise<CommandAnswer> {
    return this.desk.give(request, [{ decider: person, target: { id }, command }]);
  }
}
