import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { correctionRequestStatus } from '../../projections/claims/correction-request.js';
import { CorrectionRequestStatusView } from '../../projections/claims/correction-request.views.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { AsOf } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { digestOfReceipt } from './receipt.js';

/** What becomes of requests for corrections. */
@ApiTags('correction requests')
@Controller('claims/:id/correction-requests')
export class CorrectionRequestController {
  constructor(private readonly queries: QueryDispatcher) {}

  /**
   * What became of a request, for whoever holds its receipt.
   *
   * @remarks
   * The receipt goes in a header, since addresses end up in logs and histories. Without it, or with another's, there is
   * nothing here.
   */
  @Get(':requestId')
  @Anyone()
  @ApiHeader({ name: 'Correction-Receipt', description: 'The receipt, as it was given when the request was filed.' })
  status(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') claimId: string,
    @Param('requestId') requestId: string,
    @Headers('correction-receipt') receipt: string | undefined,
    @Query() query: AsOf,
  ): Promise<CorrectionRequestStatusView> {
    const receiptDigest = digestOfReceipt(receipt ?? '');
    return this.queries.ask(request, correctionRequestStatus, { claimId, requestId, receiptDigest }, query);
  }
}
