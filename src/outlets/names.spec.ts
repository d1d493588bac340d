import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../kernel/names.js';
import { malformed, reservedUnder, someId, specify } from '../kernel/specification.js';
import { accountKeys } from './account.js';
import { outletDecider } from './outlet.decider.js';
import { DescribeOutlet, RegisterOutlet, RenameOutlet } from './outlet.commands.js';
import { merged, OUTLET, registered, ANOTHER } from './outlet.examples.js';
import type { OutletDescribed, OutletRenamed, Platform } from './outlet.events.js';

const spec = specify(outletDecider);
const named = (name: string) => reservedUnder(originKeys(name), OUTLET);
const accounted = (platform: Platform, handle: string) => reservedUnder(accountKeys({ platform, handle }), OUTLET);
const renamed = (words: Partial<OutletRenamed['words']> = {}, facts: OutletRenamed['facts'] = {}): OutletRenamed => ({
  type: 'OutletRenamed',
  facts,
  words: { name: 'RBC', ...words },
});

describe('Registering a social account', () => {
  const account = { platform: 'telegram', handle: ' @RBC_Ukraine' };
  const body = { name: 'RBC', kind: 'social', account };

  it('keeps the platform as a fact and the handle as words, and holds it', () => {
    const facts = { kind: 'social', account: { platform: 'telegram', reservationId: OUTLET } } as const;
    spec
      .given()
      .when(RegisterOutlet, body)
      .then({ type: 'OutletRegistered', facts, words: { name: 'RBC', handle: 'RBC_Ukraine' } })
      .reserving(...named('rbc'), ...accounted('telegram', 'rbc_ukraine'));
  });

  it('is refused where another outlet is this account, in any spelling, and names that outlet', () => {
    const held = { 'handle:telegram:rbc_ukraine': someId(9) };
    spec.given().when(RegisterOutlet, body, { held }).refused('handle-in-use', someId(9));
  });

  it('is malformed where the platform or the handle is none', () => {
    const faults = (wrong: object) => malformed(RegisterOutlet, { ...body, account: { ...account, ...wrong } });
    expect(faults({ platform: 'myspace' })).toEqual(['account.platform']);
    for (const handle of ['', '@', '@ a', 'a'.repeat(201)]) expect(faults({ handle })).toEqual(['account.handle']);
  });
});

describe('Renaming an outlet', () => {
  it('says all its names anew, and takes those that nothing has', () => {
    const command = { name: 'RBC', aliases: ['РБК'], reason: 'Since January.' };
    spec
      .given(registered())
      .when(RenameOutlet, command, { held: { 'origin:рбк': someId(9) } })
      .then(renamed({ aliases: ['РБК'], reason: 'Since January.' }))
      .reserving(...named('rbc'));
  });

  it('ties a name that it has to the event that says it last', () => {
    const outcome = spec.given(registered()).when(RenameOutlet, { name: 'RBC' }, { held: { 'origin:rbc': OUTLET } });
    outcome.then(renamed()).reserving(...named('rbc'));
    outcome.then(renamed()).releasing('origin:rbc');
  });

  it('changes the account, and leaves it out where there is none any more', () => {
    const account = { platform: 'x', handle: 'rbc_new' };
    const facts = { account: { platform: 'x', reservationId: OUTLET } } as const;
    spec
      .given(registered())
      .when(RenameOutlet, { name: 'RBC', account })
      .then(renamed({ handle: 'rbc_new' }, facts))
      .reserving(...named('rbc'), ...accounted('x', 'rbc_new'));
    spec
      .given(registered())
      .when(RenameOutlet, { name: 'RBC', account }, { held: { 'handle:x:rbc_new': ANOTHER } })
      .refused('handle-in-use', ANOTHER);
  });

  it('frees former names and accounts that it has, and no others', () => {
    const body = { name: 'RBC', freedNames: ['Old'], freedAccount: { platform: 'x', handle: '@old' } };
    const held = { 'origin:old': OUTLET, 'handle:x:old': OUTLET };
    spec.given(registered()).when(RenameOutlet, body, { held }).then(renamed()).releasing('origin:old', 'handle:x:old');
    spec
      .given(registered())
      .when(RenameOutlet, body, { held: { ...held, 'origin:old': someId(9) } })
      .refused('name-not-held');
    spec
      .given(registered())
      .when(RenameOutlet, body, { held: { 'origin:old': OUTLET } })
      .refused('handle-not-held');
  });

  it('is refused for one that is not there, or merged', () => {
    spec.given().when(RenameOutlet, { name: 'RBC' }).refused('not-found');
    spec.given(registered(), merged()).when(RenameOutlet, { name: 'RBC' }).refused('outlet-merged', ANOTHER);
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(registered())
      .when(RenameOutlet, { name: 'RBC' }, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed without a name', () => {
    expect(malformed(RenameOutlet, { freedNames: [' '], reason: '' }).sort()).toEqual(['freedNames', 'name', 'reason']);
  });
});

describe('Describing an outlet', () => {
  const described = (facts: OutletDescribed['facts']): OutletDescribed => ({
    type: 'OutletDescribed',
    facts,
    words: {},
  });

  it('says all of it anew', () => {
    const given = spec.given(registered({ country: 'UA', language: 'uk' }));
    given.when(DescribeOutlet, { kind: 'agency' }).then(described({ kind: 'agency' }));
    given
      .when(DescribeOutlet, { kind: 'online', country: 'ua', language: 'RU', reason: 'Since 2014.' })
      .then({ ...described({ kind: 'online', country: 'UA', language: 'ru' }), words: { reason: 'Since 2014.' } });
  });

  it('is refused where it changes nothing', () => {
    const same = { kind: 'online', country: 'ua', language: 'UK' };
    spec
      .given(registered({ country: 'UA', language: 'uk' }))
      .when(DescribeOutlet, same)
      .refused('nothing-changed');
    const facts = { kind: 'online', country: 'UA', language: 'uk' } as const;
    spec.given(registered(), described(facts)).when(DescribeOutlet, same).refused('nothing-changed');
  });

  it('is refused for one that is not there, or merged', () => {
    spec.given().when(DescribeOutlet, { kind: 'agency' }).refused('not-found');
    spec.given(registered(), merged()).when(DescribeOutlet, { kind: 'agency' }).refused('outlet-merged', ANOTHER);
  });

  it('is malformed without a kind', () => {
    expect(malformed(DescribeOutlet, { country: 'Ukraine' }).sort()).toEqual(['country', 'kind']);
  });
});
