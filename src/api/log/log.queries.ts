import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../kernel/fields.js';
import { Digits } from '../queries.js';

/** Which leaf of which tree. */
export class InclusionQuery {
  @ApiProperty({ type: Number, description: "The event's position, below `size`.", example: 0 })
  @Digits()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly position: number;

  @ApiPropertyOptional({
    type: Number,
    description: "The tree's size, at most the newest checkpoint's; without it, that one's.",
  })
  @Optional()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly size?: number;
}

/** Two sizes of the tree. */
export class ConsistencyQuery {
  @ApiProperty({
    type: Number,
    description: 'The older size, at least 1: every tree begins with the empty one.',
    example: 1,
  })
  @Digits()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly from: number;

  @ApiPropertyOptional({
    type: Number,
    description: "The newer size, at most the newest checkpoint's; without it, that one's.",
  })
  @Optional()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly to?: number;
}
