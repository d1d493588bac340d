import { RecordWork } from '../../works/work.commands.js';
import {
  AppearanceAnswer,
  CarrierChangeAnswer,
  CommandAnswer,
  EvidenceAnswer,
  KnownAppearanceAnswer,
  UpstreamAnswer,
} from '../answers.views.js';
import {
  ConfirmCarrierChanges,
  RefuseCarrierChange,
  WithdrawCarrierChange,
} from '../../claims/carrier-changes/carrier-changes.commands.js';
import { commandsOf, group } from '../command-routes.js';
import { RecordAppearanceInWork } from '../composed.commands.js';
import { OutsideReviewAnswer, ReplyAnswer, RequestAnswer } from '../parts.views.js';
import {
  AttributeUpstream,
  CheckAttribution,
  CorrectAppearance,
  RecordAppearance,
  WithdrawAppearance,
  WithdrawUpstream,
} from '../../claims/appearances/appearances.commands.js';
import { namesInChain, originNamed } from '../origin-names.js';
import { claimDecider } from '../../claims/claim.decider.js';
import { AttachEvidence, CorrectEvidence, WithdrawEvidence } from '../../claims/evidence/evidence.commands.js';
import {
  ChangeOutsideReview,
  RecordOutsideReview,
  WithdrawOutsideReview,
} from '../../claims/outside-reviews/outside-reviews.commands.js';
import { CheckReplyIdentity, RecordReply, RequestReply } from '../../claims/replies/replies.commands.js';

/** Where a claim appears, and where each appearance took it from. */
export const appearances = commandsOf(
  group('Appearances', 'appearances', claimDecider, '/claims/:id', KnownAppearanceAnswer),
  {
    record: [
      'appearances',
      RecordAppearanceInWork,
      'Records that the claim appears in a work: a known one, or a new one that is recorded with it.',
      { answer: AppearanceAnswer, composed: RecordAppearance, gives: [RecordWork, RecordAppearance] },
    ],
    attribute: [
      'upstreams',
      AttributeUpstream,
      'Says where an appearance, or an upstream, that is recorded already took the claim from.',
      { answer: UpstreamAnswer, names: namesInChain },
    ],
    correct: [
      'appearances/:appearanceId/correction',
      CorrectAppearance,
      'Says anew how the claim appears in a work; where it was taken from stays.',
    ],
    withdraw: ['appearances/:appearanceId/withdrawal', WithdrawAppearance, 'Withdraws an appearance.'],
    check: [
      'appearances/:appearanceId/attribution',
      CheckAttribution,
      'Says whether a work renders the claimant rightly in an attributed appearance.',
    ],
    withdrawUpstream: [
      'upstreams/:upstreamId/withdrawal',
      WithdrawUpstream,
      'Withdraws an upstream, and with it what lies above it in its chain.',
      { answer: UpstreamAnswer },
    ],
  },
);

/** What another person stands by before it holds, or after: changes of who carried a public claim. */
export const carrierChanges = commandsOf(
  group('CarrierChanges', 'appearances', claimDecider, '/claims/:id/carrier-changes', CarrierChangeAnswer),
  {
    confirm: [
      'confirmation',
      ConfirmCarrierChanges,
      'Confirms changes that somebody else made to who carried a public claim: from here on they hold, or stay.',
      { answer: CommandAnswer },
    ],
    refuse: [
      ':changeId/refusal',
      RefuseCarrierChange,
      'Refuses such a change: it never held, or what it let go holds again.',
    ],
    withdraw: [':changeId/withdrawal', WithdrawCarrierChange, 'Takes one’s own change back.'],
  },
);

/** What verdicts rest on. */
export const evidence = commandsOf(
  group('Evidence', 'evidence', claimDecider, '/claims/:id/evidence', EvidenceAnswer),
  {
    attach: ['', AttachEvidence, 'Attaches an item of evidence to a claim.', { names: originNamed }],
    correct: [
      ':evidenceId/correction',
      CorrectEvidence,
      'Says anew all that an item of evidence is: open proposals that rest on it have to be made anew.',
      { names: originNamed },
    ],
    withdraw: [
      ':evidenceId/withdrawal',
      WithdrawEvidence,
      'Withdraws an item of evidence; a published verdict that rests on it stands.',
    ],
  },
);

/** What other fact-checkers found of the same claim. */
export const claimOutsideReviews = commandsOf(
  group('ClaimOutsideReviews', 'outside reviews', claimDecider, '/claims/:id/outside-reviews', OutsideReviewAnswer),
  {
    record: ['', RecordOutsideReview, 'Records what another fact-checker found of the same claim.'],
    change: [':outsideReviewId/change', ChangeOutsideReview, 'Says what an outside review is now, whole.'],
    withdraw: [':outsideReviewId/withdrawal', WithdrawOutsideReview, 'Takes an outside review back.'],
  },
);

/** What claimants and outlets were asked, and what they said. */
export const replies = commandsOf(group('Replies', 'replies', claimDecider, '/claims/:id', RequestAnswer), {
  ask: [
    'reply-requests',
    RequestReply,
    'Records that somebody whom the claim concerns was asked for a reply; readers learn of it with the next verdict.',
  ],
  record: ['replies', RecordReply, 'Records a reply, asked for or not.', { answer: ReplyAnswer }],
  checkIdentity: [
    'replies/:replyId/identity-check',
    CheckReplyIdentity,
    'Says how it was checked who sent a reply: from now on readers are shown it.',
    { answer: ReplyAnswer },
  ],
});
