import { IsIn, MaxLength } from 'class-validator';
import { IsText, Optional } from '../../kernel/fields.js';
import { WithReason } from '../../kernel/reason.commands.js';
import { SUBJECT_ROLES, type SubjectRole } from '../claim.events.js';
import { NamedParty } from '../submission/submission.commands.js';

/** Says whom a claim shows, quotes wrongly, or passes off as its author. Only the desk reads it. */
export class AddSubject extends NamedParty {
  /** What they are in it. @example 'depicted' */
  @IsIn(SUBJECT_ROLES)
  readonly as: SubjectRole;

  /** A note for colleagues, at most 2,000 characters. @example 'Second from the left.' */
  @Optional()
  @IsText()
  @MaxLength(2000)
  readonly note?: string;
}

/** Says that a subject, named in the path, is none. */
export class RemoveSubject extends WithReason {}
