/** Names and codes in words, for the sentences of a history. */
export interface EventParts {
  readonly rating?: string;
  readonly otherRating?: string;
  readonly work?: string;
  readonly outlet?: string;
  readonly claim?: string;
  readonly day?: string;
  readonly language?: string;
  readonly mode?: string;
  readonly place?: string;
  readonly ground?: string;
  readonly what?: string;
  readonly who?: string;
}

const quoted = (text: string | undefined, otherwise: string) => (text === undefined ? otherwise : `“${text}”`);

/** What happened, a sentence for each type of event of a claim. */
export const history = {
  title: (text: string) => `History: ${text}`,
  lead: 'What happened to this claim, newest first. Pick two to compare.',
  compare: 'Compare',
  asItStood: 'Open as it stood',
  from: 'From',
  to: 'To',
  by: (who: string) => `by ${who}`,
  withheldPart: 'A part of this is not public.',
  otherEvent: 'Something happened for which this page has no words yet.',
  empty: 'Nothing that you may see happened to it.',
  event: {
    ClaimSubmitted: ({ what }: EventParts) =>
      `The claim was put on record${what === undefined ? '' : ` as a ${what}`}.`,
    ClaimReworded: () => 'The claim got another wording.',
    ClaimTranslated: ({ language }: EventParts) =>
      `The claim was translated${language === undefined ? '' : ` into ${language}`}.`,
    ClaimantCorrected: ({ who }: EventParts) =>
      `Who made the claim was corrected${who === undefined ? '' : `: ${who}`}.`,
    ClaimTagged: () => 'Its topics were changed.',
    ClaimRelated: ({ what, claim }: EventParts) =>
      `It was related to another claim: it ${what ?? 'has to do with'} ${quoted(claim, 'it')}.`,
    ClaimUnrelated: ({ claim }: EventParts) => `A relation to ${quoted(claim, 'another claim')} was taken back.`,
    ClaimMerged: ({ claim }: EventParts) => `It was found to repeat ${quoted(claim, 'another claim')}.`,
    ClaimAbsorbed: ({ claim }: EventParts) => `${quoted(claim, 'Another claim')} was found to repeat this one.`,
    ClaimSplit: ({ claim }: EventParts) => `It no longer counts as a repetition of ${quoted(claim, 'another claim')}.`,
    ClaimReleased: ({ claim }: EventParts) =>
      `${quoted(claim, 'Another claim')} no longer counts as a repetition of this one.`,
    ClaimDeclined: ({ ground }: EventParts) => `It was declined: ${ground ?? ''}.`,
    ClaimWithdrawn: () => 'It was withdrawn.',
    ClaimReopened: () => 'It was opened again.',
    AppearanceRecorded: ({ work, outlet, mode, place }: EventParts) =>
      `It was found in ${quoted(work, 'a work')}${outlet === undefined ? '' : ` of ${outlet}`}, which ${mode ?? ''} ${place ?? ''}.`,
    AppearanceCorrected: ({ work, outlet, mode, place }: EventParts) =>
      `How it appears in ${quoted(work, 'a work')}${outlet === undefined ? '' : ` of ${outlet}`} was corrected: it ${mode ?? ''} ${place ?? ''}.`,
    AppearanceWithdrawn: () => 'A place where it was said to appear was withdrawn.',
    AttributionChecked: ({ what }: EventParts) => `Whether it was said so was checked: ${what ?? ''}.`,
    UpstreamAttributed: ({ what, who }: EventParts) =>
      `Where a work took it from was recorded: ${who ?? 'a source'}, ${what ?? ''}.`,
    UpstreamWithdrawn: () => 'Where a work was said to have taken it from was withdrawn.',
    EvidenceAttached: ({ what, work }: EventParts) => `Evidence was added (${what ?? ''}): ${quoted(work, 'an item')}.`,
    EvidenceCorrected: ({ what, work }: EventParts) =>
      `Evidence was corrected (${what ?? ''}): ${quoted(work, 'an item')}.`,
    EvidenceWithdrawn: () => 'An item of evidence was withdrawn.',
    NoteAdded: () => 'A note was added.',
    ReviewAssigned: ({ who, day }: EventParts) =>
      `${who ?? 'Somebody'} was asked to check it${day === undefined ? '' : `, by ${day}`}.`,
    ReviewReleased: ({ who }: EventParts) => `${who ?? 'Somebody'} was released from checking it.`,
    SecondRatingRecorded: ({ rating }: EventParts) => `A second person rated it ${rating ?? ''}.`,
    VerdictProposed: ({ rating }: EventParts) => `A verdict was proposed: ${rating ?? ''}.`,
    VerdictProposalWithdrawn: () => 'The proposal was withdrawn.',
    VerdictSentBack: () => 'The proposal was sent back.',
    VerdictPublished: ({ rating }: EventParts) =>
      `The verdict was published${rating === undefined ? '' : `: ${rating}`}.`,
    VerdictTranslated: ({ language }: EventParts) =>
      `The verdict was translated${language === undefined ? '' : ` into ${language}`}.`,
    VerdictSuperseded: ({ rating }: EventParts) =>
      `New facts: another verdict took the place of ${rating ?? 'the one before'}.`,
    VerdictCorrected: ({ what }: EventParts) =>
      what === 'minor' ? 'Our error: a text of the verdict was mended.' : 'Our error: the verdict was corrected.',
    VerdictRetracted: () => 'The verdict was retracted.',
    RetractionConfirmed: () => 'A second person confirmed the retraction.',
    RetractionOverturned: () => 'A second person overturned the retraction: the verdict stands again.',
    VerdictExpired: ({ day }: EventParts) => `The verdict expired: it held until ${day ?? 'its last day'}.`,
    PublicationWithheld: ({ ground }: EventParts) => `The claim was withheld from the public ${ground ?? ''}.`,
    WithholdingConfirmed: () => 'A second person confirmed that it is withheld.',
    WithholdingLifted: () => 'It is public again.',
    OutsideReviewRecorded: ({ who }: EventParts) => `What ${who ?? 'another fact-checker'} found of it was recorded.`,
    OutsideReviewChanged: ({ who }: EventParts) => `What ${who ?? 'another fact-checker'} found of it has changed.`,
    OutsideReviewWithdrawn: () => 'What another fact-checker found of it was withdrawn.',
    DisputeOpened: ({ who }: EventParts) => `${who ?? 'Somebody'} disputed the verdict.`,
    DisputeDecided: ({ what }: EventParts) => `The dispute was decided: ${what ?? ''}.`,
    DisputeWithdrawn: () => 'The dispute was withdrawn.',
    ReplyRequested: ({ who }: EventParts) => `${who ?? 'Somebody'} was asked for a reply.`,
    ReplyReceived: ({ who }: EventParts) => `${who ?? 'Somebody'} replied.`,
    CorrectionRequested: () => 'Somebody asked for a correction.',
    CorrectionRequestAnswered: () => 'A request for a correction was answered.',
  },
} as const;
