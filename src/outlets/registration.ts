import { rule } from '../kernel/decider.js';
import { canonicalLanguage } from '../kernel/fields.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { EDITORS } from '../kernel/roles.js';
import { domainOf } from './domain.js';
import { domainKey, mustBeFree } from './domains.js';
import { outletNamed, freeingNames, keysOf, takingNames } from './names.js';
import { DescribeOutlet, RegisterOutlet, RenameOutlet } from './outlet.commands.js';
import type { OutletDescribed, OutletDomainAdded, OutletRegistered, OutletRenamed } from './outlet.events.js';
import { mustNotBeMerged, refuse, type OutletState } from './outlet.state.js';

const domainsOf = ({ domains = [] }: RegisterOutlet): string[] => [
  ...new Set(domains.flatMap((domain) => domainOf(domain) ?? [])),
];

const descriptionOf = ({ kind, country, language }: RegisterOutlet | DescribeOutlet): OutletDescribed['facts'] => ({
  kind,
  ...omitUndefined({ country: country?.toUpperCase(), language: canonicalLanguage(language ?? '') }),
});

const register = rule<OutletState, RegisterOutlet, OutletRegistered | OutletDomainAdded>({
  command: RegisterOutlet,
  roles: EDITORS,
  reads: (command) => ({ keys: [...domainsOf(command).map(domainKey), ...keysOf(command)] }),
  decide: (state, command, context) => {
    if (state.exists) refuse('already-exists', 'This outlet is registered already.');
    const { id } = context.target;
    const domains = domainsOf(command);
    domains.forEach((domain) => mustBeFree(domain, context));
    const { facts, words } = outletNamed(command, id);
    return {
      events: [
        { type: 'OutletRegistered', facts: { ...descriptionOf(command), ...facts }, words },
        ...domains.map((domain) => ({ type: 'OutletDomainAdded' as const, facts: { domain }, words: {} })),
      ],
      reserve: [
        ...domains.map((domain) => ({ key: domainKey(domain), id, ofWords: false })),
        ...takingNames(command, context).reserve,
      ],
    };
  },
});

const rename = rule<OutletState, RenameOutlet, OutletRenamed>({
  command: RenameOutlet,
  roles: EDITORS,
  reads: (command) => ({ keys: keysOf(command) }),
  decide: (state, command, context) => {
    mustNotBeMerged(state);
    const { facts, words } = outletNamed(command, context.target.id);
    const { reserve, release } = takingNames(command, context);
    const freed = freeingNames(command, context);
    return {
      events: [{ type: 'OutletRenamed', facts, words: { ...words, ...omitUndefined({ reason: command.reason }) } }],
      reserve,
      release: [...new Set([...release, ...freed])],
    };
  },
});

const describe = rule<OutletState, DescribeOutlet, OutletDescribed>({
  command: DescribeOutlet,
  roles: EDITORS,
  decide: (state, command) => {
    mustNotBeMerged(state);
    const facts = descriptionOf(command);
    if (facts.kind === state.kind && facts.country === state.country && facts.language === state.language) {
      refuse('nothing-changed', 'The outlet is described just so.');
    }
    return { events: [{ type: 'OutletDescribed', facts, words: omitUndefined({ reason: command.reason }) }] };
  },
});

/** How an outlet comes into the ledger, and how what it is called and what it is are put right. */
export const registrationRules = [register, rename, describe];
