import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsText, Optional } from '../kernel/fields.js';
import { ERASURE_BASES, type ErasureBasis } from './ledger.events.js';

/** Proposes to erase the words of the event at the position in the path, for another admin to confirm. */
export class ProposeErasure {
  /** The legal basis. @example 'data-protection' */
  @IsIn(ERASURE_BASES)
  readonly basis: ErasureBasis;

  /**
   * Why, at most 2,000 characters; without the words that are to go, which it would outlive.
   * @example 'The person named has asked for it; request of 3 March.'
   */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;

  /** Positions of further events whose words go with it, at most 255. @example [18, 21] */
  @Optional()
  @IsArray()
  @ArrayMaxSize(255)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  readonly positions?: number[];
}

/** Takes back, or turns down, the open proposal to erase the position in the path. */
export class WithdrawErasure {
  /** Why, at most 2,000 characters. @example 'The name is that of a public office.' */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}

/** Carries out another admin's open proposal to erase the position in the path: at once and for good. */
export class ConfirmErasure {}

/**
 * Erases words as part of something else that two people have decided, in the same append: of a person's erasure. No
 * route gives it.
 */
export class EraseWords {
  /** Of the events whose words go; one at least. */
  readonly positions: number[];
  /** The legal basis, and the erasure that it is part of. */
  readonly basis: ErasureBasis;
  readonly erasureId: string;
}

/** Accepts that events were written by somebody without the append key, so that checkpoints cover them. */
export class AcceptUnauthorisedAppend {
  /** Positions of the events, ascending; one at least, 256 at most. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(256)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(0, { each: true })
  readonly positions: number[];

  /** What was found out about them, at most 2,000 characters. */
  @IsText()
  @MaxLength(2000)
  readonly reason: string;
}

/** Records which checker of claim proofs this ledger's servers hand out. */
export class ReleaseChecker {
  /** SHA-256 of its file, hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/)
  readonly sha256: string;
}

/** Records that an older copy of the ledger was restored. */
export class NoteRestore {
  /** The events that are there. */
  @IsInt()
  @Min(0)
  readonly size: number;

  /** The events that the newest checkpoint covers; 0: there is none. */
  @IsInt()
  @Min(0)
  readonly checkpoint: number;
}

/** Adopts another key to sign checkpoints with, beside the one in force. */
export class AdoptSigningKey {
  /**
   * The public key, C2SP signed-note `vkey`, under the log's own name.
   * @example 'example.org/log+a3bed5dd+AVJX1Q4wv2xPX5iiwb1BczWRbZcdBRvTFg4UbRqn/2K6'
   */
  @IsText()
  @MaxLength(1000)
  readonly vkey: string;
}

/** Retires a signing key, whose successor has been adopted. */
export class RetireSigningKey {
  /**
   * The public key, C2SP signed-note `vkey`.
   * @example 'example.org/log+a3bed5dd+AVJX1Q4wv2xPX5iiwb1BczWRbZcdBRvTFg4UbRqn/2K6'
   */
  @IsText()
  @MaxLength(1000)
  readonly vkey: string;
}
