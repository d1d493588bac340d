import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ClaimProofs } from '../../audit/claim-proofs.js';
import { claimHistory } from '../../projections/claims/claim-history.js';
import { ANYBODY } from '../../projections/engine/view.js';
import { CurrentRequest } from '../command-dispatcher.js';
import { Anyone, type AuthenticatedRequest } from '../http/auth.guard.js';
import { notFound } from '../http/problem.js';
import { QueryDispatcher } from '../query-dispatcher.js';
import { ClaimProofView } from './claim-proof.views.js';

/** Claims that prove themselves. */
@ApiTags('log')
@Controller('claims')
export class ClaimProofController {
  constructor(
    private readonly proofs: ClaimProofs,
    private readonly queries: QueryDispatcher,
  ) {}

  /**
   * A claim with all that shows that it is what was recorded, in one file that is checked with nothing but a key of the log.
   *
   * @remarks
   * Its events with the parts that you may open and their salts, their leaves, the ways from these to the root, the salt of
   * its stream (so that none of its events is missing), the works and outlets that it names, and a checkpoint with
   * cosignatures. Of what stays shut it says why. `later` holds all leaves after its newest event, up to 4,096; where there are
   * more it is null, and whether a later event stood in the log is seen in `/tile/entries/…`. Not found until a checkpoint
   * covers the claim.
   */
  @Get(':id/proof')
  @Anyone()
  async proof(
    @CurrentRequest() request: AuthenticatedRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClaimProofView> {
    // Whether there is such a claim for this reader, and where it is if it was merged, is answered as its page answers.
    await this.queries.ask(request, claimHistory, { id });
    const proof = await this.proofs.of(request.actor ?? ANYBODY, id);
    if (!proof) throw notFound('No checkpoint covers this claim yet.');
    void reply.header('content-disposition', `attachment; filename="claim-${id}.proof.json"`);
    // The checker's own type is what is checked; its lists are only not to be changed.
    return proof as unknown as ClaimProofView;
  }
}
