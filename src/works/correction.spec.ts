import { describe, expect, it } from '@jest/globals';
import { malformed, someId, specify, stream, reservedUnder } from '../kernel/specification.js';
import { outletFold } from '../outlets/outlet.decider.js';
import type { OutletEvent } from '../outlets/outlet.events.js';
import { addressKeys } from './address.js';
import { workDecider } from './work.decider.js';
import { CorrectWork, RecordWork } from './work.commands.js';
import type { WorkCorrected, WorkEvent } from './work.events.js';

const [WORK, OUTLET, ANOTHER] = [someId(100), someId(2), someId(3)];
const spec = specify(workDecider);
const recorded: WorkEvent = {
  type: 'WorkRecorded',
  facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown' },
  words: { title: 'A leaflet' },
};
const corrected = (facts: Partial<WorkCorrected['facts']> = {}, words: object = {}): WorkCorrected => ({
  type: 'WorkCorrected',
  facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown', ...facts },
  words: { title: 'A leaflet', reason: 'R', ...words },
});
const outlet = (id: string, ...later: OutletEvent[]) => [
  stream(outletFold, id, { type: 'OutletRegistered', facts: { kind: 'online' }, words: { name: 'RBC' } }, ...later),
];
const merged: OutletEvent = { type: 'OutletMerged', facts: { intoId: ANOTHER }, words: {} };
const body = { title: 'A leaflet', reason: 'R' };
const url = 'https://rbc.ua/b';
const keys = addressKeys(url);
const own = Object.fromEntries(keys.map((key) => [key, WORK]));

describe('Correcting a work', () => {
  it('says all that is known of it anew', () => {
    spec
      .given(recorded)
      .when(CorrectWork, { ...body, outletId: OUTLET, publishedOn: '2025' }, { streams: outlet(OUTLET) })
      .then(corrected({ outletId: OUTLET, outletBasis: 'stated', publishedOn: '2025', publishedOnBasis: 'stated' }));
    spec
      .given(recorded, corrected({ outletId: OUTLET, outletBasis: 'stated' }))
      .when(CorrectWork, body)
      .then(corrected());
  });

  it('takes another address, and leaves the former one with the work', () => {
    const outcome = spec.given(recorded).when(CorrectWork, { ...body, url });
    outcome.then(corrected({ reservationId: WORK }, { url })).reserving(...reservedUnder(keys, WORK));
    outcome.then(corrected({ reservationId: WORK }, { url })).releasing();
  });

  it('ties an address that it has to the event that says it last', () => {
    const outcome = spec.given(recorded).when(CorrectWork, { ...body, url }, { held: own });
    outcome.then(corrected({ reservationId: WORK }, { url })).reserving(...reservedUnder(keys, WORK));
    outcome.then(corrected({ reservationId: WORK }, { url })).releasing(...keys);
  });

  it('frees a former address that was never its own', () => {
    const command = { ...body, url, freedUrl: 'https://rbc.ua/a' };
    spec
      .given(recorded)
      .when(CorrectWork, command, { held: { 'url:https://rbc.ua/a': WORK } })
      .then(corrected({ reservationId: WORK }, { url }))
      .releasing('url:https://rbc.ua/a');
    for (const held of [{}, { 'url:https://rbc.ua/a': someId(9) }]) {
      spec.given(recorded).when(CorrectWork, command, { held }).refused('address-not-held');
    }
  });

  it('is refused for an address that another work has, and names that work', () => {
    spec
      .given(recorded)
      .when(CorrectWork, { ...body, url }, { held: { [keys[0]]: someId(9) } })
      .refused('work-address-known', someId(9));
  });

  it('is refused for an outlet that is not there or turned out to be another, unless the work had it before', () => {
    const command = { ...body, outletId: OUTLET };
    spec.given(recorded).when(CorrectWork, command).refused('outlet-unknown', OUTLET);
    spec
      .given(recorded)
      .when(CorrectWork, command, { streams: outlet(OUTLET, merged) })
      .refused('outlet-merged', ANOTHER);
    const facts = { outletId: OUTLET, outletBasis: 'stated' } as const;
    spec
      .given(recorded, corrected(facts))
      .when(CorrectWork, command, { streams: outlet(OUTLET, merged) })
      .then(corrected(facts));
  });

  it('is refused for a work that is not there', () => {
    spec.given().when(CorrectWork, body).refused('not-found');
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(recorded)
      .when(CorrectWork, body, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed without a reason, and under the rules of recording', () => {
    expect(malformed(CorrectWork, {}).sort()).toEqual(['reason', 'title']);
    expect(malformed(CorrectWork, { ...body, outletBasis: 'stated', freedUrl: 'rbc.ua' }).sort()).toEqual([
      'freedUrl',
      'outletBasis',
    ]);
  });
});

describe('Recording a work', () => {
  it('is refused for an outlet that turned out to be another, and names that', () => {
    spec
      .given()
      .when(RecordWork, { title: 'A', outletId: OUTLET }, { streams: outlet(OUTLET, merged) })
      .refused('outlet-merged', ANOTHER);
  });
});
