import { describe, expect, it } from '@jest/globals';
import { malformed, someId, specify, stream, reservedUnder } from '../kernel/specification.js';
import { outletFold } from '../outlets/outlet.decider.js';
import { addressKeys } from './address.js';
import { workDecider } from './work.decider.js';
import { RecordWork } from './work.commands.js';
import type { WorkEvent } from './work.events.js';

const OUTLET = someId(2);
const known = stream(outletFold, OUTLET, {
  type: 'OutletRegistered',
  facts: { kind: 'online' },
  words: { name: 'RBC' },
});
const untitled: WorkEvent = {
  type: 'WorkRecorded',
  facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown' },
  words: { title: 'A leaflet' },
};

describe('Recording a work', () => {
  it('needs neither outlet nor address nor day', () => {
    specify(workDecider).given().when(RecordWork, { title: 'A leaflet' }).then(untitled).reserving();
  });

  it('keeps the address as given and holds it under the identifier of the work', () => {
    const url = 'http://www.rbc.ua/News/?utm_source=x&b=2&a=1#top';
    const body = { outletId: OUTLET, url, publishedOn: '2024-03-05/2024-03-06', language: 'UK' };
    const facts = {
      outletId: OUTLET,
      outletBasis: 'stated',
      publishedOn: '2024-03-05/2024-03-06',
      publishedOnBasis: 'stated',
      language: 'uk',
      reservationId: someId(5),
    } as const;
    specify(workDecider)
      .given()
      .when(RecordWork, body, { target: { id: someId(5) }, streams: [known] })
      .then({ type: 'WorkRecorded', facts, words: { url } })
      .reserving(...reservedUnder(['url@2:rbc.ua/News?a=1&b=2', 'url:https://rbc.ua/News?a=1&b=2'], someId(5)));
  });

  it('tells apart what the version of keys before took for one page', () => {
    const other = { held: { 'url:https://rbc.ua': someId(6) } };
    for (const url of ['https://rbc.ua/#!/news/2', 'https://rbc.ua/#/news/2', 'https://rbc.ua/']) {
      specify(workDecider).given().when(RecordWork, { url }, other).follows('WorkRecorded');
    }
    const pairs = [
      ['https://rbc.ua/?q=C++', 'url:https://rbc.ua/?q=C++'],
      ['https://rbc.ua/?q=C%2B%2B', 'url:https://rbc.ua/?q=C++'],
    ] as const;
    for (const [url, key] of pairs) {
      specify(workDecider)
        .given()
        .when(RecordWork, { url }, { held: { [key]: someId(6) } })
        .follows('WorkRecorded');
    }
  });

  it('says from what an inferred outlet and day were concluded', () => {
    const words = { title: 'A post', outletInferredFrom: 'the logo', publishedOnInferredFrom: 'a reply to it' };
    const facts = {
      outletId: OUTLET,
      outletBasis: 'inferred',
      publishedOn: '2025~',
      publishedOnBasis: 'inferred',
    } as const;
    specify(workDecider)
      .given()
      .when(RecordWork, { ...facts, ...words }, { streams: [known] })
      .then({ type: 'WorkRecorded', facts, words });
  });

  it('is refused for an outlet that nobody registered', () => {
    specify(workDecider).given().when(RecordWork, { title: 'T', outletId: OUTLET }).refused('outlet-unknown', OUTLET);
  });

  it('is refused for an address that is recorded, in any spelling, and names the work', () => {
    const beside = { held: { 'url:https://rbc.ua/a': someId(6) } };
    specify(workDecider)
      .given()
      .when(RecordWork, { url: 'http://WWW.rbc.ua/a/#b' }, beside)
      .refused('work-address-known', someId(6));
  });

  it('happens once', () => {
    specify(workDecider).given(untitled).when(RecordWork, { title: 'A leaflet' }).refused('already-exists');
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    specify(workDecider)
      .given()
      .when(RecordWork, { title: 'T' }, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where nothing says which work it is', () => {
    expect(malformed(RecordWork, {})).toEqual(['title']);
    expect(malformed(RecordWork, { note: 'Seen on a screen at the station' })).toEqual([]);
  });

  it('is malformed where a basis and its value disagree', () => {
    const inferred = { outletId: OUTLET, outletBasis: 'inferred', publishedOn: '2025', publishedOnBasis: 'inferred' };
    const missing = ['outletInferredFrom', 'publishedOnInferredFrom'];
    expect(malformed(RecordWork, { title: 'T', ...inferred }).sort()).toEqual(missing);
    expect(malformed(RecordWork, { title: 'T', outletBasis: 'stated' })).toEqual(['outletBasis']);
    expect(malformed(RecordWork, { title: 'T', publishedOn: '2025', publishedOnBasis: 'unknown' })).toEqual([
      'publishedOnBasis',
    ]);
  });

  it('is malformed where an address is none that a browser opens, or carries a password', () => {
    for (const url of ['ftp://rbc.ua/a', 'javascript:alert(1)', 'rbc.ua', 'https://a:b@rbc.ua/', 'https://']) {
      expect(malformed(RecordWork, { url })).toEqual(['url']);
    }
    expect(malformed(RecordWork, { url: `https://rbc.ua/${'a'.repeat(2034)}` })).toEqual(['url']);
  });
});

describe('The key of an address', () => {
  it('stays short enough for an index', () => {
    const long = `https://rbc.ua/${'я'.repeat(2000)}`;
    expect(addressKeys(long)[0].length).toBeLessThan(600);
    expect(addressKeys(long)[0]).not.toBe(addressKeys(`${long}a`)[0]);
  });
});
