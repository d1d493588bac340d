import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PublishedLog } from '../../audit/log/published-log.js';
import { parseTilePlace } from '../../kernel/tiles.js';
import { Anyone } from '../http/auth.guard.js';
import { notFound } from '../http/problem.js';

const BYTES = { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } };
/** C2SP tlog-tiles: a decimal from 0 to 63 without leading zeroes. */
const LEVEL = /^(?:\d|[1-5]\d|6[0-3])$/;

/** The public log: what a checkpoint covers, and nothing that could still be taken back. */
@ApiTags('log')
@Controller('tile')
export class TileController {
  constructor(private readonly published: PublishedLog) {}

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
  @ApiOkResponse({ description: 'The bundle.', content: BYTES })
  async entries(@Param('*') path: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const place = parseTilePlace(path);
    return lasting(place && (await this.published.entries(place)), reply);
  }

  /**
   * Hashes of the public log's tree, 256 at a time.
   *
   * @remarks
   * As C2SP tlog-tiles has it: `/tile/<L>/<N>`, or `/tile/<L>/<N>.p/<W>` for the first W hashes of a tile that is not
   * full yet; level 0 has the leaves' hashes, each level above the roots of the full tiles below. From these anybody
   * computes any proof.
   */
  @Get(':level/*')
  @Anyone()
  @ApiParam({ name: 'level', example: 0 })
  @ApiParam({ name: 'path', example: '000.p/1' })
  @ApiOkResponse({ description: 'The tile.', content: BYTES })
  async tile(
    @Param('level') level: string,
    @Param('*') path: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const place = LEVEL.test(level) ? parseTilePlace(path) : undefined;
    return lasting(place && (await this.published.tile(Number(level), place)), reply);
  }
}

/** What is published never changes, and a partial tile's address names its width: both may be kept for ever. */
function lasting(bytes: Buffer | undefined, reply: FastifyReply): StreamableFile {
  if (!bytes) throw notFound();
  void reply.header('cache-control', 'public, max-age=31536000, immutable');
  return new StreamableFile(bytes);
}
