import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, Matches, Max, Min } from 'class-validator';
import { Cosigning } from '../../audit/witness/cosigning.js';
import { Optional } from '../../kernel/fields.js';
import { CheckpointListView, CosignatureAnswer } from './checkpoint-list.views.js';
import { GiveCosignature } from './cosignatures.commands.js';
import { Anyone } from '../http/auth.guard.js';
import { Problem } from '../http/problem.js';

const asNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
const asBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

/** Which checkpoints are asked for. */
export class CheckpointListQuery {
  @ApiPropertyOptional({ description: 'Only those that a witness has cosigned.', example: false })
  @Optional()
  @Transform(asBoolean)
  @IsBoolean()
  readonly witnessed?: boolean;

  @ApiPropertyOptional({ description: 'Where to go on: the `nextCursor` of the page before.' })
  @Optional()
  @Matches(/^\d{1,15}$/, { message: 'cursor must be the nextCursor of the page before' })
  readonly cursor?: string;

  @ApiPropertyOptional({ type: Number, description: 'How many, 1 to 200.', default: 50 })
  @Optional()
  @Transform(asNumber)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;
}

/** Who has seen what of the public log. */
@ApiTags('log')
@Controller('ledger')
export class CosignaturesController {
  constructor(private readonly cosigning: Cosigning) {}

  /** Lists the signed checkpoints, newest first, with the witnesses that cosigned each. */
  @Get('checkpoints')
  @Anyone()
  async list(@Query() { witnessed = false, cursor, limit = 50 }: CheckpointListQuery): Promise<CheckpointListView> {
    const below = cursor === undefined ? undefined : Number(cursor);
    const { checkpoints, witnesses, size } = await this.cosigning.overview({ below, limit: limit + 1, witnessed });
    const items = checkpoints.slice(0, limit);
    const last = checkpoints.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(({ root, witnesses: names, ...rest }) => ({
        ...rest,
        root: root.toString('base64'),
        witnesses: [...names],
      })),
      nextCursor: last ? String(last.size) : null,
      position: size - 1,
      stale: false,
      witnesses: [...witnesses],
    };
  }

  /**
   * Takes in what a witness signed under a checkpoint. Anybody may bring it; what counts is the signature, and that the
   * operator of this ledger knows the witness.
   */
  @Post('cosignatures')
  @HttpCode(200)
  @Anyone()
  async give(@Body() { size, signature }: GiveCosignature): Promise<CosignatureAnswer> {
    const refusal = await this.cosigning.accept(size, signature);
    if (refusal === 'no-such-checkpoint') {
      throw new Problem<string>(404, refusal, `This ledger has signed no checkpoint of size ${size}.`);
    }
    if (refusal) throw new Problem<string>(409, refusal, 'No witness that this ledger knows has signed this.');
    return { size };
  }
}
