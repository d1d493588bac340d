import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IsId, Optional } from '../kernel/fields.js';
import { RECORD_PARTS, type RecordPart } from '../projections/outlets/outlet-record.counting.js';
import { QUEUE_REASONS, type QueueReason } from '../claims/review/queue-items.js';
import { AsOf, Digits, IsDay, ListQuery } from './queries.js';

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

/** The log of corrections. */
export class CorrectionsQuery extends ListQuery {
  @ApiPropertyOptional({
    description:
      'Only what became of verdicts that were said to hold on this day of the world when they were published, whatever became of them.',
    example: '2025-03-27',
  })
  @Optional()
  @IsDay()
  readonly validAt?: string;
}

const KNOWN_ON = 'Only domains by which the outlet may have been known on this day of the world.';

/** One outlet. */
export class OutletQuery extends AsOf {
  @ApiPropertyOptional({ description: KNOWN_ON, example: '2025-03-27' })
  @Optional()
  @IsDay()
  readonly validAt?: string;
}

/** Outlets. */
export class OutletsQuery extends ListQuery {
  @ApiPropertyOptional({ description: KNOWN_ON, example: '2025-03-27' })
  @Optional()
  @IsDay()
  readonly validAt?: string;
}

const OUT_BY = 'As of this day of the world: only works that were out by then.';

/** The attribution graph of a claim. */
export class AttributionQuery extends AsOf {
  @ApiPropertyOptional({ description: OUT_BY, example: '2025-03-27' })
  @Optional()
  @IsDay()
  readonly validAt?: string;
}

/** Claims that an outlet carried. */
export class OutletClaimsQuery extends ListQuery {
  @ApiPropertyOptional({ description: OUT_BY, example: '2025-03-27' })
  @Optional()
  @IsDay()
  readonly validAt?: string;
}

/** An outlet's record: the whole, and parts of it. */
export class OutletRecordQuery extends AsOf {
  @ApiPropertyOptional({
    enum: RECORD_PARTS,
    description: 'Takes the record apart, by day of publication or by topic, beside the whole.',
  })
  @Optional()
  @IsIn(RECORD_PARTS)
  readonly by?: RecordPart;

  @ApiPropertyOptional({ description: 'Only claims on this topic.', example: 'ukraine' })
  @Optional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,49}$/)
  readonly topic?: string;

  @ApiPropertyOptional({
    description:
      'As the record stood on this day of the world: only works that were out by then. Each place is judged by the verdict for its own day anyway.',
    example: '2025-03-27',
  })
  @Optional()
  @IsDay()
  readonly validAt?: string;
}
