import { CommandAnswer } from '../answers.views.js';
import { commandsOf, group } from '../command-routes.js';
import {
  ClaimantAnswer,
  CorrectionRequestAnswer,
  OwnCorrectionAnswer,
  RelationAnswer,
  RequestAnswer,
  SubjectAnswer,
  WordingAnswer,
  WordingTranslationAnswer,
} from '../parts.views.js';
import { claimDecider } from '../../claims/claim.decider.js';
import { AddClaimant, RecordOwnCorrection, RemoveClaimant } from '../../claims/claimants/claimants.commands.js';
import { DeclineClaim, ReopenClaim, WithdrawClaim } from '../../claims/closing/closing.commands.js';
import {
  AnswerCorrectionRequest,
  RequestCorrection,
} from '../../claims/correction-requests/correction-requests.commands.js';
import { AbsorbClaim, MergeClaim, ReleaseClaim, SplitClaim } from '../../claims/duplicates/duplicates.commands.js';
import { RelateClaim, UnrelateClaim } from '../../claims/relations/relations.commands.js';
import { AddSubject, RemoveSubject } from '../../claims/subjects/subjects.commands.js';
import { SubmitClaim } from '../../claims/submission/submission.commands.js';
import {
  ConfirmWithholding,
  LiftWithholding,
  WithholdPublication,
} from '../../claims/withholding/withholding.commands.js';
import { CorrectClaimant, RewordClaim, TagClaim, TranslateClaim } from '../../claims/wording/wording.commands.js';

/** Claims, and all that is known of them. */
export const claims = commandsOf(group('Claims', 'claims', claimDecider, '/claims', CommandAnswer), {
  submit: ['', SubmitClaim, 'Submits a claim.', { status: 201 }],
});

/** What a claim says, who asserts it, and what it is about. */
export const wordings = commandsOf(group('Wordings', 'claims', claimDecider, '/claims/:id', CommandAnswer), {
  reword: [
    'wording',
    RewordClaim,
    'Gives a claim that is not published another wording, whole.',
    { answer: WordingAnswer },
  ],
  translate: [
    'translations',
    TranslateClaim,
    'Puts a wording of the claim into another language.',
    { answer: WordingTranslationAnswer },
  ],
  correctClaimant: [
    'claimant',
    CorrectClaimant,
    'Says anew who asserts a claim that is not published, and when it was claimed.',
  ],
  tag: ['topics', TagClaim, 'Gives a claim its topics, all of them.'],
});

/** Who else asserts a claim, and what a claimant put right themself. */
export const claimants = commandsOf(group('Claimants', 'claims', claimDecider, '/claims/:id', ClaimantAnswer), {
  add: ['claimants', AddClaimant, 'Says who else asserts a claim that is not published, beside its claimant.'],
  remove: [
    'claimants/:claimantId/removal',
    RemoveClaimant,
    'Says that one of the further claimants of a claim that is not published does not assert it.',
  ],
  ownCorrection: [
    'own-corrections',
    RecordOwnCorrection,
    'Records that a claimant has put right themself what they had said.',
    { answer: OwnCorrectionAnswer },
  ],
});

/** Whom a claim shows, quotes wrongly, or passes off as its author. Readers see none of it. */
export const subjects = commandsOf(group('Subjects', 'claims', claimDecider, '/claims/:id/subjects', SubjectAnswer), {
  add: ['', AddSubject, 'Says whom a claim shows, quotes wrongly, or passes off as its author.'],
  remove: [':subjectId/removal', RemoveSubject, 'Says that a subject is none.'],
});

const absorb = (claimId: string, { intoId }: MergeClaim) => ({
  target: { id: intoId },
  command: Object.assign(new AbsorbClaim(), { claimId }),
});
const release = (claimId: string, { fromId }: SplitClaim) => ({
  target: { id: fromId },
  command: Object.assign(new ReleaseClaim(), { claimId }),
});

/** What a claim is to other claims. */
export const relations = commandsOf(group('Relations', 'claims', claimDecider, '/claims/:id', RelationAnswer), {
  relate: ['relations', RelateClaim, 'Says what this claim is to another one.'],
  unrelate: ['relations/:relationId/withdrawal', UnrelateClaim, 'Takes back a relation of this claim.'],
  merge: [
    'merge',
    MergeClaim,
    'Marks this claim as a duplicate of another one, which goes on in its place.',
    { answer: CommandAnswer, companion: absorb },
  ],
  split: [
    'split',
    SplitClaim,
    'Undoes a merge: this claim goes on by itself.',
    { answer: CommandAnswer, companion: release },
  ],
});

/** How work on a claim ends without a verdict, and begins again. */
export const closing = commandsOf(group('Closing', 'claims', claimDecider, '/claims/:id', CommandAnswer), {
  decline: ['decline', DeclineClaim, 'Declines a claim that has never been rated in public: it will not be checked.'],
  withdraw: [
    'withdrawal',
    WithdrawClaim,
    'Withdraws a claim that has never been rated in public: it should not have been submitted.',
  ],
  reopen: ['reopening', ReopenClaim, 'Takes up a withdrawn claim again; a declined one needs a reviewer.'],
});

/** How a published claim is kept from the public by order, and given back to it. */
export const withholding = commandsOf(
  group('Withholding', 'withholding', claimDecider, '/claims/:id/withholding', CommandAnswer),
  {
    withhold: [
      '',
      WithholdPublication,
      'Keeps a published claim from the public, by order: at once, and unconfirmed until another person has looked at it.',
    ],
    confirm: [
      'confirmation',
      ConfirmWithholding,
      'Confirms that another person was right to withhold the claim.',
      {
        remarks:
          'Done signed in, by no token (`session-required`), by somebody independent of who withheld it (`not-independent`). So is lifting a withholding that nobody has confirmed.',
      },
    ],
    lift: ['lift', LiftWithholding, 'Gives the claim back to the public.'],
  },
);

/** How actorOrPublic says that there is an error, and is answered. */
export const correctionRequests = commandsOf(
  group(
    'CorrectionRequests',
    'correction requests',
    claimDecider,
    '/claims/:id/correction-requests',
    CorrectionRequestAnswer,
  ),
  {
    file: [
      '',
      RequestCorrection,
      'Says that a published claim has an error.',
      {
        composed: RequestCorrection,
        remarks:
          'Without a token five an hour from one address. The receipt is shown now or never: who holds it can read what came of the request. A repeat under the same `Idempotency-Key` is answered without it.',
      },
    ],
    answer: [':requestId/answer', AnswerCorrectionRequest, 'Answers a correction request.', { answer: RequestAnswer }],
  },
);
