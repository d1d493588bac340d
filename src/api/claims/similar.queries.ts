import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, Max, MaxLength, Min } from 'class-validator';
import { IsEdtf } from '../../kernel/edtf.js';
import { canonicalLanguage, IsLanguage, IsText, IsWebAddress, Optional } from '../../kernel/fields.js';
import { AsOf, Digits } from '../queries.js';

/** What is known so far of a claim that is being entered. */
export class SimilarQuery extends PickType(AsOf, ['after']) {
  @ApiProperty({
    maxLength: 2000,
    description: 'The assertion, as far as it is typed.',
    example: 'North Korea sent 11,000 soldiers to Russia.',
  })
  @IsText()
  @MaxLength(2000)
  readonly text: string;

  @ApiPropertyOptional({ description: 'Its language, BCP 47.', example: 'en' })
  @Optional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && canonicalLanguage(value)) || value)
  @IsLanguage()
  readonly language?: string;

  @ApiPropertyOptional({ maxLength: 300, description: 'Name of the claimant.' })
  @Optional()
  @IsText()
  @MaxLength(300)
  readonly claimant?: string;

  @ApiPropertyOptional({ description: 'When it was claimed, EDTF.', example: '2025-03-27' })
  @Optional()
  @IsEdtf()
  readonly claimedOn?: string;

  @ApiPropertyOptional({ description: 'The address of a work that carries it, or of an outside review of it.' })
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 50, default: 10, description: 'How many items at most.' })
  @Optional()
  @Digits()
  @IsInt()
  @Min(1)
  @Max(50)
  readonly limit?: number;
}
