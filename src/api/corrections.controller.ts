import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { corrections } from '../projections/corrections.js';
import { CorrectionsView } from '../projections/corrections.views.js';
import { Caller } from './desk.js';
import { Anyone, type KnownRequest } from './gate.js';
import { ListQuery } from './queries.js';
import { Questions } from './questions.js';

/** What became of published verdicts. */
@ApiTags('corrections')
@Controller('corrections')
export class CorrectionsController {
  constructor(private readonly questions: Questions) {}

  /** The public log of corrections, supersessions and retractions with their reasons, newest first. */
  @Get()
  @Anyone()
  list(@Caller() request: KnownRequest, @Query() query: ListQuery): Promise<CorrectionsView> {
    return this.questions.ask(request, corrections, { cursor: query.cursor, limit: query.limit }, query);
  }
}
