import type { Event } from '../../kernel/event.js';
import type { Rating } from '../verdicts/verdicts.events.js';

/** How another publisher's rating came onto our scale: by a table of theirs, by an editor, or as its text says. */
export const MAPPINGS = ['by-table', 'by-hand', 'by-text'] as const;
export type Mapping = (typeof MAPPINGS)[number];

/** What another fact-checker found of the same claim, as its page says. */
export interface OutsideReviewFacts {
  outsideReviewId: string;
  /** The publisher's origin identifier. */
  publisherId: string;
  /** On our scale, where it has a place there; the publisher's own rating is words. */
  rating?: Rating;
  scale?: string;
  scaleVersion?: number;
  mapped?: Mapping;
  /** EDTF. */
  reviewedOn?: string;
  /** BCP 47. */
  language?: string;
  /** Stands for the address, which is words. */
  reservationId: string;
}

export interface OutsideReviewWords {
  publisher: string;
  url: string;
  title?: string;
  nativeRating: string;
  note?: string;
}

export type OutsideReviewEvent =
  | Event<'OutsideReviewRecorded', OutsideReviewFacts, OutsideReviewWords>
  /** The review as it is from now on, whole. */
  | Event<'OutsideReviewChanged', OutsideReviewFacts, OutsideReviewWords & { reason: string }>
  | Event<'OutsideReviewWithdrawn', { outsideReviewId: string }, { reason: string }>;
