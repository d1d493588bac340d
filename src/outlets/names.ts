import type { Context, Reservation } from '../kernel/decider.js';
import { originKey } from '../kernel/names.js';
import { present } from '../kernel/present.js';
import { accountKey, handleOf } from './account.js';
import type { Account, OutletNames, RenameOutlet } from './outlet.commands.js';
import type { OutletRegistered } from './outlet.events.js';
import { refuse } from './outlet.state.js';

const nameKeys = (names: readonly string[]): string[] => [...new Set(names.map((each) => originKey(each)))];

const keysOfNames = ({ name, aliases = [] }: OutletNames): string[] => nameKeys([name, ...aliases]);
const keysOfAccount = (account: Account | undefined): string[] => (account ? [accountKey(account)] : []);

/** The keys that have to be looked at before an outlet can be called this. */
export const keysOf = (command: OutletNames & Partial<RenameOutlet>): string[] => [
  ...keysOfNames(command),
  ...nameKeys(command.freedNames ?? []),
  ...keysOfAccount(command.account),
  ...keysOfAccount(command.freedAccount),
];

/** What an event says of the names: codes and identifiers, and texts. */
export const calling = ({ name, aliases, account }: OutletNames, id: string) => ({
  facts: present({ account: account && { platform: account.platform, reservationId: id } }) satisfies Pick<
    OutletRegistered['facts'],
    'account'
  >,
  words: { name, ...present({ aliases, handle: account && handleOf(account) }) },
});

/**
 * The keys that the names take: those by which the outlet is an origin, so that evidence which names it comes from it,
 * and its account. A name that something else has already stays with it; an account is refused then. A key that the
 * outlet holds goes over to the event that names it last, and is erased with that one.
 */
export const takingNames = (command: OutletNames, context: Context): { reserve: Reservation[]; release: string[] } => {
  const { id } = context.target;
  for (const key of keysOfAccount(command.account)) {
    const holder = context.held(key);
    if (holder !== undefined && holder !== id) refuse('handle-in-use', 'Another outlet is this account.', holder);
  }
  const free = (key: string): boolean => [undefined, id].includes(context.held(key));
  const keys = [...keysOfNames(command), ...keysOfAccount(command.account)].filter(free);
  return {
    reserve: keys.map((key) => ({ key, id, ofWords: true })),
    release: keys.filter((key) => context.held(key) === id),
  };
};

/** The keys that a change of names frees; refuses those that are not this outlet's. */
export const freeingNames = ({ freedNames = [], freedAccount }: RenameOutlet, context: Context): string[] => {
  const { id } = context.target;
  const [names, accounts] = [nameKeys(freedNames), keysOfAccount(freedAccount)];
  if (names.some((key) => context.held(key) !== id)) refuse('name-not-held', 'A name to free is not this outlet’s.');
  if (accounts.some((key) => context.held(key) !== id)) refuse('handle-not-held', 'That account is not this outlet’s.');
  return [...names, ...accounts];
};
