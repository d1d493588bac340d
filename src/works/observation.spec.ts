import { describe, expect, it } from '@jest/globals';
import { malformed, newId, someId, specify } from '../kernel/specification.js';
import { ObserveCorrection, SeeNoCorrection, WithdrawObservedCorrection } from './outlet-corrections.commands.js';
import { KeepSnapshot } from './snapshots.commands.js';
import { workDecider } from './work.decider.js';
import { CORRECTION_KINDS, type OutletCorrectionObserved, type SnapshotKept, type WorkEvent } from './work.events.js';

const spec = specify(workDecider);
const [BEFORE, AFTER, CORRECTION] = ['b'.repeat(64), 'a'.repeat(64), someId(801)];
const recorded: WorkEvent = {
  type: 'WorkRecorded',
  facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown' },
  words: { title: 'A leaflet' },
};
const kept = (digest: string, facts: Partial<SnapshotKept['facts']> = {}): SnapshotKept => ({
  type: 'SnapshotKept',
  facts: { snapshotId: newId(1), digest, takenAt: '2025-03-27T10:00:00.000Z', ...facts },
  words: {},
});
const observed = (facts: Partial<OutletCorrectionObserved['facts']> = {}): OutletCorrectionObserved => ({
  type: 'OutletCorrectionObserved',
  facts: { correctionId: newId(1), kind: 'correction', observedOn: '2025-03-28', ...facts },
  words: {},
});
const now = '2026-01-01T12:00:00.000Z';

describe('Keeping a snapshot', () => {
  const body = { digest: BEFORE, takenAt: '2025-03-27T12:00:00+02:00' };

  it('records what proves it, and its moment in UTC', () => {
    const words = { location: 'https://web.archive.org/web/1/https://rbc.ua/', note: 'Without comments.' };
    spec
      .given(recorded)
      .when(KeepSnapshot, { ...body, mediaType: 'application/warc', bytes: 5, ...words })
      .then({ ...kept(BEFORE, { mediaType: 'application/warc', bytes: 5 }), words })
      .naming({ snapshotId: newId(1) });
  });

  it('is possible again for the same bytes at another moment, and refused for the same moment', () => {
    const given = spec.given(recorded, kept(BEFORE, { snapshotId: someId(7) }));
    given.when(KeepSnapshot, body).refused('nothing-changed');
    given
      .when(KeepSnapshot, { ...body, takenAt: '2025-03-28T00:00:00Z' })
      .then(kept(BEFORE, { takenAt: '2025-03-28T00:00:00.000Z' }));
  });

  it('is refused for a moment that has not come, and a work that is not there', () => {
    spec
      .given(recorded)
      .when(KeepSnapshot, { ...body, takenAt: '2026-01-01T12:00:00.001Z' }, { now })
      .refused('in-the-future');
    spec.given().when(KeepSnapshot, body).refused('not-found');
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(recorded)
      .when(KeepSnapshot, body, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is', () => {
    const wrong = { digest: 'B'.repeat(64), takenAt: '2025-03-27', mediaType: 'html', bytes: -1 };
    expect(malformed(KeepSnapshot, wrong).sort()).toEqual(['bytes', 'digest', 'mediaType', 'takenAt']);
  });
});

describe("Observing an outlet's correction", () => {
  it.each(CORRECTION_KINDS.filter((kind) => kind !== 'silent-edit'))('says what the outlet did: %s', (kind) => {
    const words = { text: 'An earlier version said 11,000.', url: 'https://rbc.ua/c', note: 'At the foot.' };
    spec
      .given(recorded)
      .when(ObserveCorrection, { kind, observedOn: '2025-03-28', publishedOn: '2025-03-27', ...words })
      .then({ ...observed({ kind, publishedOn: '2025-03-27' }), words })
      .naming({ correctionId: newId(1) });
  });

  it('shows a silent edit by the work before and after it', () => {
    const facts = { kind: 'silent-edit', before: BEFORE, after: AFTER } as const;
    spec
      .given(recorded, kept(BEFORE), kept(AFTER))
      .when(ObserveCorrection, { ...facts, observedOn: '2025-03-28' })
      .then(observed(facts));
    const edit = { kind: 'silent-edit', observedOn: '2025-03-28' };
    expect(malformed(ObserveCorrection, edit).sort()).toEqual(['after', 'before']);
    expect(malformed(ObserveCorrection, { ...edit, before: BEFORE, after: BEFORE })).toEqual(['after']);
  });

  it('is refused with a snapshot that nobody kept', () => {
    const body = { kind: 'correction', observedOn: '2025-03-28' };
    for (const digests of [{ before: AFTER }, { after: AFTER }]) {
      spec
        .given(recorded, kept(BEFORE))
        .when(ObserveCorrection, { ...body, ...digests })
        .refused('snapshot-unknown');
    }
  });

  it('is refused for a day that has begun nowhere, and a work that is not there', () => {
    const body = { kind: 'deletion', observedOn: '2026-01-02' };
    spec
      .given(recorded)
      .when(ObserveCorrection, body, { now })
      .then(observed({ ...body, kind: 'deletion' }));
    spec
      .given(recorded)
      .when(ObserveCorrection, { ...body, observedOn: '2026-01-03' }, { now })
      .refused('in-the-future');
    spec.given().when(ObserveCorrection, body, { now }).refused('not-found');
  });

  it('is withdrawn once, with a reason', () => {
    const reason = 'It was another work.';
    const beside = { target: { part: CORRECTION } };
    const withdrawn: WorkEvent = {
      type: 'OutletCorrectionWithdrawn',
      facts: { correctionId: CORRECTION },
      words: { reason },
    };
    const given = [recorded, observed({ correctionId: CORRECTION })];
    spec
      .given(...given)
      .when(WithdrawObservedCorrection, { reason }, beside)
      .then(withdrawn)
      .naming({ correctionId: CORRECTION });
    spec
      .given(...given, withdrawn)
      .when(WithdrawObservedCorrection, { reason }, beside)
      .refused('not-found');
    spec.given(recorded).when(WithdrawObservedCorrection, { reason }, { target: {} }).refused('not-found');
    expect(malformed(WithdrawObservedCorrection, {})).toEqual(['reason']);
  });

  it('is malformed where a field is', () => {
    const wrong = { kind: 'update', observedOn: '2025/2026', publishedOn: 'then', before: 'x', url: 'rbc.ua' };
    expect(malformed(ObserveCorrection, wrong).sort()).toEqual(['before', 'kind', 'observedOn', 'publishedOn', 'url']);
  });
});

describe('Seeing no correction', () => {
  const seen = (lookedOn: string): WorkEvent => ({ type: 'NoCorrectionSeen', facts: { lookedOn }, words: {} });

  it('is on the record, once a day', () => {
    const given = spec.given(recorded, seen('2025-04-27'));
    given
      .when(SeeNoCorrection, { lookedOn: '2025-04-28', note: 'Word for word.' })
      .then({ ...seen('2025-04-28'), words: { note: 'Word for word.' } } as WorkEvent);
    given.when(SeeNoCorrection, { lookedOn: '2025-04-27' }).refused('nothing-changed');
  });

  it('is refused for a day that has begun nowhere, and a work that is not there', () => {
    spec.given(recorded).when(SeeNoCorrection, { lookedOn: '2026-01-03' }, { now }).refused('in-the-future');
    spec.given().when(SeeNoCorrection, { lookedOn: '2025-04-28' }).refused('not-found');
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(recorded)
      .when(SeeNoCorrection, { lookedOn: '2025-04-28' }, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where the day is none', () => {
    for (const lookedOn of ['2025-04', '2025-04-31', 'today']) {
      expect(malformed(SeeNoCorrection, { lookedOn })).toEqual(['lookedOn']);
    }
  });
});
