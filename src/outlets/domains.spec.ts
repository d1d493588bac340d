import { describe, expect, it } from '@jest/globals';
import { malformed, specify, type ScenarioContext } from '../kernel/specification.js';
import { outletDecider } from './outlet.decider.js';
import { AddDomain, RemoveDomain } from './outlet.commands.js';
import { domainAdded, ANOTHER, merged, OUTLET, registered } from './outlet.examples.js';
import type { OutletDomainRemoved } from './outlet.events.js';

const spec = specify(outletDecider);
const NOW = '2026-01-01T00:00:00.000Z';
const held = { 'domain:rbc.ua': OUTLET };
const reserved = { key: 'domain:rbc.ua', id: OUTLET, ofWords: false };
const reason = 'It was sold.';
const removed = (until?: string): OutletDomainRemoved => ({
  type: 'OutletDomainRemoved',
  facts: { domain: 'rbc.ua', ...(until !== undefined && { until }) },
  words: { reason },
});

describe('Adding a domain', () => {
  it('takes it, in its canonical form', () => {
    spec
      .given(registered())
      .when(AddDomain, { domain: 'https://www.RBC.ua/news', from: '2006' })
      .then(domainAdded('rbc.ua', { from: '2006' }))
      .reserving(reserved);
  });

  it('takes none whose last day has passed, which may be another outlet’s by now', () => {
    spec
      .given(registered())
      .when(AddDomain, { domain: 'rbc.ua', until: '2025' }, { now: NOW, held: { 'domain:rbc.ua': ANOTHER } })
      .then(domainAdded('rbc.ua', { until: '2025' }))
      .reserving();
    spec
      .given(registered())
      .when(AddDomain, { domain: 'rbc.ua', until: '2026-01' }, { now: NOW })
      .then(domainAdded('rbc.ua', { until: '2026-01' }))
      .reserving(reserved);
  });

  it('gives other days to one that it has, and frees it where the last one has passed', () => {
    const given = spec.given(registered(), domainAdded('rbc.ua'));
    given
      .when(AddDomain, { domain: 'rbc.ua', from: '2006' }, { held })
      .then(domainAdded('rbc.ua', { from: '2006' }))
      .reserving();
    given
      .when(AddDomain, { domain: 'rbc.ua', until: '2019' }, { held })
      .then(domainAdded('rbc.ua', { until: '2019' }))
      .releasing('domain:rbc.ua');
  });

  it('is refused where another outlet is known by it, and where it changes nothing', () => {
    spec
      .given(registered())
      .when(AddDomain, { domain: 'rbc.ua' }, { held: { 'domain:rbc.ua': ANOTHER } })
      .refused('domain-in-use', ANOTHER);
    spec
      .given(registered(), domainAdded('rbc.ua'))
      .when(AddDomain, { domain: 'rbc.ua' }, { held })
      .refused('nothing-changed');
  });

  it('is refused for an outlet that is not there, or merged', () => {
    spec.given().when(AddDomain, { domain: 'rbc.ua' }).refused('not-found');
    spec.given(registered(), merged()).when(AddDomain, { domain: 'rbc.ua' }).refused('outlet-merged', ANOTHER);
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(registered())
      .when(AddDomain, { domain: 'rbc.ua' }, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where it is none, and where the days are reversed', () => {
    expect(malformed(AddDomain, { domain: 'localhost', from: '2006/2007' }).sort()).toEqual(['domain', 'from']);
    expect(malformed(AddDomain, { domain: 'rbc.ua', from: '2020', until: '2019' })).toEqual(['until']);
    expect(malformed(AddDomain, { domain: 'rbc.ua', from: '2019-05', until: '2019' })).toEqual([]);
  });
});

describe('Removing a domain', () => {
  const beside: ScenarioContext = { target: { part: 'rbc.ua' }, held, now: NOW };
  const given = spec.given(registered(), domainAdded('rbc.ua'));

  it('that was never its own frees it', () => {
    given.when(RemoveDomain, { reason }, beside).then(removed()).releasing('domain:rbc.ua');
    const spelt = { ...beside, target: { part: 'WWW.RBC.ua' } };
    given.when(RemoveDomain, { reason }, spelt).then(removed()).releasing('domain:rbc.ua');
  });

  it('that it had until a day frees it once that day has passed', () => {
    given.when(RemoveDomain, { reason, until: '2025' }, beside).then(removed('2025')).releasing('domain:rbc.ua');
    given.when(RemoveDomain, { reason, until: '2026' }, beside).then(removed('2026')).releasing();
  });

  it('frees no key that another outlet holds by now', () => {
    spec
      .given(registered(), domainAdded('rbc.ua', { until: '2019' }))
      .when(RemoveDomain, { reason }, { ...beside, held: { 'domain:rbc.ua': ANOTHER } })
      .then(removed())
      .releasing();
  });

  it('is refused where it has none, and where that is on the record', () => {
    spec.given(registered()).when(RemoveDomain, { reason }, beside).refused('not-found');
    spec
      .given(registered(), domainAdded('rbc.ua'), removed())
      .when(RemoveDomain, { reason }, beside)
      .refused('not-found');
    spec
      .given(registered(), domainAdded('rbc.ua'), removed('2019'))
      .when(RemoveDomain, { reason, until: '2019' }, beside)
      .refused('nothing-changed');
    spec
      .given(registered(), domainAdded('rbc.ua'), merged())
      .when(RemoveDomain, { reason }, beside)
      .refused('outlet-merged', ANOTHER);
  });

  it('owes a reason', () => {
    expect(malformed(RemoveDomain, {})).toEqual(['reason']);
  });
});
