const plural = (count: number, one: string, more: string): string => (count === 1 ? one : more);

/** The page of a claim and what lists say of it. */
export const claim = {
  titled: (rating: string, text: string) => `${rating}: ${text}`,
  retractedTitle: (text: string) => `Retracted: ${text}`,
  unrated: 'Not rated',
  textErased: 'The text of this claim was erased.',
  saidBy: (name: string, day: string | null) => `Said by ${name}${day === null ? '' : `, ${day}`}`,
  outletItself: (day: string | null) => `The outlet says it itself${day === null ? '' : `, ${day}`}`,
  ourWords: 'The claim is in our words',
  found: 'What we found',
  noVerdict: 'No verdict is published.',
  noVerdictForDay: (day: string) => `No verdict of ours holds for ${day}.`,
  outdatedWas: (rating: string) => `Outdated, was ${rating}`,
  disputed: 'disputed',
  expired: 'expired',
  ratedBy: {
    'two-eyes': 'Proposed and published by one person of this desk.',
    'four-eyes': 'Rated by two people of this desk.',
    'six-eyes': 'Rated by three people of this desk.',
  },
  noInterest: 'No interest declared.',
  interests: (count: number) => plural(count, 'An interest was declared.', `${count} interests were declared.`),
  whatMeans: (rating: string) => `What “${rating}” means`,
  notKnown: 'What we do not know',
  searched: 'What we searched',
  asked: 'Whom we asked',
  evidence: 'Evidence',
  evidenceCounts: (supports: number, refutes: number, context: number) =>
    `For ${supports} · Against ${refutes} · Context ${context}`,
  noEvidence: 'This verdict rests on no item of evidence.',
  origin: (name: string) => `Origin: ${name}`,
  originUnknown: 'Whose statement it is, we do not know.',
  sourceInterest: (interest: string) => `Interest of the source: ${interest}`,
  confidentialSource: 'A source whose name stays with the desk.',
  singleSource: 'Why one source is enough',
  carried: 'Who carried it',
  carriedSentence: (works: number, outlets: number) =>
    `${plural(works, 'One work', `${works} works`)}${outlets === 0 ? '' : ` in ${plural(outlets, 'one outlet', `${outlets} outlets`)}`}.`,
  originsSentence: (origins: number, named: string | null) =>
    origins === 0
      ? 'We could trace no origin.'
      : `${plural(origins, 'One origin', `${origins} origins`)} that we could trace${named === null ? '' : `: ${named}`}.`,
  notCarried: 'No work that carried it is on record.',
  unknownOutlet: 'an outlet not known to us',
  untitled: 'a work without a title',
  takenFrom: (source: string, how: string) => `It took it from ${source}: ${how}.`,
  notTraced: 'We do not know where it took it from.',
  challenged: 'The same work contradicts it:',
  translation: 'Our translation',
  goToWords: 'These words in the source',
  replies: 'Replies',
  replyOf: (who: string, day: string | null) => `${who}${day === null ? '' : `, ${day}`}`,
  noReplyReason: 'Why nobody was asked',
  earlier: 'All our verdicts',
  worked: 'How we worked',
  chosenBecause: 'Why we chose it',
  decided: 'Who could decide',
  recordedOn: 'On record since',
  corrections: 'Corrections',
  noCorrections: 'None.',
  minorCorrection: (day: string) => `On ${day} its text was corrected.`,
  materialCorrection: (day: string, was: string, is: string) =>
    `Corrected on ${day}. We had written ${was}; it should have been ${is}.`,
  retractedOn: (day: string) => `Retracted on ${day}.`,
  retractionUnconfirmed: 'A second person has not confirmed this yet.',
  updated: 'Updated: new facts',
  whatChanged: 'What changed',
  related: 'Related claims',
  outside: 'What other fact-checkers found',
  outsideSaid: (publisher: string, rating: string) => `${publisher}: “${rating}”`,
  topics: 'Topics',
  history: 'History',
  check: 'Check this record',
  complain: 'Complain',
  feed: 'Feed',
  cite: 'Cite',
  thisVerdict: 'This verdict at its own address',
  because: (reason: string) => `Because: ${reason}`,
  claimKind: 'Kind',
} as const;

/** The table of a claim's verdicts. */
export const verdicts = {
  verdict: 'Verdict',
  holdsFor: 'Holds for',
  assessed: 'Assessed on',
  saidFrom: 'Said from',
  ended: 'What ended it',
  asItStood: 'As it stood',
  open: 'Open',
} as const;

/** How claims relate. */
export const related = {
  toOther: (relation: string) => `This claim ${relation}`,
  fromOther: (relation: string) => `This is what another claim says of this one (it ${relation} it):`,
  other: 'another claim',
} as const;
