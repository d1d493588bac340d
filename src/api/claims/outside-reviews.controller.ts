import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { outsideReviews } from '../../projections/claims/outside-reviews.js';
import { OutsideReviewsView } from '../../projections/claims/outside-reviews.views.js';
import { Caller } from '../command-dispatcher.js';
import { Anyone, type KnownRequest } from '../http/auth.guard.js';
import { Questions } from '../query-dispatcher.js';
import { OutsideReviewsQuery } from '../questions.queries.js';

/** What other fact-checkers found. */
@ApiTags('claims')
@Controller('outside-reviews')
export class OutsideReviewsController {
  constructor(private readonly questions: Questions) {}

  /** The reviews of a claim by others. */
  @Get()
  @Anyone()
  list(@Caller() request: KnownRequest, @Query() query: OutsideReviewsQuery): Promise<OutsideReviewsView> {
    return this.questions.ask(request, outsideReviews, { claim: query.claim }, query);
  }
}
