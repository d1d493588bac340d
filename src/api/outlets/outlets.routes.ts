import { CommandAnswer } from '../answers.views.js';
import { commandsOf, group } from '../command-routes.js';
import { ReplyAnswer } from '../parts.views.js';
import { AbsorbOutlet, MergeOutlet, ReleaseOutlet, SplitOutlet } from '../../outlets/duplicates.commands.js';
import {
  AddDomain,
  DescribeOutlet,
  RegisterOutlet,
  RemoveDomain,
  RenameOutlet,
} from '../../outlets/outlet.commands.js';
import { outletDecider } from '../../outlets/outlet.decider.js';
import { RecordOutletReply, WithdrawOutletReply } from '../../outlets/replies.commands.js';

/** Organisations that publish works. */
export const outlets = commandsOf(group('Outlets', 'outlets', outletDecider, '/outlets', CommandAnswer), {
  register: ['', RegisterOutlet, 'Registers an outlet with the domains it is known by.', { status: 201 }],
});

const absorb = (outletId: string, { intoId }: MergeOutlet) => ({
  target: { id: intoId },
  command: Object.assign(new AbsorbOutlet(), { outletId }),
});
const release = (outletId: string, { fromId }: SplitOutlet) => ({
  target: { id: fromId },
  command: Object.assign(new ReleaseOutlet(), { outletId }),
});

/** What an outlet is called and known by, and which outlets are one. */
export const outletIdentity = commandsOf(
  group('OutletIdentity', 'outlets', outletDecider, '/outlets/:id', CommandAnswer),
  {
    rename: ['names', RenameOutlet, 'Says anew all that an outlet is called.'],
    describe: ['description', DescribeOutlet, 'Describes an outlet anew: what is not given is unknown from now on.'],
    addDomain: [
      'domains',
      AddDomain,
      'Adds a domain to those an outlet is known by, or gives other days to one of them.',
    ],
    removeDomain: ['domains/:domain/removal', RemoveDomain, 'Takes a domain from those an outlet is known by.'],
    merge: [
      'merge',
      MergeOutlet,
      'Says that this outlet is another one of this ledger, which goes on in its place.',
      { companion: absorb },
    ],
    split: ['split', SplitOutlet, 'Undoes a merge: this outlet goes on by itself.', { companion: release }],
  },
);

/** What outlets say of their records. */
export const outletReplies = commandsOf(
  group('OutletReplies', 'outlets', outletDecider, '/outlets/:id/replies', ReplyAnswer),
  {
    record: ['', RecordOutletReply, 'Records what an outlet says of its record.'],
    withdraw: [':replyId/withdrawal', WithdrawOutletReply, "Withdraws an outlet's reply."],
  },
);
