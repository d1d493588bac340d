const plural = (count: number, one: string, more: string): string => (count === 1 ? one : more);

/** Two moments of a claim beside each other. */
export const compare = {
  title: (text: string) => `Compared: ${text}`,
  lead: (from: string, to: string, count: number) =>
    count === 0
      ? `Between ${from} and ${to}, nothing changed that you may see.`
      : `Between ${from} and ${to}, ${plural(count, 'one thing', `${count} things`)} changed.`,
  ours: (count: number) => plural(count, 'One was our error.', `${count} were our errors.`),
  beginning: 'the beginning',
  now: 'now',
  changes: 'What differs',
  happened: 'What happened in between',
  was: (text: string) => `Before: ${text}`,
  is: (text: string) => `After: ${text}`,
  inserted: 'inserted:',
  deleted: 'deleted:',
  added: (what: string) => `Added: ${what}`,
  removed: (what: string) => `Removed: ${what}`,
  changed: (what: string) => `Changed: ${what}`,
  fromTo: (what: string, was: string, is: string) => `${what}: from ${was} to ${is}`,
  nothing: 'nothing',
  openThen: 'Open as it stood before',
  openNow: 'Open as it stood after',
  fields: {
    text: 'Wording',
    status: 'Status',
    kind: 'Kind',
    language: 'Language',
    claimant: 'Who made it',
    claimedOn: 'Day on which it was made',
    topics: 'Topics',
    selectionReason: 'Why we chose it',
    verdicts: 'Verdict',
    evidence: 'Evidence',
    appearances: 'Place where it was carried',
    independentOrigins: 'Origins that we could trace',
    relations: 'Relation to another claim',
    disputes: 'Dispute',
    replies: 'Reply',
    outsideReviews: 'Finding of another fact-checker',
  },
} as const;

/** One verdict at its own address. */
export const oldVerdict = {
  title: (rating: string, text: string) => `${rating}: ${text}`,
  stands: 'This verdict is in force.',
  replaced: (day: string) => `This verdict no longer holds. It was replaced on ${day}.`,
  corrected: (day: string) => `This verdict was our error. It was corrected on ${day}.`,
  retracted: (day: string) => `This verdict was retracted on ${day}.`,
  toClaim: 'To the claim as it stands now',
  toNext: 'To the verdict that took its place',
  assessed: 'Assessed on',
} as const;

/** A citation: the claim as it stood, and what became of it. */
export const cite = {
  lead: (day: string) => `You follow a citation of ${day}.`,
  unchanged: 'Nothing has changed in its verdict since.',
  since: {
    'minor-correction': (day: string) => `Since then, on ${day}: a text of the verdict was mended.`,
    'material-correction': (day: string) => `Since then, on ${day}: corrected, our error.`,
    'carriers-corrected': (day: string) => `Since then, on ${day}: who carried it was corrected.`,
    supersession: (day: string) => `Since then, on ${day}: updated, new facts.`,
    retraction: (day: string) => `Since then, on ${day}: retracted.`,
    'retraction-confirmed': (day: string) => `Since then, on ${day}: the retraction was confirmed.`,
    'retraction-overturned': (day: string) => `Since then, on ${day}: the retraction was overturned.`,
  },
  toNow: 'Read it as it stands now',
  cite: 'Cite',
  how: 'This address shows the claim as it stands here, and tells whoever follows it what became of it since.',
  asText: (text: string, rating: string, day: string, address: string) =>
    `“${text}” Rated ${rating}, as of ${day}. ${address}`,
} as const;

/** Asking for a correction, and what became of it. */
export const requests = {
  title: 'Ask for a correction',
  lead: 'Anybody may. Somebody of this desk who neither proposed nor published the verdict decides, and answers you.',
  about: (text: string) => `About: ${text}`,
  what: 'What is wrong',
  whatHint: 'Say what is wrong and how you know. At most 5,000 characters.',
  contact: 'How we can reach you',
  contactHint: 'If you like. Only this desk reads it.',
  send: 'Send',
  empty: 'Say what is wrong.',
  tooLong: 'This is longer than we can take.',
  private: 'What you write is not published.',
  tooMany:
    'There were too many requests from where you are. Wait an hour and send it again: what you wrote is kept below.',
  sentTitle: 'We have your request',
  sent: 'Keep this receipt. It is shown now and never again; with it you see here what became of your request.',
  receipt: 'Receipt',
  address: 'Where to ask',
  receiptTitle: 'What became of your request',
  receiptHint: 'As you were given it. It is sent to this server and written down nowhere.',
  ask: 'Show',
  wrongReceipt: 'There is no request with this receipt here.',
  received: (day: string) => `We have your request of ${day}.`,
  undecided: 'Nobody has decided yet.',
  outcome: {
    accepted: 'You were right: it is being mended.',
    declined: 'It was declined.',
    'no-error-found': 'We found no error.',
  },
  answered: (day: string) => `Answered on ${day}.`,
  yours: 'What you wrote',
  ours: 'What we answer',
  elsewhere:
    'You can also complain about us elsewhere: to the code of standards that this desk has signed, where it has signed one (IFCN, EFCSN), or to the press council of your country.',
  choose:
    'To say that a verdict of ours is wrong, open the claim and follow “Complain” at its foot. Then it reaches the people who can mend it, and you get a receipt.',
} as const;

/** The drawing of what was said when of which days. */
export const clocks = {
  said: 'What we said',
  world: 'Days in the world',
  before: 'Before that',
  nothing: 'nothing published',
  nothingStands: 'nothing stands',
  steps: {
    published: 'First published',
    updated: 'Updated: new facts',
    corrected: 'Corrected: our error',
    retracted: 'Retracted',
  },
  sentences: {
    published: (day: string, rating: string, span: string) => `First published on ${day} as ${rating}, ${span}.`,
    updated: (day: string, rating: string, span: string) =>
      `New facts on ${day}: ${rating}, ${span}. What was said before still holds for the days before.`,
    corrected: (day: string, rating: string, span: string) => `Our error, corrected on ${day}: ${rating}, ${span}.`,
    retracted: (day: string, rating: string, _span: string) => `Retracted on ${day}: ${rating} was withdrawn.`,
  },
} as const;

/** A card on other people's pages. */
export const embed = {
  title: (title: string) => `Card: ${title}`,
  by: (desk: string) => `Checked by ${desk}`,
  read: 'Read what was found',
  button: 'Show it on your page',
  corrected: (day: string) => `Corrected on ${day}: it was our error.`,
  retracted: (day: string) => `Retracted on ${day}.`,
} as const;
