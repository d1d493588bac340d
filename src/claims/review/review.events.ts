import type { Event } from '../../kernel/event.js';
import type { Confidence, Rating } from '../verdicts/verdicts.events.js';

export type NoteAdded = Event<'NoteAdded', { noteId: string }, { text: string }>;

export type ReviewAssigned = Event<
  'ReviewAssigned',
  {
    /** A person. */
    reviewer: string;
    /** EDTF: a year, month or day. */
    dueOn?: string;
    /** To rate a proposal without having seen it: until then nothing of an open one is shown to them. */
    blind?: true;
  },
  { note?: string }
>;

export type ReviewReleased = Event<'ReviewReleased', { reviewer: string }, { reason?: string }>;

/** What somebody else makes of the wording that an open proposal rates. */
export type SecondRatingRecorded = Event<
  'SecondRatingRecorded',
  {
    verdictId: string;
    scale: string;
    scaleVersion: number;
    rating: Rating;
    wordingId: string;
    confidence?: Confidence;
    /** Whether the proposal was kept from the rater from its beginning: only such pairs say how far reviewers agree. */
    blind: boolean;
  },
  { rationale?: string }
>;

export type ReviewEvent = NoteAdded | ReviewAssigned | ReviewReleased | SecondRatingRecorded;
