import type { ClaimEvent } from '../claims/claim.events.js';

/** What happened, in a sentence made of facts only, so that no erasure has to reach it. */
const SUMMARIES: { readonly [Each in ClaimEvent as Each['type']]?: (facts: Each['facts']) => string } = {
  ClaimSubmitted: () => 'The claim was submitted.',
  AppearanceRecorded: ({ mode, place }) => `An appearance was recorded: ${mode}, ${place}.`,
  UpstreamAttributed: ({ kind, relation }) => `It was taken from elsewhere: ${kind}, ${relation}.`,
  EvidenceAttached: ({ stance, source }) => `Evidence was attached: ${source}, ${stance}.`,
  EvidenceWithdrawn: () => 'Evidence was withdrawn.',
  VerdictProposed: ({ rating, follows }) => `A verdict was proposed: ${rating}${follows ? `, a ${follows.as}` : ''}.`,
  VerdictProposalWithdrawn: () => 'The proposal was withdrawn.',
  VerdictSentBack: () => 'The proposal was sent back.',
  VerdictPublished: ({ policy }) => `The verdict was published under ${policy}.`,
  VerdictSuperseded: () => 'The verdict was superseded.',
  VerdictRetracted: () => 'The verdict was retracted.',
  RetractionConfirmed: () => 'The retraction was confirmed.',
  RetractionOverturned: () => 'The retraction was overturned.',
};

/** The sentence for one of a claim's events; what has none of its own is told by the words of its type. */
export const summaryOf = ({ type, facts }: Pick<ClaimEvent, 'type' | 'facts'>): string => {
  const summary = SUMMARIES[type] as ((facts: ClaimEvent['facts']) => string) | undefined;
  return summary?.(facts) ?? `${type[0]}${type.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}.`;
};
