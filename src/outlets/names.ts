import type { Context, Reservation } from '../kernel/decider.js';
import { heldBy, holderOf, holding } from '../kernel/holding.js';
import { originKeys, type Keys } from '../kernel/names.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { accountKeys, accountLookup, readAccount } from './account.js';
import type { Account, OutletNames, RenameOutlet } from './outlet.commands.js';
import type { OutletRegistered } from './outlet.events.js';
import { refuse } from './outlet.state.js';

const keysOfNames = ({ name, aliases = [] }: OutletNames): Keys[] => [name, ...aliases].map(originKeys);
const keysOfAccount = (account: Account | undefined): Keys[] => (account ? [accountKeys(account)] : []);

/** The keys that have to be looked at before an outlet can be called this. */
export const keysOf = (command: OutletNames & Partial<RenameOutlet>): string[] => [
  ...keysOfNames(command).flat(),
  ...(command.freedNames ?? []).flatMap(originKeys),
  ...keysOfAccount(command.account).flat(),
  ...keysOfAccount(command.freedAccount).flat(),
];

/** What an event says of the names: codes and identifiers, and texts. */
export const outletNamed = ({ name, aliases, account: given }: OutletNames, id: string) => {
  const account = given && readAccount(given);
  return {
    facts: omitUndefined({ account: account && { platform: account.platform, reservationId: id } }) satisfies Pick<
      OutletRegistered['facts'],
      'account'
    >,
    words: { name, ...omitUndefined({ aliases, handle: account?.handle }) },
  };
};

/**
 * The keys that the names take: those by which the outlet is an origin, so that evidence which names it comes from it,
 * and its account. A name that something else has already stays with it; an account is refused then. A key that the
 * outlet holds goes over to the event that names it last, and is erased with that one.
 */
export const takingNames = (command: OutletNames, context: Context): { reserve: Reservation[]; release: string[] } => {
  const { id } = context.target;
  const holder = command.account && holderOf(accountLookup(command.account), context);
  if (holder !== undefined && holder !== id) refuse('handle-in-use', 'Another outlet is this account.', holder);
  const names = keysOfNames(command).filter((each) => [undefined, id].includes(holderOf(each, context)));
  const keys = [...names, ...keysOfAccount(command.account)];
  const reserve = keys.flatMap((each) => holding(each, { id, ofWords: true }, context));
  return {
    reserve: [...new Map(reserve.map((each) => [each.key, each])).values()],
    release: heldBy(id, keys, context),
  };
};

/** The keys that a change of names frees; refuses those that are not this outlet's. */
export const freeingNames = ({ freedNames = [], freedAccount }: RenameOutlet, context: Context): string[] => {
  const { id } = context.target;
  const [names, accounts] = [freedNames.map(originKeys), keysOfAccount(freedAccount)];
  const isOthers = (keys: Keys): boolean => holderOf(keys, context) !== id;
  if (names.some(isOthers)) refuse('name-not-held', 'A name to free is not this outlet’s.');
  if (accounts.some(isOthers)) refuse('handle-not-held', 'That account is not this outlet’s.');
  return heldBy(id, [...names, ...accounts], context);
};
