import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ADMINS, type Capacity } from '../../kernel/roles.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { PeopleView, PersonHistoryView, PersonView } from './people.views.js';
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
    private readonly queries: QueryDispatcher,
    private readonly staff: PeopleQueries,
  ) {}

  /** Everybody who was ever invited, and the roles that they hold, now or as of any moment. */
  @Get()
  @Permit(...OVERSEERS)
  all(@CurrentRequest() request: AuthenticatedRequest, @Query() moment: AsOf): Promise<PeopleView> {
    return this.queries.ask(request, this.staff.all, {}, moment);
  }

  /** One person, with the tokens that act for them, now or as of any moment. */
  @Get(':id')
  @Permit(...OVERSEERS)
  one(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() moment: AsOf,
  ): Promise<PersonView> {
    return this.queries.ask(request, this.staff.one, { id }, moment);
  }

  /** Who let a person do what, and from when until when. */
  @Get(':id/history')
  @Permit(...OVERSEERS)
  history(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Query() moment: AsOf,
  ): Promise<PersonHistoryView> {
    return this.queries.ask(request, this.staff.history, { id }, moment);
  }
}
