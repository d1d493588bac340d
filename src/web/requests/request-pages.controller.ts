import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TooManyRequests } from '../../access/limits.js';
import { CorrectionRequestIntake } from '../../api/claims/correction-request-intake.js';
import { digestOfReceipt } from '../../api/claims/receipt.js';
import { Anyone, type AuthenticatedRequest } from '../../api/http/auth.guard.js';
import { validated } from '../../api/http/validation.js';
import { QueryDispatcher } from '../../api/query-dispatcher.js';
import { RequestCorrection } from '../../claims/correction-requests/correction-requests.commands.js';
import type { Messages } from '../../messages/messages.js';
import { claimPage as claimView } from '../../projections/claims/claim-page.js';
import { receipt } from '../../projections/claims/receipt.js';
import { QueryError } from '../../projections/engine/view.js';
import { parseForm } from '../form-body.js';
import type { Problems } from '../form.js';
import { PageFilter } from '../page.filter.js';
import { PageFrames } from '../page-frame.js';
import { sendPage } from '../session-users.js';
import { complainPage, receiptPage, sentPage, statusPage } from './request.page.js';

/** Saying that a published claim has an error, and reading what became of that. */
@ApiExcludeController()
@UseFilters(PageFilter)
@Controller('claims/:id')
export class RequestPagesController {
  constructor(
    private readonly queries: QueryDispatcher,
    private readonly frames: PageFrames,
    private readonly intake: CorrectionRequestIntake,
  ) {}

  /** The form. */
  @Get('complain')
  @Anyone()
  async form(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const claim = await this.queries.ask(request, claimView, { id, validAt: undefined });
    const frame = await this.frames.of(request, reply);
    sendPage(reply, complainPage({ ...frame, indexed: false, claim }));
  }

  /** Takes the form in and shows the receipt, once; 422 or 429 with everything that was written. */
  @Post('complain')
  @Anyone()
  async file(@Req() request: AuthenticatedRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const form = parseForm(request.body);
    const values = { text: form.get('text'), contact: form.get('contact') };
    const claim = await this.queries.ask(request, claimView, { id, validAt: undefined });
    const frame = { ...(await this.frames.of(request, reply)), indexed: false };
    const { requests } = frame.locale.messages;
    const again = (problems: Problems, status = 422) =>
      sendPage(reply, complainPage({ ...frame, claim, values, problems }), status);
    const { text, contact } = values;
    const outcome = validated(RequestCorrection, { text, ...(contact.trim() === '' ? {} : { contact }) });
    if ('errors' in outcome) return again(problemsOf(outcome.errors, values, requests));
    try {
      const filed = await this.intake.file(request, claim.id, outcome.instance as RequestCorrection);
      const path = `/claims/${claim.id}/requests/${filed.requestId}`;
      const address = this.frames.absolute(path);
      sendPage(reply, sentPage({ ...frame, claim, receipt: filed.receipt ?? '', path, printed: address }));
    } catch (error) {
      if (!(error instanceof TooManyRequests)) throw error;
      void reply.header('retry-after', error.retryAfter);
      again({ form: requests.tooMany }, 429);
    }
  }

  /** Where a receipt is shown. The address alone tells nothing, not even that there is such a request. */
  @Get('requests/:requestId')
  @Anyone()
  async receipt(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('requestId') requestId: string,
  ): Promise<void> {
    const frame = await this.frames.of(request, reply);
    sendPage(reply, receiptPage({ ...frame, indexed: false, to: `/claims/${id}/requests/${requestId}` }));
  }

  /** What became of the request; 422 for a receipt that is another's. */
  @Post('requests/:requestId')
  @Anyone()
  async status(
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
    @Param('id') claimId: string,
    @Param('requestId') requestId: string,
  ): Promise<void> {
    const digest = digestOfReceipt(parseForm(request.body).get('receipt'));
    const frame = { ...(await this.frames.of(request, reply)), indexed: false };
    try {
      const answer = await this.queries.ask(request, receipt, { requestId, digest });
      sendPage(reply, statusPage({ ...frame, answer }));
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const problems = { receipt: frame.locale.messages.requests.wrongReceipt };
      sendPage(reply, receiptPage({ ...frame, to: `/claims/${claimId}/requests/${requestId}`, problems }), 422);
    }
  }
}

/** What is wrong, by field, in words. */
function problemsOf(
  errors: readonly { readonly pointer: string }[],
  values: Readonly<Record<string, string>>,
  t: Messages['requests'],
): Problems {
  const fields = [...new Set(errors.map(({ pointer }) => pointer.slice(1)))];
  return Object.fromEntries(
    fields.map((field) => [field, field === 'text' && values.text?.trim() === '' ? t.empty : t.tooLong]),
  );
}
