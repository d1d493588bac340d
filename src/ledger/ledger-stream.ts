import { rule, type Context, type Decider } from '../kernel/decider.js';
import type { EventOf } from '../kernel/event.js';
import { foldOf, withEntry, type EventHandlers } from '../kernel/fold.js';
import { mustBeIndependent } from '../kernel/independence.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import type { Capacity } from '../kernel/roles.js';
import {
  AcceptUnauthorisedAppend,
  ConfirmErasure,
  EraseWords,
  ProposeErasure,
  WithdrawErasure,
} from './ledger.commands.js';
import type { ErasureBasis, LedgerEvent } from './ledger.events.js';
import { noteRestore, releaseChecker, type CheckersState } from './ledger-notices.js';
import { adopted, adoptKey, retired, retireKey, type KeysState } from './ledger-keys.js';

/**
 * Why a command about the ledger as a whole is refused; `about` is an open proposal's identifier.
 *
 * - `already-erased`, `not-erasable`: the words are gone, or the event has none and tells of the ledger itself.
 * - `erasure-proposed`, `no-erasure-proposed`: a proposal is open for the position, or none is.
 * - `proposer-may-not-confirm`: erasure waits for a second admin.
 * - `already-accepted`: an unauthorised append was accepted before.
 */
type LedgerRefusal =
  | Extract<CommonRefusal, 'not-found'>
  | 'already-erased'
  | 'not-erasable'
  | 'erasure-proposed'
  | 'no-erasure-proposed'
  | 'proposer-may-not-confirm'
  | 'already-accepted';

const refuse = (code: LedgerRefusal, message: string, id?: string): never => {
  throw new Refused<LedgerRefusal>(code, message, id === undefined ? undefined : { id });
};

interface ErasureProposal {
  readonly by: string;
  readonly positions: readonly number[];
  readonly basis: ErasureBasis;
}

export interface LedgerState extends KeysState, CheckersState {
  /** Open proposals, by identifier. */
  readonly erasures: ReadonlyMap<string, ErasureProposal>;
  /** Positions that an operator has accepted although they were written without the append key. */
  readonly accepted: ReadonlySet<number>;
}

const closing = (state: LedgerState, id: string | undefined): LedgerState => ({
  ...state,
  erasures: new Map([...state.erasures].filter(([erasureId]) => erasureId !== id)),
});

const handlers: EventHandlers<LedgerState, LedgerEvent> = {
  SigningKeyAdopted: (state, { facts }) => adopted(state, facts),
  KeyRetired: (state, { facts }) => retired(state, facts),
  ScaleAdopted: (state) => state,
  ErasureProposed: (state, { facts: { erasureId, positions, basis }, actor }) => ({
    ...state,
    erasures: withEntry(state.erasures, erasureId, { by: actor, positions, basis }),
  }),
  ErasureProposalWithdrawn: (state, { facts }) => closing(state, facts.erasureId),
  PayloadErased: (state, { facts }) => closing(state, facts.erasureId),
  UnauthorisedAppendAccepted: (state, { facts: { positions } }) => ({
    ...state,
    accepted: new Set([...state.accepted, ...positions]),
  }),
  CheckerReleased: (state, { facts: { sha256 } }) => ({ ...state, checkers: new Set([...state.checkers, sha256]) }),
  LedgerRestored: (state) => state,
};

/** How the state of the ledger as a whole follows from its own stream, which has no identifier. */
const ledgerFold = foldOf<LedgerState, LedgerEvent>(
  'ledger',
  { erasures: new Map(), accepted: new Set(), keys: new Map(), checkers: new Set() },
  handlers,
);

/** Erasure is for good: two people, each known by name. The operator's own hand is nobody. */
const ADMIN: readonly Capacity[] = ['admin'];

/** What a log is built on, and what says that something was erased: nothing of theirs can identify anybody. */
const LASTING: readonly string[] = [
  ...['SigningKeyAdopted', 'KeyRetired', 'ScaleAdopted', 'PayloadErased'],
  ...['CheckerReleased', 'LedgerRestored'],
];

/** The position in the path: its decimal digits. Anything else is no event's. */
const positionIn = (part: string | undefined): number =>
  /^(?:0|[1-9]\d{0,15})$/.test(part ?? '') ? Number(part) : refuse('not-found', 'There is no event at this position.');

const positionsOf = ({ positions = [] }: ProposeErasure, part: string | undefined): number[] =>
  [...new Set([positionIn(part), ...positions])].sort((a, b) => a - b);

const openFor = ({ erasures }: LedgerState, position: number): string | undefined =>
  [...erasures].find(([, { positions }]) => positions.includes(position))?.[0];

/** Refuses whatever stands between an event's words and their erasure. */
const mustBeErasable = (state: LedgerState, position: number, context: Context): void => {
  const event = context.eventAt(position);
  if (!event) refuse('not-found', `There is no event at position ${position}.`);
  if (event?.erased) refuse('already-erased', `The words at position ${position} are erased.`);
  if (LASTING.includes(event?.type ?? '')) refuse('not-erasable', `Position ${position} tells of the ledger itself.`);
};

const propose = rule<LedgerState, ProposeErasure, EventOf<LedgerEvent, 'ErasureProposed'>>({
  command: ProposeErasure,
  roles: ADMIN,
  reads: (command, { part }) => ({ positions: positionsOf(command, part) }),
  decide: (state, command, context) => {
    const positions = positionsOf(command, context.target.part);
    for (const position of positions) {
      mustBeErasable(state, position, context);
      const open = openFor(state, position);
      if (open !== undefined) refuse('erasure-proposed', `Erasing position ${position} is proposed already.`, open);
    }
    const { basis, reason } = command;
    const erasureId = context.newId();
    return {
      events: [{ type: 'ErasureProposed', facts: { erasureId, positions, basis }, words: { reason } }],
      ids: { erasureId },
    };
  },
});

/** The open proposal for the position in the path. */
const proposalFor = (state: LedgerState, { part }: Context['target']): ErasureProposal & { readonly id: string } => {
  const id = openFor(state, positionIn(part)) ?? '';
  const proposal = state.erasures.get(id);
  if (!proposal) return refuse('no-erasure-proposed', 'Nobody has proposed to erase this position, or it is settled.');
  return { id, ...proposal };
};

const withdraw = rule<LedgerState, WithdrawErasure, EventOf<LedgerEvent, 'ErasureProposalWithdrawn'>>({
  command: WithdrawErasure,
  roles: ADMIN,
  decide: (state, { reason }, { target }) => {
    const { id: erasureId } = proposalFor(state, target);
    return {
      events: [{ type: 'ErasureProposalWithdrawn', facts: { erasureId }, words: { reason } }],
      ids: { erasureId },
    };
  },
});

const confirm = rule<LedgerState, ConfirmErasure, EventOf<LedgerEvent, 'PayloadErased'>>({
  command: ConfirmErasure,
  roles: ADMIN,
  reads: (_, target, state) => {
    const { positions, by } = proposalFor(state, target);
    return { positions: [...positions], people: [by] };
  },
  decide: (state, _, context) => {
    const { id: erasureId, by, positions, basis } = proposalFor(state, context.target);
    if (by === context.actor.id) refuse('proposer-may-not-confirm', 'Another admin must confirm an erasure.');
    mustBeIndependent(context, by);
    for (const position of positions) mustBeErasable(state, position, context);
    return {
      events: [{ type: 'PayloadErased', facts: { positions: [...positions], basis, erasureId }, words: {} }],
      erase: positions,
      ids: { erasureId },
    };
  },
});

/** Two people stand behind what it is part of, which is decided in the same append. */
const eraseAsPart = rule<LedgerState, EraseWords, EventOf<LedgerEvent, 'PayloadErased'>>({
  command: EraseWords,
  roles: ADMIN,
  reads: ({ positions }) => ({ positions }),
  decide: (state, { positions, basis, erasureId }, context) => {
    for (const position of positions) mustBeErasable(state, position, context);
    return {
      events: [{ type: 'PayloadErased', facts: { positions: [...positions], basis, erasureId }, words: {} }],
      erase: positions,
    };
  },
});

/** Who may look into the database may judge what came in beside the program: the operator. */
const acceptUnauthorised = rule<
  LedgerState,
  AcceptUnauthorisedAppend,
  EventOf<LedgerEvent, 'UnauthorisedAppendAccepted'>
>({
  command: AcceptUnauthorisedAppend,
  roles: ['system'],
  decide: ({ accepted }, { positions, reason }) => {
    // What they hold may be anything, so none of it is looked at here.
    const again = positions.find((position) => accepted.has(position));
    if (again !== undefined) refuse('already-accepted', `Position ${again} is accepted already.`);
    const facts = { positions: [...positions] };
    return { events: [{ type: 'UnauthorisedAppendAccepted', facts, words: { reason } }], accept: positions };
  },
});

/** What may happen to the ledger as a whole; its target has an empty identifier, and the position as its part. */
export const ledgerStream: Decider<LedgerState, LedgerEvent> = {
  ...ledgerFold,
  rules: [
    propose,
    withdraw,
    confirm,
    eraseAsPart,
    acceptUnauthorised,
    adoptKey,
    retireKey,
    releaseChecker,
    noteRestore,
  ],
};
