import { IsIn, Matches, MaxLength } from 'class-validator';
import { IsEdtf } from '../kernel/edtf.js';
import { Satisfies, IsText, IsWebAddress, Optional, RequiredIf } from '../kernel/fields.js';
import { WithReason } from '../kernel/reason.commands.js';
import { CORRECTION_KINDS, type CorrectionKind } from './work.events.js';

const DIGEST = /^[0-9a-f]{64}$/;
const silent = ({ kind }: ObserveCorrection): boolean => kind === 'silent-edit';

/** Records what the outlet did to the work after it had published it. */
export class ObserveCorrection {
  /** What it did. @example 'correction' */
  @IsIn(CORRECTION_KINDS)
  readonly kind: CorrectionKind;

  /** When this desk saw it: a year, month or day. @example '2025-03-28' */
  @IsEdtf('single')
  readonly observedOn: string;

  /** When the outlet did it, EDTF; absent where it does not say. @example '2025-03-28' */
  @Optional()
  @IsEdtf()
  readonly publishedOn?: string;

  /**
   * Digest of a kept snapshot of the work before it; a silent edit is shown by this and the next one.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  @RequiredIf<ObserveCorrection>(silent)
  @Matches(DIGEST)
  readonly before?: string;

  /**
   * Digest of a kept snapshot of the work after it.
   * @example '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752'
   */
  @RequiredIf<ObserveCorrection>(silent)
  @Matches(DIGEST)
  @Satisfies<ObserveCorrection>(({ before, after }) => before !== after, '$property is the same as before')
  readonly after?: string;

  /**
   * What the outlet says of it, at most 2,000 characters.
   * @example 'An earlier version of this article gave the figure as 11,000.'
   */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly text?: string;

  /** Where it says so: http or https, at most 2,048 characters. @example 'https://www.rbc.ua/corrections' */
  @Optional()
  @IsWebAddress()
  readonly url?: string;

  /** A note, at most 2,000 characters. @example 'The headline still has the old figure.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Withdraws an observation, named in the path. */
export class WithdrawObservedCorrection extends WithReason {}

/** Records that somebody looked whether the outlet has corrected the work, and saw nothing. */
export class SeeNoCorrection {
  /** On which day. @example '2025-04-28' */
  @IsEdtf('single')
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  readonly lookedOn: string;

  /** A note, at most 2,000 characters. @example 'Compared with the snapshot word for word.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}
