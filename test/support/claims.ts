import { v7 } from 'uuid';
import type { ClaimEvent } from '../../src/claims/claim.events.js';
import type { Entry } from './recording.js';

type FactsOf<Type extends ClaimEvent['type']> = Extract<ClaimEvent, { type: Type }>['facts'];

/** Writes down the events of one claim with facts that would pass the deciders. */
export const aClaim = (id: string = v7()) => {
  const stream = `claim-${id}`;
  const wordingId = v7();
  const entry = <Type extends ClaimEvent['type']>(type: Type, facts: FactsOf<Type>, words: object = {}): Entry => ({
    stream,
    type,
    facts,
    words,
  });
  return {
    id,
    stream,
    entry,
    submitted: (facts: Partial<FactsOf<'ClaimSubmitted'>> = {}, words: object = {}) =>
      entry(
        'ClaimSubmitted',
        {
          wordingId,
          kind: 'event',
          language: 'en',
          claimantId: null,
          claimedOnBasis: facts.claimedOn ? 'stated' : 'unknown',
          topics: [],
          ...facts,
        },
        { text: 'Something happened.', ...words },
      ),
    appeared: (workId: string, originId = workId, appearanceId = v7(), words: object = {}) =>
      entry(
        'AppearanceRecorded',
        { appearanceId, workId, originId, mode: 'own-voice', place: 'body', excerpted: false, challenged: false },
        words,
      ),
    attached: (evidenceId: string, facts: Partial<FactsOf<'EvidenceAttached'>> = {}, words: object = {}) =>
      entry(
        'EvidenceAttached',
        { evidenceId, stance: 'supports', source: 'primary', sourceKind: 'document', originId: v7(), ...facts },
        { title: 'A document', ...words },
      ),
    proposed: (verdictId: string, facts: Partial<FactsOf<'VerdictProposed'>> = {}, words: object = {}) =>
      entry(
        'VerdictProposed',
        {
          verdictId,
          scale: 'truth-5',
          scaleVersion: 1,
          rating: 'TRUE',
          wordingId,
          evidence: [],
          assessedOn: '2025-01-01',
          flags: [],
          singleSource: false,
          noReply: false,
          unknowns: 0,
          ...facts,
        },
        { summary: 'It did.', ...words },
      ),
    published: (verdictId: string, originIds: string[] = []) =>
      entry('VerdictPublished', { verdictId, policy: 'four-eyes', originIds }),
  };
};

/** The events of an outlet and of a work in it. */
export const anOutlet = (id: string, name: string, domains: readonly string[] = []): Entry[] => [
  { stream: `outlet-${id}`, type: 'OutletRegistered', facts: { kind: 'online', country: 'UA' }, words: { name } },
  ...domains.map((domain) => ({ stream: `outlet-${id}`, type: 'OutletDomainAdded', facts: { domain } })),
];

export const aWork = (id: string, outletId: string | null, words: object = { title: 'A title' }): Entry => ({
  stream: `work-${id}`,
  type: 'WorkRecorded',
  facts: { outletId, outletBasis: outletId ? 'stated' : 'unknown', publishedOnBasis: 'unknown' },
  words,
});
