import { originKeys } from '../kernel/names.js';
import { takingKeys, type KeyChange, type KeyEvent, type KeyRules } from '../kernel/reservations.js';
import { addressKeys } from '../works/address.js';
import type {
  ClaimantCorrected,
  ClaimEvent,
  ClaimSubmitted,
  EvidenceFacts,
  EvidenceWords,
  ClaimantAdded,
  OutsideReviewFacts,
  OutsideReviewWords,
  UpstreamAttributed,
  VerdictProposed,
} from './claim.events.js';

/** Every event that has a name holds its keys beside the others that have it. */
const naming = (name: string | undefined, id: string | null | undefined, certain = true): KeyChange[] => {
  if (name === undefined || !id) return [];
  const taken = takingKeys(originKeys(name), { id, ofWords: true, how: 'beside' });
  return certain ? taken : taken.map((change) => ({ ...change, certain: false }));
};

const wordsOf = <Words>({ words }: KeyEvent): Partial<Words> => words ?? {};

const claimant = (event: KeyEvent): KeyChange[] =>
  naming(
    wordsOf<ClaimantCorrected['words']>(event).claimant?.name,
    (event.facts as (ClaimSubmitted | ClaimantCorrected)['facts']).claimantId,
  );

/** Further claimants, and subjects. */
const party = (event: KeyEvent): KeyChange[] => {
  const { claimantId, originId } = event.facts as { claimantId?: string; originId?: string };
  const { claimant: added, subject } = wordsOf<Partial<ClaimantAdded['words'] & { subject: { name: string } }>>(event);
  return naming((added ?? subject)?.name, claimantId ?? originId);
};

/** With an outlet its name is no key; "the same origin as" takes none either, and is not in the event. */
const evidence = (event: KeyEvent): KeyChange[] => {
  const { originId, outletId } = event.facts as EvidenceFacts;
  return outletId === undefined ? naming(wordsOf<EvidenceWords>(event).originName, originId, false) : [];
};

const review = (event: KeyEvent): KeyChange[] => {
  const { outsideReviewId: id, publisherId } = event.facts as OutsideReviewFacts;
  const { publisher, url } = wordsOf<OutsideReviewWords>(event);
  return [
    ...naming(publisher, publisherId),
    ...(url === undefined ? [] : takingKeys(addressKeys(url, 'review'), { id, ofWords: true, how: 'alone' })),
  ];
};

/** A change or withdrawal may free an address that it does not name. */
const freeingReview = ({ facts }: KeyEvent): KeyChange => ({
  freesOf: 'review',
  id: (facts as OutsideReviewFacts).outsideReviewId,
  certain: false,
});

/** What a claim's events do to the keys of names and of other publishers' reviews. */
export const claimKeys: KeyRules = {
  ClaimSubmitted: claimant,
  ClaimantCorrected: claimant,
  ClaimantAdded: party,
  SubjectAdded: party,
  VerdictProposed: (event) =>
    naming(
      wordsOf<VerdictProposed['words']>(event).claimant?.name,
      (event.facts as VerdictProposed['facts']).reassignment?.claimantId,
    ),
  EvidenceAttached: evidence,
  EvidenceCorrected: evidence,
  UpstreamAttributed: (event) => {
    const { outletId, workId, originId, namesNobody } = event.facts as UpstreamAttributed['facts'];
    const { name } = wordsOf<UpstreamAttributed['words']>(event);
    return outletId === undefined && workId === undefined && !namesNobody ? naming(name, originId) : [];
  },
  OutsideReviewRecorded: review,
  OutsideReviewChanged: (event) => [freeingReview(event), ...review(event)],
  OutsideReviewWithdrawn: (event) => [freeingReview(event)],
} satisfies { readonly [Type in ClaimEvent['type']]?: KeyRules[string] };
