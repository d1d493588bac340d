import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { Links } from '../../access/links.js';
import { People } from '../../access/people.js';
import { isUnnarrowed } from '../../access/scopes.js';
import { Sessions } from '../../access/sessions.js';
import { present } from '../../kernel/present.js';
import { ADMINS, ROLES, type Capacity } from '../../kernel/roles.js';
import { DeactivatePerson, GrantRole, ReactivatePerson, RevokeRole } from '../../people/person.commands.js';
import { personDecider } from '../../people/person.decider.js';
import { InvitedAnswer } from './account-links.views.js';
import { CommandAnswer } from '../answers.views.js';
import { InviteByName, RemoveRole } from '../composed.commands.js';
import { Caller, CommandDispatcher } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { PeopleView, PersonHistoryView, PersonView } from './people.views.js';
import { notFound } from '../http/problem.js';
import { AsOf } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { PeopleQueries } from './people-queries.js';

/** Who answers for who may do what, and who checks it. */
const OVERSEERS: readonly Capacity[] = [...ADMINS, 'auditor'];

/** Who works here, and as what. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly commands: CommandDispatcher,
    private readonly people: People,
    private readonly queries: QueryDispatcher,
    private readonly staff: PeopleQueries,
    private readonly sessions: Sessions,
    private readonly links: Links,
  ) {}

  /**
   * Enters a person with roles, and makes the link by which they choose their password.
   *
   * @remarks
   * The name lies outside the ledger, so that it can be erased.
   */
  @Post()
  @Permit(...ADMINS)
  @RouteConfig({ created: 'people' })
  async invite(
    @Caller() request: AuthenticatedRequest,
    @Body() { name, roles = [] }: InviteByName,
  ): Promise<InvitedAnswer> {
    const by = this.commands.identify(request);
    const { id, revision, position } = await this.people.invite(name, roles, by);
    const invitation = isUnnarrowed(by.actor) ? await this.links.firstInvitation(id, by.actor.id) : undefined;
    return { id, revision, position, ...present({ invitation }) };
  }

  /** Everybody who was ever invited, and the roles that they hold, now or as of any moment. */
  @Get()
  @Permit(...OVERSEERS)
  all(@Caller() request: AuthenticatedRequest, @Query() moment: AsOf): Promise<PeopleView> {
    return this.queries.ask(request, this.staff.all, {}, moment);
  }

  /** One person, with the tokens that act for them, now or as of any moment. */
  @Get(':id')
  @Permit(...OVERSEERS)
  one(@Caller() request: AuthenticatedRequest, @Param('id') id: string, @Query() moment: AsOf): Promise<PersonView> {
    return this.queries.ask(request, this.staff.one, { id }, moment);
  }

  /** Who let a person do what, and from when until when. */
  @Get(':id/history')
  @Permit(...OVERSEERS)
  history(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() moment: AsOf,
  ): Promise<PersonHistoryView> {
    return this.queries.ask(request, this.staff.history, { id }, moment);
  }

  /** Gives a person a role. */
  @Post(':id/roles')
  @HttpCode(200)
  @Permit(...ADMINS)
  grant(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: GrantRole,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
  }

  /** Takes a role from a person. */
  @Post(':id/roles/:role/removal')
  @HttpCode(200)
  @Permit(...ADMINS)
  revoke(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Param('role') named: string,
    @Body() _: RemoveRole,
  ): Promise<CommandAnswer> {
    const role = ROLES.find((each) => each === named);
    if (!role) throw notFound('There is no such role.');
    const command = Object.assign(new RevokeRole(), { role });
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
  }

  /** Ends all that a person may do here, and all tokens that act for them. */
  @Post(':id/deactivation')
  @HttpCode(200)
  @Permit(...ADMINS)
  async deactivate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: DeactivatePerson,
  ): Promise<CommandAnswer> {
    const answer = await this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
    // None counts any more; who comes back signs in anew.
    await this.sessions.endAll(id);
    return answer;
  }

  /** Lets a person do again what their roles allow; tokens are issued anew. */
  @Post(':id/reactivation')
  @HttpCode(200)
  @Permit(...ADMINS)
  reactivate(
    @Caller() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Body() command: ReactivatePerson,
  ): Promise<CommandAnswer> {
    return this.commands.dispatch(request, [{ decider: personDecider, target: { id }, command }]);
  }
}
