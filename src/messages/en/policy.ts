/** What the desk says of itself. Until the desk writes texts of its own, these say what the software holds it to. */
export const policy = {
  methodTitle: 'How we check',
  methodLead: 'What stands here is what this ledger enforces, whoever works at the desk.',
  scaleTitle: 'The scale',
  rating: 'Rating',
  meaning: 'What it means',
  methodSections: [
    {
      title: 'What is rated',
      text: [
        'A verdict rates one wording of one claim. The wording stands above the verdict; where it changes, the verdict has to be made anew.',
        'A verdict holds for days. New facts make a second verdict from a day on; the first still holds for the days before.',
        'We rate what can be checked. What is an opinion, too vague, or of no public interest is declined, with the reason.',
      ],
    },
    {
      title: 'What a rating needs',
      text: [
        'Two items of evidence from origins that do not depend on each other, or one primary source and a written reason why one is enough.',
        'What the claimant says of it is no proof of it, unless the claim is that the claimant said or did something. Neither is a source that we cannot name, alone.',
        'For “Unproven” we say what we searched, whom we asked, and what is not known.',
      ],
    },
    {
      title: 'Who decides',
      text: [
        'Whoever publishes a verdict has neither proposed it nor submitted the claim. Interests are declared with the verdict and stand beside it.',
        'Before a claim is rated “False”, “Mostly false” or “Misleading”, whoever made it is asked and has time to answer, or we write why not. The reply stands beside the rating.',
      ],
    },
    {
      title: 'Where it came from',
      text: [
        'Several outlets that pass on one report are one origin. An outlet that reports what somebody said has not said it itself.',
        'What we only infer is marked as inferred, and counts for nothing.',
        'An outlet’s record counts only what we chose to check. It is no score, and says nothing of the outlet’s other work.',
      ],
    },
  ],
  correctionsTitle: 'How we correct',
  correctionsLead: 'We say what we got wrong, in the same place and as loudly as we said it.',
  correctionsSections: [
    {
      title: 'Four things that can happen to a verdict',
      text: [
        'A text is mended: a name, a link, a sentence; nothing that the verdict says changes.',
        'It is corrected: it was our error. The old rating and the new one stand side by side, with the reason.',
        'It is updated: the facts changed after it. The old verdict still holds for its own days.',
        'It is retracted: it should not have been published. Its address stays and says so, with the reason.',
      ],
    },
    {
      title: 'Who decides',
      text: [
        'A correction of what we found is proposed by one person and published by another, like a verdict. A retraction holds at once, and a second person confirms or overturns it.',
        'A request for a correction is answered by somebody who neither proposed nor published the verdict.',
      ],
    },
    {
      title: 'What stays',
      text: [
        'Every version stays readable at its own address, and in the public log. Nothing is rewritten in silence.',
        'Words are erased only where the law asks for it, by two people; that something was erased stays visible.',
      ],
    },
  ],
  complainTitle: 'Where to complain',
  aboutTitle: 'About this desk',
  aboutLead: 'Who we are and who pays.',
  aboutMissing:
    'This desk has not written yet who it is and who pays for its work. A desk that follows a code of standards (IFCN, EFCSN) has to.',
  aboutLedger: 'What it publishes is kept in Claim Ledger, a record that can be added to and not rewritten.',
  toMethod: 'How we check',
  toCorrections: 'How we correct',
  toAbout: 'Who we are and who pays',
  toComplain: 'How to complain',
} as const;
