import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, MaxLength, Min, ValidateBy, ValidateIf } from 'class-validator';
import { CLAIM_KINDS, RATING_CODES, type ClaimKind, type Rating } from '../claims/claim.events.js';
import { CLAIM_STATUSES, type ClaimStatus } from '../claims/claim.status.js';
import { isEdtf } from '../kernel/edtf.js';
import {
  canonicalLanguage,
  Satisfies,
  IsId,
  IsInstant,
  IsLanguageRange,
  IsText,
  IsWebAddress,
  Optional,
} from '../kernel/fields.js';

/** Orders of the claim list: best first, newest recorded first, or by the earliest day on which it was claimed. */
const SORTS = ['relevance', 'recorded', 'claimedOn'] as const;
type Sort = (typeof SORTS)[number];

/** -1 stands before the first event: what asks about a time before it is answered with that. */
const POSITION = /^(?:-1|0|[1-9]\d{0,14})$/;
const isPosition = (value: unknown): boolean => typeof value === 'string' && POSITION.test(value);

/** A query's digits as a number; anything else stays a text, which `IsInt` then refuses. */
export const Digits = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (isPosition(value) ? Number(value) : value));

export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) => isEdtf(value, 'single') && value.length === 10,
      defaultMessage: () => '$property must be a day such as 2025-03-27',
    },
  });

/** What an answer must have seen. */
export class After {
  @ApiPropertyOptional({
    type: Number,
    description:
      'Waits until the answer has seen this position, as a command answered it; after 2 s it is marked stale.',
  })
  @Optional()
  @Digits()
  @IsInt()
  @Min(-1)
  readonly after?: number;
}

/** When an answer is to hold, and what it must have seen. */
export class AsOf extends After {
  @ApiPropertyOptional({
    description:
      'What the ledger knew then: a position (digits; -1 before the first), or an instant (RFC 3339), which means the last position at or before it.',
    example: '2099-12-31T00:00:00Z',
  })
  @Optional()
  @ValidateIf((query: AsOf) => !isPosition(query.asOf))
  @IsInstant({ message: 'asOf must be a position (digits) or an instant such as 2026-11-22T10:00:00Z' })
  readonly asOf?: string;
}

/** One claim. */
export class ClaimQuery extends AsOf {
  @ApiPropertyOptional({ description: 'The verdict that held on this day of the world.', example: '2025-03-27' })
  @Optional()
  @IsDay()
  readonly validAt?: string;
}

/** Two moments of a claim. */
export class CompareQuery {
  @ApiProperty({
    description: 'One moment: a position (digits; -1 before the first), or an instant (RFC 3339).',
    example: '0',
  })
  @ValidateIf((query: CompareQuery) => !isPosition(query.from))
  @IsInstant({ message: 'from must be a position (digits) or an instant such as 2026-11-22T10:00:00Z' })
  readonly from: string;

  @ApiPropertyOptional({
    description: 'The other one, in the same form; now unless said.',
    example: '2099-12-31T00:00:00Z',
  })
  @Optional()
  @ValidateIf((query: CompareQuery) => !isPosition(query.to))
  @IsInstant({ message: 'to must be a position (digits) or an instant such as 2026-11-22T10:00:00Z' })
  readonly to?: string;
}

/** Any list: how much of it, and from where. */
export class ListQuery extends AsOf {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50, description: 'How many items at most.' })
  @Optional()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;

  @ApiPropertyOptional({
    description: 'Where to go on: `nextCursor` of the page before. It holds filters, order and position of that page.',
  })
  @Optional()
  @IsText()
  @MaxLength(4000)
  readonly cursor?: string;
}

/** Origins, of which all that have a name are found by a part of it. */
export class OriginsQuery extends ListQuery {
  @ApiPropertyOptional({
    maxLength: 300,
    description: 'A part of a name, however it is spelt: all origins that have such a name, joined ones too.',
    example: 'reuters',
  })
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly q?: string;
}

/** The claim list with its filters, which all must fit. */
export class ClaimsQuery extends ListQuery {
  @ApiPropertyOptional({
    maxLength: 500,
    description:
      'Words to look for in all that a claim ever said: its wordings and translations, claimant, topics, and excerpts of the ' +
      'works that carried it. All must be there, in whatever form; `"words in a row"`, `-unwanted`, `one OR another`; the last ' +
      'word may be half typed; numbers may be grouped in any way. Where few claims are found, words that are spelt nearly ' +
      'the same are looked for too. With it, the answer has `counts`, and each item `highlights`.',
    example: 'north korea "3,000 soldiers" -training',
  })
  @Optional()
  @IsText()
  @MaxLength(500)
  readonly q?: string;

  @ApiPropertyOptional({ enum: RATING_CODES, description: 'Rating of the verdict that stands.' })
  @Optional()
  @IsIn(RATING_CODES)
  readonly rating?: Rating;

  @ApiPropertyOptional({ enum: CLAIM_STATUSES, description: 'Where the claim stands in the process.' })
  @Optional()
  @IsIn(CLAIM_STATUSES)
  readonly status?: ClaimStatus;

  @ApiPropertyOptional({ format: 'uuid', description: 'An outlet in one of whose works the claim appears.' })
  @Optional()
  @IsId()
  readonly outlet?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The claimant, by identifier.' })
  @Optional()
  @IsId()
  readonly claimant?: string;

  @ApiPropertyOptional({ description: 'The code of a topic.', example: 'ukraine' })
  @Optional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,49}$/)
  readonly topic?: string;

  @ApiPropertyOptional({
    description:
      'Language of the claim: a range (RFC 4647), so that `en` finds en-GB, `no` nb, and `*-CH` de-CH. Claims show their own tag.',
    example: 'en',
  })
  @Optional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && canonicalLanguage(value)) || value)
  @IsLanguageRange()
  readonly language?: string;

  @ApiPropertyOptional({ enum: CLAIM_KINDS, description: 'What sort of assertion it is.' })
  @Optional()
  @IsIn(CLAIM_KINDS)
  readonly kind?: ClaimKind;

  @ApiPropertyOptional({ description: 'Claimed on this day or later, as far as is known.', example: '2025-03-01' })
  @Optional()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ description: 'Claimed on this day or earlier, as far as is known.', example: '2025-03-31' })
  @Optional()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({ description: 'The verdict that held on this day of the world.', example: '2025-03-27' })
  @Optional()
  @IsDay()
  readonly validAt?: string;

  @ApiPropertyOptional({
    enum: SORTS,
    description:
      'Best (with `q` only, the default there), newest recorded (the default without), or latest claimed, first.',
  })
  @Optional()
  @IsIn(SORTS)
  @Satisfies<ClaimsQuery>(
    ({ sort, q, cursor }) => sort !== 'relevance' || q !== undefined || cursor !== undefined,
    '$property can be relevance only with q',
  )
  readonly sort?: Sort;
}

/** The works that are known under an address. */
export class WorksQuery extends AsOf {
  @ApiProperty({
    description: 'The address; spellings of one address are the same.',
    example: 'https://www.rbc.ua/ukr/news/example-1711519200.html',
  })
  @IsWebAddress()
  readonly url: string;
}

/** Events above a position, in order. */
export class EventsQuery {
  @ApiPropertyOptional({ type: Number, default: -1, description: 'Only events above this position.' })
  @Optional()
  @Digits()
  @IsInt()
  @Min(-1)
  readonly after?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50, description: 'How many items at most.' })
  @Optional()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;
}
