import { ledgerStream } from '../../ledger/ledger-stream.js';
import { commandsOf, group } from '../command-routes.js';
import { ErasureAnswer } from '../parts.views.js';

import { ConfirmErasure, ProposeErasure, WithdrawErasure } from '../../ledger/ledger.commands.js';

/** How the words of an event are erased: two admins, and for good. */
export const erasure = commandsOf(
  group('Erasure', 'erasure', ledgerStream, '/events/:position/erasure', ErasureAnswer),
  {
    propose: ['', ProposeErasure, 'Proposes to erase the words of an event, for another admin to confirm.'],
    confirm: [
      'confirmation',
      ConfirmErasure,
      "Carries out another admin's proposal: at once and for good.",
      {
        remarks:
          'Done signed in, by no token (`session-required`), by somebody independent of who proposed it (`not-independent`).',
      },
    ],
    withdraw: ['withdrawal', WithdrawErasure, 'Takes back, or turns down, the open proposal.'],
  },
);
