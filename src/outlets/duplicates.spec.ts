import { describe, expect, it } from '@jest/globals';
import { malformed, specify, stream, type ScenarioContext } from '../kernel/specification.js';
import { AbsorbOutlet, MergeOutlet, ReleaseOutlet, SplitOutlet } from './duplicates.commands.js';
import { outletDecider, outletFold } from './outlet.decider.js';
import { absorbed, ANOTHER, merged, OUTLET, registered, THIRD } from './outlet.examples.js';
import type { OutletEvent } from './outlet.events.js';

const spec = specify(outletDecider);
const split: OutletEvent = { type: 'OutletSplit', facts: { fromId: ANOTHER }, words: { reason: 'Two editions.' } };
const released: OutletEvent = { type: 'OutletReleased', facts: { outletId: ANOTHER }, words: {} };
const admin = (...events: OutletEvent[]): ScenarioContext => ({
  roles: ['admin'],
  target: { id: OUTLET },
  streams: [stream(outletFold, ANOTHER, registered(), ...events)],
});

describe('Merging an outlet into another', () => {
  const body = { intoId: ANOTHER };

  it('is for admins and the operator, and moves nothing', () => {
    spec.given(registered()).when(MergeOutlet, body, admin()).then(merged());
    spec
      .given(registered())
      .when(MergeOutlet, { ...body, reason: 'Entered twice.' }, { ...admin(), roles: ['system'] })
      .then({ ...merged(), words: { reason: 'Entered twice.' } });
    for (const role of ['editor', 'reviewer', 'auditor'] as const) {
      spec
        .given(registered())
        .when(MergeOutlet, body, { ...admin(), roles: [role] })
        .refused('role-required');
    }
  });

  it('is refused for itself and where one of them is not there', () => {
    spec.given(registered()).when(MergeOutlet, { intoId: OUTLET }, admin()).refused('to-itself', OUTLET);
    spec.given(registered()).when(MergeOutlet, { intoId: THIRD }, admin()).refused('outlet-unknown', THIRD);
    spec.given().when(MergeOutlet, body, admin()).refused('not-found');
  });

  it('never leads to one that is merged itself, and names the one that goes on', () => {
    spec
      .given(registered())
      .when(MergeOutlet, body, admin(merged(THIRD)))
      .refused('target-merged', THIRD);
  });

  it('is refused for one that has absorbed others until they are split off', () => {
    const free: OutletEvent = { ...released, facts: { outletId: THIRD } };
    spec.given(registered(), absorbed(THIRD)).when(MergeOutlet, body, admin()).refused('holds-duplicates', THIRD);
    spec.given(registered(), absorbed(THIRD), free).when(MergeOutlet, body, admin()).then(merged());
  });

  it('happens once, and again after it was split off', () => {
    spec.given(registered(), merged()).when(MergeOutlet, body, admin()).refused('outlet-merged', ANOTHER);
    spec.given(registered(), merged(), split).when(MergeOutlet, body, admin()).then(merged());
  });

  it('is malformed where it names none', () => {
    expect(malformed(MergeOutlet, {})).toEqual(['intoId']);
  });
});

describe('Absorbing an outlet', () => {
  const body = { outletId: ANOTHER };

  it('is the other half of a merge, and no more than that', () => {
    spec
      .given(registered())
      .when(AbsorbOutlet, body, admin(merged(OUTLET)))
      .then(absorbed());
    for (const other of [admin(), admin(merged(THIRD))]) {
      spec.given(registered()).when(AbsorbOutlet, body, other).refused('other-half-missing', ANOTHER);
    }
    spec
      .given(registered(), absorbed())
      .when(AbsorbOutlet, body, admin(merged(OUTLET)))
      .refused('other-half-missing', ANOTHER);
    spec
      .given(registered(), merged(THIRD))
      .when(AbsorbOutlet, body, admin(merged(OUTLET)))
      .refused('outlet-merged', THIRD);
  });
});

describe('Splitting an outlet off', () => {
  const body = { fromId: ANOTHER, reason: 'Two editions.' };

  it('undoes the merge, with a reason', () => {
    spec.given(registered(), merged()).when(SplitOutlet, body, admin()).then(split);
    expect(malformed(SplitOutlet, { fromId: ANOTHER })).toEqual(['reason']);
  });

  it('is refused where it is not merged, merged into a third, or not there', () => {
    spec.given(registered()).when(SplitOutlet, body, admin()).refused('not-merged');
    spec.given(registered(), merged(THIRD)).when(SplitOutlet, body, admin()).refused('not-merged', THIRD);
    spec.given().when(SplitOutlet, body, admin()).refused('not-found');
  });

  it('releases it from the outlet that had absorbed it, in the same append', () => {
    const command = { outletId: ANOTHER };
    spec
      .given(registered(), absorbed())
      .when(ReleaseOutlet, command, admin(merged(OUTLET), split))
      .then(released);
    spec
      .given(registered(), absorbed())
      .when(ReleaseOutlet, command, admin(merged(OUTLET)))
      .refused('other-half-missing', ANOTHER);
    spec.given(registered()).when(ReleaseOutlet, command, admin()).refused('other-half-missing', ANOTHER);
  });
});
