import { rule, type Decider } from '../kernel/decider.js';
import { canonicalLanguage } from '../kernel/fields.js';
import { foldOf, type Handlers } from '../kernel/fold.js';
import { originKey, reservationKey } from '../kernel/names.js';
import { present } from '../kernel/present.js';
import { Refused, type CommonRefusal } from '../kernel/refusal.js';
import { EDITORS } from '../kernel/roles.js';
import { RegisterOutlet } from './outlet.commands.js';
import { domainOf } from './domain.js';
import type { OutletEvent } from './outlet.events.js';

/** Why a command about an outlet is refused; `domain-in-use`: another outlet (`about`) has the domain. */
export type OutletRefusal = Extract<CommonRefusal, 'already-exists'> | 'domain-in-use';

export interface OutletState {
  readonly exists: boolean;
  readonly domains: readonly string[];
}

const handlers: Handlers<OutletState, OutletEvent> = {
  OutletRegistered: (state) => ({ ...state, exists: true }),
  OutletDomainAdded: (state, { facts }) => ({ ...state, domains: [...state.domains, facts.domain] }),
};

/** What other nouns may ask of an outlet. */
export const outletFold = foldOf<OutletState, OutletEvent>('outlet', { exists: false, domains: [] }, handlers);

const domainsOf = ({ domains = [] }: RegisterOutlet): string[] => [
  ...new Set(domains.flatMap((domain) => domainOf(domain) ?? [])),
];
const keyOf = (domain: string): string => reservationKey('domain', domain);

/**
 * The names under which the outlet is an origin: evidence that names it by one of them comes from this outlet. A name
 * that something else has already stays with it.
 */
const nameKeysOf = ({ name, aliases = [] }: RegisterOutlet): string[] => [
  ...new Set([name, ...aliases].map((each) => originKey(each))),
];

const register = rule<OutletState, RegisterOutlet, OutletEvent>({
  command: RegisterOutlet,
  roles: EDITORS,
  reads: (command) => ({ keys: [...domainsOf(command).map(keyOf), ...nameKeysOf(command)] }),
  decide: (state, command, context) => {
    if (state.exists) throw new Refused<OutletRefusal>('already-exists', 'This outlet is registered already.');
    const domains = domainsOf(command);
    for (const domain of domains) {
      const id = context.held(keyOf(domain));
      if (id) throw new Refused<OutletRefusal>('domain-in-use', `Another outlet is known by ${domain}.`, { id });
    }
    const { name, aliases, kind, country, language } = command;
    return {
      events: [
        {
          type: 'OutletRegistered',
          facts: { kind, ...present({ country: country?.toUpperCase(), language: canonicalLanguage(language ?? '') }) },
          words: { name, ...present({ aliases }) },
        },
        ...domains.map((domain) => ({ type: 'OutletDomainAdded' as const, facts: { domain }, words: {} })),
      ],
      reserve: [
        ...domains.map((domain) => ({ key: keyOf(domain), id: context.target.id, ofWords: false })),
        ...nameKeysOf(command)
          .filter((key) => context.held(key) === undefined)
          .map((key) => ({ key, id: context.target.id, ofWords: true })),
      ],
    };
  },
});

/** What may happen to an outlet. */
export const outlet: Decider<OutletState, OutletEvent> = { ...outletFold, rules: [register] };
