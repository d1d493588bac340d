import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { agreement } from '../../projections/review/agreement.js';
import { AgreementView } from '../../projections/review/agreement.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { AsOf } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** How far reviewers agree. */
@ApiTags('agreement')
@Controller('agreement')
export class AgreementController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** Cohen's kappa over ratings that were given blind, overall and for each two reviewers, withheld under a minimum. */
  @Get()
  @Permit('reviewer', 'auditor', 'admin')
  rates(@CurrentRequest() request: AuthenticatedRequest, @Query() query: AsOf): Promise<AgreementView> {
    return this.queries.ask(request, agreement, {}, query);
  }
}
