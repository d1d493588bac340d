import {
  AbsorbOrigin,
  DismissDuplicateOrigin,
  JoinOrigins,
  ReleaseOrigin,
  SplitOrigins,
  SuspectDuplicateOrigin,
} from '../../origins/origin.commands.js';
import { originDecider } from '../../origins/origin.decider.js';
import { CommandAnswer } from '../answers.views.js';
import { commandsOf, group } from '../command-routes.js';

const absorb = (originId: string, { intoId }: JoinOrigins) => ({
  target: { id: intoId },
  command: Object.assign(new AbsorbOrigin(), { originId }),
});
const release = (originId: string, { fromId }: SplitOrigins) => ({
  target: { id: fromId },
  command: Object.assign(new ReleaseOrigin(), { originId }),
});

/** Which names, outlets and works count as one where independence is judged. */
export const origins = commandsOf(group('Origins', 'origins', originDecider, '/origins/:id', CommandAnswer), {
  join: [
    'join',
    JoinOrigins,
    'Says that this origin is another one: claimants, evidence, appearances and upstreams of either count as one.',
    { companion: absorb },
  ],
  split: ['split', SplitOrigins, 'Undoes a joining: this origin counts by itself again.', { companion: release }],
  suspect: [
    'duplicate-suspicion',
    SuspectDuplicateOrigin,
    'Says that this origin may be another one, for somebody to join or to dismiss.',
  ],
  dismiss: [
    'duplicate-dismissal',
    DismissDuplicateOrigin,
    'Says that this origin is not another one, which somebody suspects or their names suggest.',
  ],
});
