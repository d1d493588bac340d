import { IsInt, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsInstant, IsText, Optional } from '../kernel/fields.js';

/** Records that a copy of the work is kept: its bytes lie elsewhere, and are proved by their digest. */
export class KeepSnapshot {
  /**
   * SHA-256 of its bytes, 64 hexadecimal digits in lower case.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  @Matches(/^[0-9a-f]{64}$/)
  readonly digest: string;

  /** When it was taken, RFC 3339. @example '2025-03-27T10:12:00Z' */
  @IsInstant()
  readonly takenAt: string;

  /** Its media type (RFC 6838), without parameters. @example 'application/warc' */
  @Optional()
  @Matches(/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/)
  readonly mediaType?: string;

  /** Its length in bytes. @example 182044 */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly bytes?: number;

  /**
   * Where it lies: an address or a path, at most 2,048 characters.
   * @example 'https://web.archive.org/web/20250327101200/https://www.rbc.ua/'
   */
  @Optional()
  @IsText()
  @MaxLength(2048)
  readonly location?: string;

  /** A note, at most 2,000 characters. @example 'Without the comments.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}
