import type { Event } from '../../kernel/event.js';

/** Why a claim is not checked. That it repeats another one is no ground: it is merged. */
export const DECLINE_GROUNDS = [
  'not-checkable',
  'too-vague',
  'out-of-scope',
  'no-public-interest',
  'no-sources',
  'checked-elsewhere',
  'other',
] as const;
export type DeclineGround = (typeof DECLINE_GROUNDS)[number];

type NoFacts = Record<string, never>;

export type ClosingEvent =
  | Event<'ClaimDeclined', { ground: DeclineGround }, { reason: string }>
  | Event<'ClaimWithdrawn', NoFacts, { reason: string }>
  /** Declined or withdrawn before. */
  | Event<'ClaimReopened', NoFacts, { reason: string }>;
