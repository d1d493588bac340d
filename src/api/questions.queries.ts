import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IsId, Optional } from '../kernel/fields.js';
import { QUEUE_REASONS, type QueueReason } from '../projections/queue.waits.js';
import { AsOf, Digits, ListQuery } from './queries.js';

/** What the desk has to do, by why and by whom. */
export class QueueQuery extends ListQuery {
  @ApiPropertyOptional({ enum: QUEUE_REASONS, description: 'Only what waits for this.' })
  @Optional()
  @IsIn(QUEUE_REASONS)
  readonly reason?: QueueReason;

  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    maximum: 366,
    description:
      'Only published verdicts that are due for review, with the reason; those whose validity ends within so many days too.',
  })
  @Optional()
  @Digits()
  @IsInt()
  @Min(0)
  @Max(366)
  readonly due?: number;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only claims that this person is to review.' })
  @Optional()
  @IsId()
  readonly assignee?: string;
}

/** The claim that others have reviewed. */
export class OutsideReviewsQuery extends AsOf {
  @ApiProperty({ format: 'uuid', description: 'The claim.' })
  @IsId()
  readonly claim: string;
}
