import type { ClaimEvent } from '../../claims/claim.events.js';
import type { PersonNames } from '../people/people-names.js';
import type { RedactedEvent } from '../visibility.js';

/** What happened, from facts that every reader of the event may see; who, when and why follow. */
const HAPPENED: {
  readonly [Each in ClaimEvent as Each['type']]: (facts: Each['facts'], name: (person: string) => string) => string;
} = {
  ClaimSubmitted: ({ kind, language }) => `The claim was submitted (${kind}, ${language})`,
  ClaimReworded: ({ by }) => `The claim was reworded${by === undefined ? '' : ` with the material correction ${by}`}`,
  ClaimTranslated: ({ language }) => `The wording was translated (${language})`,
  ClaimantCorrected: ({ claimantId, by }) =>
    `The claimant was corrected to ${claimantId ?? 'nobody but the outlet'}${by === undefined ? '' : ` with the material correction ${by}`}`,
  ClaimTagged: ({ topics }) =>
    topics.length > 0 ? `Topics were set to ${topics.join(', ')}` : 'All topics were removed',
  ClaimantAdded: ({ claimantId }) => `Another claimant was added: ${claimantId}`,
  ClaimantRemoved: ({ claimantId }) => `Claimant ${claimantId} was removed`,
  OwnCorrectionRecorded: ({ claimantId }) => `Claimant ${claimantId} put right what they had said`,
  SubjectAdded: ({ as }) => `Somebody was named as ${as}`,
  SubjectRemoved: () => 'A subject was removed',
  ClaimRelated: ({ relation, claimId }) =>
    `The claim was related to claim ${claimId}: it ${RELATED[relation]} that one`,
  ClaimUnrelated: ({ relation, claimId }) => `The relation to claim ${claimId} (${relation}) was taken back`,
  ClaimMerged: ({ intoId }) => `The claim was marked as a duplicate of claim ${intoId}`,
  ClaimAbsorbed: ({ claimId }) => `Claim ${claimId} was marked as a duplicate of this one`,
  ClaimSplit: ({ fromId }) => `The claim was split off claim ${fromId} again`,
  ClaimReleased: ({ claimId }) => `Claim ${claimId} was split off this one again`,
  ClaimDeclined: ({ ground }) => `The claim was declined (${ground})`,
  ClaimWithdrawn: () => 'The claim was withdrawn',
  ClaimReopened: () => 'The claim was reopened',
  AppearanceRecorded: ({ mode, place, workId }) => `An appearance in work ${workId} was recorded (${mode}, ${place})`,
  AppearanceCorrected: ({ mode, place, workId }) =>
    `An appearance was corrected: it is in work ${workId} (${mode}, ${place})`,
  AppearanceWithdrawn: () => 'An appearance was withdrawn',
  AttributionChecked: ({ attribution }) => `The attribution of an appearance was checked: ${attribution}`,
  UpstreamAttributed: ({ kind, relation, basis }) => `It was taken from elsewhere (${kind}, ${relation}, ${basis})`,
  UpstreamWithdrawn: () => 'Where it was taken from was withdrawn',
  CarrierChangesConfirmed: ({ changeIds, policy, alone }) =>
    `${changeIds.length === 1 ? 'A change' : `${changeIds.length} changes`} of who carried it ${changeIds.length === 1 ? 'was' : 'were'} confirmed under ${policy}${alone ? ' by one person alone' : ''}`,
  CarrierChangeRefused: () => 'A change of who carried it was refused',
  CarrierChangeWithdrawn: () => 'A change of who carried it was taken back',
  EvidenceAttached: ({ stance, source }) => `Evidence was attached (${source}, ${stance})`,
  EvidenceCorrected: ({ stance, source }) => `Evidence was corrected (${source}, ${stance})`,
  EvidenceWithdrawn: () => 'Evidence was withdrawn',
  NoteAdded: () => 'A note was added',
  ReviewAssigned: ({ reviewer, dueOn, blind }, name) =>
    `${name(reviewer)} was assigned as a reviewer${blind ? ', blind' : ''}${dueOn === undefined ? '' : `, due ${dueOn}`}`,
  ReviewReleased: ({ reviewer }, name) => `${name(reviewer)} was released from the review`,
  SecondRatingRecorded: ({ rating, blind }) => `A second rating was recorded: ${rating}${blind ? ', blind' : ''}`,
  VerdictProposed: ({ rating, follows }) =>
    `A verdict was proposed: ${rating}${follows ? `, a ${follows.as} of verdict ${follows.verdictId}` : ''}`,
  VerdictProposalWithdrawn: () => 'The proposal was withdrawn',
  VerdictSentBack: () => 'The proposal was sent back',
  VerdictPublished: ({ policy }) => `The verdict was published under ${policy}`,
  VerdictTranslated: ({ language }) => `The verdict was translated (${language})`,
  VerdictSuperseded: ({ by }) => `The verdict was superseded by verdict ${by}`,
  VerdictCorrected: (facts) =>
    facts.grade === 'minor'
      ? `The verdict's texts were corrected (${facts.texts.join(', ')})`
      : `The verdict was corrected materially by verdict ${facts.by}`,
  VerdictRetracted: () => 'The verdict was retracted',
  RetractionConfirmed: () => 'The retraction was confirmed',
  RetractionOverturned: () => 'The retraction was overturned',
  VerdictExpired: ({ validUntil }) => `The verdict expired: it held until ${validUntil}`,
  VerdictReaffirmed: ({ upTo }) => `It was looked at again up to position ${upTo}, and the verdict stands`,
  PublicationWithheld: ({ basis }) => `The claim was withheld from the public (${basis})`,
  WithholdingConfirmed: () => 'The withholding was confirmed',
  WithholdingLifted: () => 'The withholding was lifted',
  OutsideReviewRecorded: ({ rating }) => `An outside review was recorded${rating === undefined ? '' : `: ${rating}`}`,
  OutsideReviewChanged: ({ rating }) => `An outside review was changed${rating === undefined ? '' : `: ${rating}`}`,
  OutsideReviewWithdrawn: () => 'An outside review was withdrawn',
  DisputeOpened: ({ party, verdictId }) => `A dispute about verdict ${verdictId} was opened (${party})`,
  DisputeDecided: ({ outcome }) => `A dispute was decided: ${outcome}`,
  DisputeWithdrawn: () => 'A dispute was withdrawn',
  ReplyRequested: ({ to, deadline }) => `A reply was requested of ${CONCERNED[to]} until ${deadline}`,
  ReplyReceived: ({ from }) => `A reply of ${CONCERNED[from]} was received`,
  ReplyIdentityChecked: () => 'It was checked who sent a reply',
  CorrectionRequested: ({ verdictId }) => `A correction of verdict ${verdictId} was requested`,
  CorrectionRequestAnswered: ({ outcome }) => `A request for correction was answered: ${outcome}`,
};

const CONCERNED = {
  claimant: 'the claimant',
  outlet: 'the outlet',
  subject: 'a subject',
  maker: 'a maker',
  source: 'a source',
  other: 'somebody else',
} as const;

const RELATED = {
  contradicts: 'contradicts',
  updates: 'updates',
  negates: 'negates',
  narrows: 'narrows',
  'part-of': 'is part of',
} as const;

/** An event as somebody may see it. */
interface SummarySource extends Pick<RedactedEvent, 'facts' | 'words'> {
  readonly type: ClaimEvent['type'];
  readonly at: string;
  /** Null for who may not know. */
  readonly actor: string | null;
}

/**
 * What happened, when, by whom and why, in a sentence. It is made when it is asked for, of what that reader may see: so an
 * erasure needs not reach it.
 *
 * @param called by what people are called; who is not among them keeps their identifier
 */
export function summaryOf({ type, facts, words, at, actor }: SummarySource, called: PersonNames): string {
  const happened = HAPPENED[type] as unknown as (
    facts: SummarySource['facts'],
    name: (person: string) => string,
  ) => string;
  const name = (person: string): string => called.get(person) ?? person;
  const reason = words?.reason ?? words?.selectionReason;
  const when = `on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
  const why = typeof reason === 'string' ? `: ${reason.replace(/\.$/, '')}` : '';
  return `${happened(facts, name)} ${when}${actor === null ? '' : ` by ${name(actor)}`}${why}.`;
}
