import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PublishedLog } from '../../audit/log/published-log.js';
import { Anyone } from '../http/auth.guard.js';
import { notFound } from '../http/problem.js';

/** A text of the public log. */
const TEXT = { 'text/plain': { schema: { type: 'string' as const } } };

const linesOf = (vkeys: readonly string[]): string => vkeys.map((vkey) => `${vkey}\n`).join('');

/** What the public log says of itself, at the root (C2SP tlog-tiles). */
@ApiTags('log')
@Controller()
export class LogController {
  constructor(private readonly published: PublishedLog) {}

  /**
   * The newest signed checkpoint of the public log.
   *
   * @remarks
   * A signed note of origin, size and root (C2SP tlog-checkpoint, signed-note), with the cosignatures that have come
   * in. What it covers is published; what is recorded after it waits for the next one. Not found before the first.
   */
  @Get('checkpoint')
  @Anyone()
  @ApiOkResponse({ description: 'The checkpoint.', content: TEXT })
  async checkpoint(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const newest = await this.published.newest();
    if (!newest) throw notFound('There is no checkpoint yet.');
    void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache');
    return this.published.cosigned(newest);
  }

  /**
   * The public keys that sign the log's checkpoints now, a line each.
   *
   * @remarks
   * As verifiers pin them (C2SP signed-note, `vkey`); two while one key succeeds another. Whoever trusts only what is
   * told here trusts this server: compare them with what the desk tells elsewhere.
   */
  @Get('log.vkey')
  @Anyone()
  @ApiOkResponse({ description: 'The keys.', content: TEXT })
  async keys(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { inForce } = await this.published.vkeys();
    if (inForce.length === 0) throw notFound('The log has no key yet.');
    void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache');
    return linesOf(inForce);
  }

  /**
   * The public keys that once signed the log's checkpoints and do so no more, a line each.
   *
   * @remarks
   * For verifiers of checkpoints from before a key was retired; empty while none was. What such a key signs now counts for
   * nothing.
   */
  @Get('log.retired.vkey')
  @Anyone()
  @ApiOkResponse({ description: 'The keys.', content: TEXT })
  async retiredKeys(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { retired } = await this.published.vkeys();
    void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache');
    return linesOf(retired);
  }
}
