import type { Event } from '../../kernel/event.js';

/** What a claim is to another one; `contradicts` and `negates` are said of both at once. */
export const CLAIM_RELATIONS = ['contradicts', 'updates', 'negates', 'narrows', 'part-of'] as const;
export type ClaimRelation = (typeof CLAIM_RELATIONS)[number];

interface RelationFacts {
  relationId: string;
  relation: ClaimRelation;
  /** The other claim. */
  claimId: string;
}

export type RelationEvent =
  Event<'ClaimRelated', RelationFacts, { note?: string }> | Event<'ClaimUnrelated', RelationFacts, { reason: string }>;
