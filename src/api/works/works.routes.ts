import { RecordAppearance } from '../../claims/appearances/appearances.commands.js';
import { SubmitClaim } from '../../claims/submission/submission.commands.js';
import { CommandAnswer, WorkAnswer } from '../answers.views.js';
import { commandsOf, group } from '../command-routes.js';
import { RecordWorkWithClaims } from '../composed.commands.js';
import { ObservedCorrectionAnswer, SnapshotAnswer } from '../parts.views.js';
import {
  ObserveCorrection,
  SeeNoCorrection,
  WithdrawObservedCorrection,
} from '../../works/outlet-corrections.commands.js';
import { KeepSnapshot } from '../../works/snapshots.commands.js';
import { CorrectWork, RecordWork } from '../../works/work.commands.js';
import { workDecider } from '../../works/work.decider.js';

/** Pages, posts and broadcasts in which claims appear. */
export const works = commandsOf(group('Works', 'works', workDecider, '/works', WorkAnswer), {
  record: [
    '',
    RecordWorkWithClaims,
    'Records a work and, where they are given, the claims in it: all of it or nothing.',
    { status: 201, composed: RecordWork, gives: [RecordWork, SubmitClaim, RecordAppearance] },
  ],
  correct: [':id/correction', CorrectWork, 'Says anew all that is known of a work.', { answer: CommandAnswer }],
});

/** What this desk kept of a work, and what it saw its outlet do to it afterwards. */
export const workObservations = commandsOf(
  group('WorkObservations', 'works', workDecider, '/works/:id', ObservedCorrectionAnswer),
  {
    keep: ['snapshots', KeepSnapshot, 'Records that a copy of the work is kept.', { answer: SnapshotAnswer }],
    observe: ['corrections', ObserveCorrection, 'Records what the outlet did to the work after it had published it.'],
    withdraw: ['corrections/:correctionId/withdrawal', WithdrawObservedCorrection, 'Withdraws what was observed.'],
    look: [
      'looks',
      SeeNoCorrection,
      'Records that somebody looked whether the outlet has corrected the work, and saw nothing.',
      { answer: CommandAnswer },
    ],
  },
);
