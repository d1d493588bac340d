import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { corrections } from '../../projections/log/corrections.js';
import { CorrectionsView } from '../../projections/log/corrections.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { CorrectionsQuery } from '../questions.queries.js';

/** What became of published verdicts. */
@ApiTags('corrections')
@Controller('corrections')
export class CorrectionsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** The public log of corrections, supersessions and retractions with their reasons, newest first. */
  @Get()
  @Anyone()
  list(@CurrentRequest() request: AuthenticatedRequest, @Query() query: CorrectionsQuery): Promise<CorrectionsView> {
    const { validAt, cursor, limit } = query;
    return this.queries.ask(request, corrections, { validAt, cursor, limit }, query);
  }
}
