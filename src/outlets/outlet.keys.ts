import { takingKeys, type KeyChange, type KeyEvent, type KeyRules } from '../kernel/reservations.js';
import { originKeys, type Keys } from '../kernel/names.js';
import { accountKeys } from './account.js';
import { domainKey, hasEnded } from './domains.js';
import type { OutletDomainAdded, OutletDomainRemoved, OutletEvent, OutletRegistered } from './outlet.events.js';

const idOf = ({ stream }: KeyEvent): string => stream.slice('outlet-'.length);

/** A name that something else had already stays with that; which had it, words that are erased since may have told. */
const takingNames = (event: KeyEvent): KeyChange[] => {
  const { account } = event.facts as OutletRegistered['facts'];
  const { name, aliases = [], handle } = (event.words ?? {}) as Partial<OutletRegistered['words']>;
  const names = name === undefined ? [] : [name, ...aliases].map(originKeys);
  const accounts = account && handle !== undefined ? [accountKeys({ platform: account.platform, handle })] : [];
  const changes = [...names, ...accounts].flatMap((keys: Keys) =>
    takingKeys(keys, { id: idOf(event), ofWords: true, how: 'alone' }),
  );
  return [...new Map(changes.map((change) => [change.takes, change])).values()];
};

/** What an outlet's events do to the keys of names, accounts and domains. A renaming may free some that it does not name. */
export const outletKeys: KeyRules = {
  OutletRegistered: takingNames,
  OutletRenamed: (event) => [
    ...['origin', 'handle'].map((freesOf) => ({ freesOf, certain: false })),
    ...takingNames(event),
  ],
  OutletDomainAdded: (event) => {
    const { domain, until } = event.facts as OutletDomainAdded['facts'];
    const [key, id] = [domainKey(domain), idOf(event)];
    if (hasEnded(until, event.at)) return [{ frees: key, id }];
    return [{ takes: key, id, ofWords: false, how: 'once', certain: true }];
  },
  OutletDomainRemoved: (event) => {
    const { domain, until } = event.facts as OutletDomainRemoved['facts'];
    if (until !== undefined && !hasEnded(until, event.at)) return [];
    return [{ frees: domainKey(domain), id: idOf(event) }];
  },
} satisfies { readonly [Type in OutletEvent['type']]?: KeyRules[string] };
