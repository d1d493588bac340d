import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsId, Optional } from '../kernel/fields.js';
import { QUEUE_REASONS, type QueueReason } from '../projections/queue.waits.js';
import { AsOf, ListQuery } from './queries.js';

/** What the desk has to do, by why and by whom. */
export class QueueQuery extends ListQuery {
  @ApiPropertyOptional({ enum: QUEUE_REASONS, description: 'Only what waits for this.' })
  @Optional()
  @IsIn(QUEUE_REASONS)
  readonly reason?: QueueReason;

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
