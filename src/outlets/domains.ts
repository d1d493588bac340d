import { rule, type Context, type Target } from '../kernel/decider.js';
import { daysOf } from '../kernel/edtf.js';
import { reservationKey } from '../kernel/names.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { EDITORS } from '../kernel/roles.js';
import { domainOf } from './domain.js';
import { AddDomain, RemoveDomain } from './outlet.commands.js';
import type { OutletDomainAdded, OutletDomainRemoved } from './outlet.events.js';
import { mustNotBeMerged, refuse, type OutletState } from './outlet.state.js';

/** The key under which the outlet that is known by a domain today holds it. */
export const domainKey = (domain: string): string => reservationKey('domain', domain, 1);

/** Refuses `domain-in-use` where another outlet is known by the domain. Its key must be announced in `reads`. */
export const mustBeFree = (domain: string, context: Context): void => {
  const holder = context.held(domainKey(domain));
  if (holder !== undefined && holder !== context.target.id) {
    refuse('domain-in-use', `Another outlet is known by ${domain}.`, holder);
  }
};

/** Whether the last day by which an outlet was known by a domain has passed. */
export const hasEnded = (until: string | undefined, now: string): boolean =>
  until !== undefined && daysOf(until).last < now.slice(0, 10);

const add = rule<OutletState, AddDomain, OutletDomainAdded>({
  command: AddDomain,
  roles: EDITORS,
  reads: (command) => ({ keys: [domainKey(domainOf(command.domain) ?? '')] }),
  decide: (state, { from, until, ...command }, context) => {
    mustNotBeMerged(state);
    const domain = domainOf(command.domain) ?? '';
    const before = state.domains.get(domain);
    if (before && before.from === from && before.until === until) {
      refuse('nothing-changed', 'The outlet has this domain already, with the same days.');
    }
    const event = {
      type: 'OutletDomainAdded' as const,
      facts: { domain, ...omitUndefined({ from, until }) },
      words: {},
    };
    const key = domainKey(domain);
    const own = context.held(key) === context.target.id;
    // Only who is known by a domain today holds it: one outlet may have had it before another.
    if (hasEnded(until, context.now)) return { events: [event], release: own ? [key] : [] };
    mustBeFree(domain, context);
    return { events: [event], reserve: own ? [] : [{ key, id: context.target.id, ofWords: false }] };
  },
});

/** The domain named in the path, in any spelling; what is none is none of the outlet's either. */
const namedDomain = ({ part = '' }: Target): string => domainOf(part) ?? part;

const remove = rule<OutletState, RemoveDomain, OutletDomainRemoved>({
  command: RemoveDomain,
  roles: EDITORS,
  reads: (_, target) => ({ keys: [domainKey(namedDomain(target))] }),
  decide: (state, { until, reason }, context) => {
    mustNotBeMerged(state);
    const domain = namedDomain(context.target);
    const before = state.domains.get(domain) ?? refuse('not-found', 'The outlet has no such domain.');
    if (until !== undefined && before.until === until) {
      refuse('nothing-changed', 'That the outlet was known by it until then is on the record.');
    }
    const key = domainKey(domain);
    const held = context.held(key) === context.target.id && (until === undefined || hasEnded(until, context.now));
    return {
      events: [{ type: 'OutletDomainRemoved', facts: { domain, ...omitUndefined({ until }) }, words: { reason } }],
      release: held ? [key] : [],
    };
  },
});

/** By which domains an outlet is known, and when. */
export const domainRules = [add, remove];
