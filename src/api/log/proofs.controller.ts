import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { StoredCheckpoint } from '../../audit/log/checkpoint-store.js';
import { Checkpoints } from '../../audit/log/checkpoints.js';
import { PublishedLog } from '../../audit/log/published-log.js';
import { formatTlogProof } from '../../audit/log/tlog-proof.js';
import { Anyone, Permit } from '../http/auth.guard.js';
import { ConsistencyQuery, InclusionQuery } from './log.queries.js';
import { CheckpointView, ConsistencyView, InclusionView } from './log.views.js';
import { invalid, notFound } from '../http/problem.js';

const base64 = (hash: Buffer): string => hash.toString('base64');
const tooLarge = (name: string, detail: string) => invalid([{ pointer: `/query/${name}`, code: 'too-large', detail }]);

/** Proofs about the public log: they reveal leaves, and no event. */
@ApiTags('log')
@Controller()
export class ProofsController {
  constructor(
    private readonly published: PublishedLog,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** That an event stands in the tree of a size, which a checkpoint of that size signs. */
  @Get('ledger/inclusion')
  @Anyone()
  async inclusion(@Query() { position, size }: InclusionQuery): Promise<InclusionView> {
    const newest = await this.#covering('size', size);
    const treeSize = size ?? newest.size;
    if (position >= treeSize) throw tooLarge('position', `The tree has ${treeSize} leaves, counted from 0.`);
    const { leaf, path } = await this.published.inclusion(position, treeSize);
    const checkpoint = treeSize === newest.size ? newest : await this.published.at(treeSize);
    return {
      leafIndex: String(position),
      treeSize: String(treeSize),
      leafHash: base64(leaf),
      hashes: path.map(base64),
      checkpoint: checkpoint ? this.published.cosigned(checkpoint) : null,
    };
  }

  /** That the tree of one size is the beginning of the tree of another. */
  @Get('ledger/consistency')
  @Anyone()
  async consistency(@Query() { from, to }: ConsistencyQuery): Promise<ConsistencyView> {
    const newest = await this.#covering('to', to);
    const size = to ?? newest.size;
    if (from > size) throw tooLarge('from', `The newer tree has ${size} leaves.`);
    const hashes = await this.published.consistency(from, size);
    return { from: String(from), to: String(size), hashes: hashes.map(base64) };
  }

  /**
   * An event's proof as a file that is checked offline.
   *
   * @remarks
   * C2SP tlog-proof: the event's position, the hashes that lead from its leaf to the root, and the newest checkpoint.
   * The leaf itself stands at `/tile/entries/…`. Not found until a checkpoint covers the event.
   */
  @Get('events/:position/tlog-proof')
  @Anyone()
  @ApiOkResponse({ description: 'The proof.', content: { 'text/plain': { schema: { type: 'string' } } } })
  async proof(@Param('position') digits: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const position = /^(?:0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : NaN;
    const newest = await this.published.newest();
    if (!newest || !(position < newest.size)) throw notFound('No checkpoint covers an event at this position.');
    const { path } = await this.published.inclusion(position, newest.size);
    void reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-disposition', `attachment; filename="${position}.tlog-proof"`);
    return formatTlogProof(position, path, this.published.cosigned(newest));
  }

  /**
   * Signs a checkpoint of all that is recorded now, unless there is one, and answers it.
   *
   * @remarks
   * Checkpoints are also signed at a steady interval. Nothing is signed that an earlier checkpoint contradicts:
   * `rolled-back`, `forked`.
   */
  @Post('ledger/checkpoints')
  @HttpCode(200)
  @Permit('admin', 'auditor')
  async sign(): Promise<CheckpointView> {
    const checkpoint = await this.checkpoints.sign();
    if (!checkpoint) throw notFound('There is nothing to sign: the log has not been founded.');
    const { size, root, signedAt } = checkpoint;
    return { size: String(size), root: base64(root), note: this.published.cosigned(checkpoint), signedAt };
  }

  /** The newest checkpoint, which must cover a size that was asked for. */
  async #covering(name: string, size: number | undefined): Promise<StoredCheckpoint> {
    const newest = await this.published.newest();
    if (!newest) throw notFound('There is no checkpoint yet.');
    if (size !== undefined && size > newest.size)
      throw tooLarge(name, `The newest checkpoint covers ${newest.size} leaves.`);
    return newest;
  }
}
