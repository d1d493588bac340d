import type { Event } from '../../kernel/event.js';

/** What a claim may be withheld from the public for; never for what a verdict says. */
export const WITHHOLDING_BASES = [
  'court-order',
  'authority-order',
  'data-protection',
  'safety-of-a-person',
  'unlawful-content',
] as const;
export type WithholdingBasis = (typeof WITHHOLDING_BASES)[number];

/**
 * A published claim is kept from the public, with all its verdicts: at once, and unconfirmed until another person has
 * looked at it. At most one at a time, so confirming and lifting need no name.
 */
export type WithholdingEvent =
  | Event<'PublicationWithheld', { basis: WithholdingBasis }, { reason: string; order?: string }>
  | Event<'WithholdingConfirmed', Record<string, never>, { note?: string }>
  | Event<'WithholdingLifted', Record<string, never>, { reason: string }>;
