import { CommandAnswer, VerdictAnswer } from '../answers.views.js';
import { commandsOf, group } from '../command-routes.js';
import { DisputeAnswer, NoteAnswer } from '../parts.views.js';
import { claimDecider } from '../../claims/claim.decider.js';
import { CorrectVerdict, ProposeCorrection, TranslateVerdict } from '../../claims/verdicts/corrections.commands.js';
import { DecideDispute, OpenDispute, WithdrawDispute } from '../../claims/disputes/disputes.commands.js';
import { ReaffirmVerdict } from '../../claims/verdicts/reaffirmation.commands.js';
import { ConfirmRetraction, OverturnRetraction, RetractVerdict } from '../../claims/verdicts/retraction.commands.js';
import { AddNote, AssignReview, RecordSecondRating, ReleaseReview } from '../../claims/review/review.commands.js';
import {
  ProposeVerdict,
  PublishVerdict,
  SendBackVerdict,
  SupersedeVerdict,
  WithdrawProposal,
} from '../../claims/verdicts/verdicts.commands.js';

/** Who works on a claim, and what they tell each other. Readers see none of it. */
export const review = commandsOf(group('Review', 'review', claimDecider, '/claims/:id', CommandAnswer), {
  note: ['notes', AddNote, 'Adds a note for colleagues.', { answer: NoteAnswer }],
  assign: ['reviewers', AssignReview, 'Gives a claim to a reviewer, oneself unless said.'],
  release: ['reviewers/:personId/release', ReleaseReview, 'Takes a claim from a reviewer.'],
  rate: [
    'verdicts/:verdictId/second-ratings',
    RecordSecondRating,
    'Rates what an open proposal rates: it decides nothing, and shows how far reviewers agree.',
    { answer: VerdictAnswer },
  ],
});

/** Every way of a verdict, from its proposal on. */
export const verdicts = commandsOf(group('Verdicts', 'verdicts', claimDecider, '/claims/:id/verdicts', VerdictAnswer), {
  propose: ['', ProposeVerdict, 'Proposes a verdict, for another person to publish.'],
  publish: [':verdictId/publication', PublishVerdict, 'Publishes a proposal; a verdict that it follows is superseded.'],
  withdraw: [':verdictId/withdrawal', WithdrawProposal, "Takes back one's own proposal."],
  sendBack: [':verdictId/return', SendBackVerdict, "Sends another person's proposal back."],
  supersede: [
    ':verdictId/supersession',
    SupersedeVerdict,
    'Proposes the verdict that is to follow a published one, because of new facts.',
  ],
  retract: [
    ':verdictId/retraction',
    RetractVerdict,
    'Retracts a published verdict: at once, and unconfirmed until another person has looked at it.',
  ],
  confirm: [':verdictId/retraction/confirmation', ConfirmRetraction, "Confirms another person's retraction."],
  overturn: [
    ':verdictId/retraction/overturn',
    OverturnRetraction,
    "Overturns another person's retraction: the verdict stands again.",
  ],
});

/** How a published verdict is mended, and told in other languages. */
export const verdictCorrections = commandsOf(
  group('VerdictCorrections', 'verdicts', claimDecider, '/claims/:id/verdicts/:verdictId', VerdictAnswer),
  {
    propose: [
      'correction',
      ProposeCorrection,
      'Proposes the verdict that is to take the place of a published one, because of an error of ours.',
    ],
    mend: ['minor-correction', CorrectVerdict, 'Mends the texts of a published verdict without touching what it says.'],
    reaffirm: [
      'reaffirmation',
      ReaffirmVerdict,
      'Says that a published verdict was looked at again and stands.',
      {
        remarks:
          'By somebody else than who published it, unless one person may do both. It settles what could only be taken note of, and evidence that is gone; no dispute, request, retraction or expiry, and not that too few independent origins are left.',
      },
    ],
    translate: ['translations', TranslateVerdict, "Gives a published verdict's texts in another language."],
  },
);

/** Objections to published verdicts. */
export const disputes = commandsOf(group('Disputes', 'disputes', claimDecider, '/claims/:id', DisputeAnswer), {
  open: [
    'verdicts/:verdictId/disputes',
    OpenDispute,
    'Opens a dispute about a published verdict, on behalf of whoever objects.',
  ],
  decide: [
    'disputes/:disputeId/decision',
    DecideDispute,
    'Decides a dispute. It rates nothing: upheld, it is the ground for a new proposal.',
  ],
  withdraw: ['disputes/:disputeId/withdrawal', WithdrawDispute, 'Takes back an open dispute that one has opened.'],
});
