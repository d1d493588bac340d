import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../kernel/names.js';
import { by, malformed, someId, specify, reservedUnder } from '../kernel/specification.js';
import { domainOf } from './domain.js';
import { outletDecider } from './outlet.decider.js';
import { RegisterOutlet } from './outlet.commands.js';
import type { OutletEvent } from './outlet.events.js';

const registered: OutletEvent = { type: 'OutletRegistered', facts: { kind: 'online' }, words: { name: 'RBC-Ukraine' } };
const added = (domain: string): OutletEvent => ({ type: 'OutletDomainAdded', facts: { domain }, words: {} });
const body = { name: 'RBC-Ukraine', kind: 'online' };

describe('Registering an outlet', () => {
  it('needs a name and a kind only', () => {
    const name = reservedUnder(originKeys('RBC-Ukraine'), someId(100));
    specify(outletDecider)
      .given()
      .when(RegisterOutlet, body)
      .then(registered)
      .reserving(...name);
  });

  it('takes its names as an origin, but for one that something else has already', () => {
    const command = { ...body, aliases: ['РБК-Україна', 'RBC-UKRAINE'] };
    const alias = reservedUnder(originKeys('РБК-Україна'), someId(100));
    specify(outletDecider)
      .given()
      .when(RegisterOutlet, command, { held: { 'origin:rbc-ukraine': someId(9) } })
      .then({ ...registered, words: { name: 'RBC-Ukraine', aliases: command.aliases } })
      .reserving(...alias);
  });

  it('stores country, language and domains in their canonical form, each domain once, and takes the domains', () => {
    const spec = specify(outletDecider).given();
    const domains = ['https://www.RBC.ua/news', 'rbc.ua', 'news.пример.рф'];
    const command = { ...body, aliases: ['РБК-Україна'], domains, country: 'ua', language: 'UK' };
    spec
      .when(RegisterOutlet, command, { target: { id: someId(7) } })
      .then(
        {
          type: 'OutletRegistered',
          facts: { kind: 'online', country: 'UA', language: 'uk' },
          words: { name: 'RBC-Ukraine', aliases: ['РБК-Україна'] },
        },
        added('rbc.ua'),
        added('news.xn--e1afmkfd.xn--p1ai'),
      )
      .reserving(
        { key: 'domain:rbc.ua', id: someId(7), ofWords: false },
        { key: 'domain:news.xn--e1afmkfd.xn--p1ai', id: someId(7), ofWords: false },
        ...reservedUnder(originKeys('RBC-Ukraine'), someId(7)),
        ...reservedUnder(originKeys('РБК-Україна'), someId(7)),
      );
  });

  it('is refused where another outlet is known by the domain, and names that outlet', () => {
    const beside = { held: { 'domain:rbc.ua': someId(9) } };
    specify(outletDecider)
      .given()
      .when(RegisterOutlet, { ...body, domains: ['www.rbc.ua'] }, beside)
      .refused('domain-in-use', someId(9));
  });

  it('happens once', () => {
    specify(outletDecider)
      .given(by(someId(1), registered))
      .when(RegisterOutlet, body)
      .refused('already-exists');
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    specify(outletDecider)
      .given()
      .when(RegisterOutlet, body, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is', () => {
    expect(malformed(RegisterOutlet, { name: ' \n', kind: 'blog', colour: 'red' }).sort()).toEqual([
      'colour',
      'kind',
      'name',
    ]);
    const fields = { aliases: ['', 'a'], domains: ['localhost'], country: 'Ukraine', language: 'not a language' };
    expect(malformed(RegisterOutlet, { ...body, ...fields }).sort()).toEqual([
      'aliases',
      'country',
      'domains',
      'language',
    ]);
    expect(malformed(RegisterOutlet, { ...body, country: null })).toEqual(['country']);
    expect(malformed(RegisterOutlet, { ...body, name: 'n'.repeat(301) })).toEqual(['name']);
  });
});

describe('A domain', () => {
  it('is a host name below a public suffix, without www', () => {
    expect(domainOf('WWW.BBC.co.uk')).toBe('bbc.co.uk');
    expect(domainOf('www.ua')).toBe('www.ua');
    expect(domainOf('rbc.ua:8080')).toBe('rbc.ua');
  });

  it('is neither a public suffix nor an address of a machine', () => {
    for (const text of ['co.uk', 'ua', 'localhost', '10.0.0.1', '[::1]', 'a..b.ua', '']) {
      expect(domainOf(text)).toBeUndefined();
    }
  });
});
