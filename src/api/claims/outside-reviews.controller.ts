import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { outsideReviews } from '../../projections/claims/outside-reviews.js';
import { OutsideReviewsView } from '../../projections/claims/outside-reviews.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { OutsideReviewsQuery } from '../questions.queries.js';

/** What other fact-checkers found. */
@ApiTags('claims')
@Controller('outside-reviews')
export class OutsideReviewsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** The reviews of a claim by others. */
  @Get()
  @Anyone()
  list(
    @CurrentRequest() request: AuthenticatedRequest,
    @Query() query: OutsideReviewsQuery,
  ): Promise<OutsideReviewsView> {
    return this.queries.ask(request, outsideReviews, { claim: query.claim }, query);
  }
}
