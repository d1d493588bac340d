import type { Event, NoWords } from '../../kernel/event.js';

/**
 * Each step has two halves, one in the stream of either claim, appended together: the duplicate is merged and the other
 * claim absorbs it, or it is split off again and released. Nothing is moved.
 */
export type DuplicateEvent =
  | Event<'ClaimMerged', { intoId: string }, { reason?: string }>
  | Event<
      'ClaimAbsorbed',
      {
        claimId: string;
        /** Everybody who counts as its submitter, and so as one of the absorbing claim's while it is absorbed. */
        submitters: string[];
      },
      NoWords
    >
  | Event<'ClaimSplit', { fromId: string }, { reason: string }>
  | Event<'ClaimReleased', { claimId: string }, NoWords>;
