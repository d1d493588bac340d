import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { networkOf } from '../../access/network.js';
import { StrangerLimits } from '../../access/stranger-limits.js';
import { Exports, type ExportOptions } from '../../audit/archive/exports.js';
import { IsId, Optional } from '../../kernel/fields.js';
import { claimHistory } from '../../projections/claims/claim-history.js';
import { ANYBODY } from '../../projections/engine/view.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { notFound } from '../http/problem.js';
import { QueryDispatcher } from '../query-dispatcher.js';

/** What of the ledger. */
export class ExportQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'One claim; without it, all that you may see.' })
  @Optional()
  @IsId()
  readonly claim?: string;
}

/** The ledger to take away. */
@ApiTags('log')
@Controller('export')
export class ExportController {
  constructor(
    private readonly exports: Exports,
    private readonly limits: StrangerLimits,
    private readonly queries: QueryDispatcher,
  ) {}

  /**
   * An archive of the ledger that is verified with nothing else.
   *
   * @remarks
   * One tar: checkpoints, tiles, entries, the key, and the parts of events that you may open, with their salts. The page
   * in it says how to check it; `claim-ledger verify <file>` does. All leaves are in it whoever asks: to auditors and admins
   * everything is open but confidential sources, to anybody what is published. With `claim` one claim, and by its stream's
   * salt that none of its events is missing.
   */
  @Get()
  @Anyone()
  @ApiOkResponse({
    description: 'The archive.',
    content: { 'application/x-tar': { schema: { type: 'string', format: 'binary' } } },
  })
  async export(
    @CurrentRequest() request: AuthenticatedRequest,
    @Query() { claim }: ExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    // Whether there is such a claim for this reader, and where it is if it was merged, is answered as its page answers.
    if (claim !== undefined) await this.queries.ask(request, claimHistory, { id: claim });
    const made = await this.exports.begin(
      request.actor ?? ANYBODY,
      claim,
      request.actor ? {} : this.#ofStranger(request),
    );
    if (!made) throw notFound('There is no checkpoint yet.');
    void reply
      .type('application/x-tar')
      .header('content-disposition', `attachment; filename="ledger-${made.size}.tar"`);
    return new StreamableFile(made.tar);
  }

  #ofStranger({ ip }: AuthenticatedRequest): ExportOptions {
    const network = networkOf(ip);
    return { network, pace: (milliseconds) => this.limits.pace(network, milliseconds) };
  }
}
