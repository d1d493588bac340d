import { EraseWords } from '../../ledger/ledger.commands.js';
import { InvitedAnswer, LinkAnswer } from './account-links.views.js';
import { CommandAnswer } from '../answers.views.js';
import { commandsOf, group } from '../command-routes.js';
import { InviteByName, MakeLink, RemoveRole } from '../composed.commands.js';
import { NewTokenAnswer, PersonErasureAnswer, TokenAnswer } from '../parts.views.js';
import {
  ConfirmPersonErasure,
  DeactivatePerson,
  GrantRole,
  InvitePerson,
  IssueLink,
  IssueOwnToken,
  IssueToken,
  ProposePersonErasure,
  ReactivatePerson,
  RevokeOwnToken,
  RevokeRole,
  RevokeToken,
  WithdrawPersonErasure,
} from '../../people/person.commands.js';
import { personDecider } from '../../people/person.decider.js';

/** Who works here, and as what. */
export const people = commandsOf(group('People', 'people', personDecider, '/people', CommandAnswer), {
  invite: [
    '',
    InviteByName,
    'Enters a person with roles, and makes the link by which they choose their password.',
    {
      answer: InvitedAnswer,
      status: 201,
      composed: InvitePerson,
      gives: [InvitePerson, GrantRole, IssueLink],
      remarks: 'The name lies outside the ledger, so that it can be erased.',
    },
  ],
  grant: [':id/roles', GrantRole, 'Gives a person a role.'],
  revoke: [':id/roles/:role/removal', RemoveRole, 'Takes a role from a person.', { composed: RevokeRole }],
  deactivate: [
    ':id/deactivation',
    DeactivatePerson,
    'Ends all that a person may do here, and all tokens that act for them.',
    { composed: DeactivatePerson },
  ],
  reactivate: [
    ':id/reactivation',
    ReactivatePerson,
    'Lets a person do again what their roles allow; tokens are issued anew.',
  ],
});

/** By what programs act as people. */
export const tokens = commandsOf(group('Tokens', 'people', personDecider, '/people/:id/tokens', NewTokenAnswer), {
  issue: [
    '',
    IssueToken,
    'Issues a token by which a program acts as a person.',
    {
      status: 201,
      composed: IssueToken,
      remarks: 'Its secret is shown now or never: a repeat under the same `Idempotency-Key` is answered without it.',
    },
  ],
  revoke: [':tokenId/revocation', RevokeToken, 'Revokes a token, at once.', { answer: TokenAnswer }],
});

/** By what programs act as oneself. */
export const ownTokens = commandsOf(group('OwnTokens', 'people', personDecider, '/me/tokens', NewTokenAnswer), {
  issue: [
    '',
    IssueOwnToken,
    'Issues a token by which a program acts as oneself.',
    {
      status: 201,
      composed: IssueOwnToken,
      remarks:
        'Its secret is shown now or never: a repeat under the same `Idempotency-Key` is answered without it. Asked for by a token, it is never wider than that one, nor does it end later.',
    },
  ],
  revoke: [':tokenId/revocation', RevokeOwnToken, "Revokes one of one's own tokens, at once.", { answer: TokenAnswer }],
});

/** How people get a password: by links that an admin hands over. */
export const accountLinks = commandsOf(group('AccountLinks', 'people', personDecider, '/people/:id', LinkAnswer), {
  invitation: [
    'invitation',
    MakeLink,
    'Makes a link by which a person chooses their first password: good once, for seven days, until the next one.',
    {
      composed: IssueLink,
      remarks:
        'It is told now or never: a repeat under the same `Idempotency-Key` is answered without it. A link gives all that its person may, without an end: a token that is narrowed, or ends, makes none (`wider-than-own`), and nobody makes one to their own account. It is over when its maker is no admin any more, and when its person is deactivated. They are told of it when they sign in.',
    },
  ],
  reset: [
    'reset',
    MakeLink,
    'Makes a link by which a person chooses a new password: good once, for an hour, until the next one.',
    {
      composed: IssueLink,
      remarks: 'Using it ends every session of the person. A second factor stays as it is. Otherwise as an invitation.',
    },
  ],
});

/** How a person is erased: two admins, and for good. */
export const personErasure = commandsOf(
  group('PersonErasure', 'people', personDecider, '/people/:id/erasure', PersonErasureAnswer),
  {
    propose: [
      '',
      ProposePersonErasure,
      'Proposes to erase a person, for another admin to confirm; no token is issued for them meanwhile.',
    ],
    confirm: [
      'confirmation',
      ConfirmPersonErasure,
      "Carries out another admin's proposal: at once and for good.",
      {
        composed: ConfirmPersonErasure,
        gives: [ConfirmPersonErasure, EraseWords],
        remarks:
          'Done signed in, by no token (`session-required`), by somebody independent of who proposed it (`not-independent`). Name, address, password, sessions and links go, the labels of tokens too; tokens end. What the person did stays on the record under a pseudonym, and every proof holds.',
      },
    ],
    withdraw: ['withdrawal', WithdrawPersonErasure, 'Takes back, or turns down, the open proposal.'],
  },
);
