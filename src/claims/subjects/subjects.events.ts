import type { Event } from '../../kernel/event.js';
import type { ClaimantWords } from '../submission/submission.events.js';

/** What somebody is in a claim who does not assert it: shown, quoted wrongly, or passed off as its author. */
export const SUBJECT_ROLES = ['depicted', 'misquoted', 'impersonated'] as const;
export type SubjectRole = (typeof SUBJECT_ROLES)[number];

export type SubjectEvent =
  | Event<
      'SubjectAdded',
      {
        subjectId: string;
        /** The origin identifier of the name. */
        originId: string;
        as: SubjectRole;
      },
      { subject: ClaimantWords; note?: string }
    >
  | Event<'SubjectRemoved', { subjectId: string }, { reason: string }>;
