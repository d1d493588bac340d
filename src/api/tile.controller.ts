import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anyone } from './gate.js';
import { bundlePlace, Leaves } from './leaves.js';
import { notFound } from './problem.js';

/** The public log. */
@ApiTags('log')
@Controller('tile')
export class TileController {
  constructor(private readonly leaves: Leaves) {}

  /**
   * Entries of the public log, 256 at a time.
   *
   * @remarks
   * As C2SP tlog-tiles has it: `/tile/entries/<N>`, or `/tile/entries/<N>.p/<W>` for the first W of a bundle that is
   * not full yet; N in groups of three digits, all but the last behind an x. Each entry stands behind its length in two
   * bytes, big-endian. It says that something was recorded, and when; what, and by whom, is committed to, not shown.
   */
  @Get('entries/*')
  @Anyone()
  @ApiParam({ name: 'path', example: '000.p/1' })
  @ApiOkResponse({
    description: 'The bundle.',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async entries(@Param('*') path: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const place = bundlePlace(path);
    const bundle = place && (await this.leaves.bundle(place.n, place.width));
    if (!bundle) throw notFound();
    // A full bundle never changes; a partial one is overtaken by the next event.
    if (place.width === undefined) void reply.header('cache-control', 'public, max-age=31536000, immutable');
    return new StreamableFile(bundle);
  }
}
