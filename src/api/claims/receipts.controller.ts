import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { receipt } from '../../projections/claims/receipt.js';
import { ReceiptView } from '../../projections/claims/receipt.views.js';
import { WithReceipt, type AuthenticatedRequest } from '../http/auth.guard.js';
import { receiptIn } from '../http/authenticator.js';
import { After } from '../queries.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { digestOfReceipt } from './receipt.js';

/** What becomes of correction requests, for who holds their receipts. */
@ApiTags('correction requests')
@Controller('receipts')
export class ReceiptsController {
  constructor(private readonly queries: QueryDispatcher) {}

  /** What became of a correction request, phase by phase: with `Authorization: Receipt <secret>`, else there is nothing here. */
  @Get(':requestId')
  @WithReceipt()
  one(
    @Req() request: AuthenticatedRequest,
    @Param('requestId') requestId: string,
    @Query() { after }: After,
  ): Promise<ReceiptView> {
    const digest = digestOfReceipt(receiptIn(request.headers.authorization) ?? '');
    return this.queries.ask(request, receipt, { requestId, digest }, after === undefined ? {} : { after });
  }
}
