import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { originKeys } from '../../kernel/names.js';
import { STAFF } from '../../kernel/roles.js';
import { claimSimilar } from '../../projections/search/claim-similar.js';
import { SimilarClaimsView } from '../../projections/search/claim-similar.views.js';
import { addressLookup } from '../../works/address.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Permit, type AuthenticatedRequest } from '../http/auth.guard.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { SimilarQuery } from './similar.queries.js';

/** What the ledger has of a claim that somebody is about to enter. */
@ApiTags('claims')
@Controller('claims/similar')
export class SimilarController {
  constructor(private readonly queries: QueryDispatcher) {}

  /**
   * Claims like one that is being entered, with reasons: suggestions all, but those marked the same. They are as the ledger
   * is now: what is entered is entered now, so there is no moment to ask about.
   */
  @Get()
  @Permit(...STAFF)
  list(@CurrentRequest() request: AuthenticatedRequest, @Query() query: SimilarQuery): Promise<SimilarClaimsView> {
    const { claimant, url, after, ...args } = query;
    const keys = {
      claimantKeys: claimant === undefined ? [] : originKeys(claimant),
      workKeys: url === undefined ? [] : addressLookup(url),
      reviewKeys: url === undefined ? [] : addressLookup(url, 'review'),
    };
    return this.queries.ask(request, claimSimilar, { ...args, ...keys }, after === undefined ? {} : { after });
  }
}
