import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, someId, specify, stream, type ScenarioContext } from '../../kernel/specification.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import { workFold } from '../../works/work.decider.js';
import {
  AttributeUpstream,
  CheckAttribution,
  CorrectAppearance,
  RecordAppearance,
  WithdrawAppearance,
  WithdrawUpstream,
} from '../appearances/appearances.commands.js';
import { claimDecider } from '../claim.decider.js';
import {
  appeared,
  attached,
  attachedB,
  attributed,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  submitted,
  SUBMITTER,
  VERDICT,
} from '../claim.examples.js';
import type { AttributionChecked, CarrierChangesConfirmed, ClaimEvent } from '../claim.events.js';
import { claimFold } from '../claim.state.js';
import { ConfirmCarrierChanges, RefuseCarrierChange, WithdrawCarrierChange } from './carrier-changes.commands.js';
import { eventsInForce } from './carrier-changes.state.js';

const [APPEARANCE, UPSTREAM, WORK, OUTLET, LEAFLET] = [someId(501), someId(511), someId(502), someId(503), someId(504)];
const [CHANGE, OTHER] = [someId(601), someId(602)];
const work = (id: string, outletId: string | null) =>
  stream(workFold, id, {
    type: 'WorkRecorded',
    facts: { outletId, outletBasis: outletId ? 'stated' : 'unknown', publishedOnBasis: 'unknown' },
    words: { title: 'A work' },
  });
const streams = [
  work(WORK, OUTLET),
  work(LEAFLET, null),
  stream(outletFold, OUTLET, { type: 'OutletRegistered', facts: { kind: 'online' }, words: { name: 'An outlet' } }),
];
const beside: ScenarioContext = { streams, target: { part: APPEARANCE } };
const spec = specify(claimDecider);
const first = [...by(SUBMITTER, submitted(), attached(), attachedB(), appeared({ mode: 'attributed' }), attributed())];
const rated = (rating: 'TRUE' | 'FALSE') => [
  ...first,
  ...by(PROPOSER, proposed({ rating })),
  ...by(PUBLISHER, published(VERDICT)),
];
const [TRUE, FALSE] = [rated('TRUE'), rated('FALSE')];
const own = { workId: WORK, mode: 'own-voice', place: 'body' };
const changed = { changeId: newId(1) };
const recorded = (facts: object = {}): ClaimEvent => ({
  ...appeared({ appearanceId: newId(1), changeId: newId(2), ...facts }),
  words: {},
});
const checked = (attribution: 'accurate' | 'altered', facts: object = {}): AttributionChecked => ({
  type: 'AttributionChecked',
  facts: { appearanceId: APPEARANCE, attribution, ...facts },
  words: {},
});
const confirmed = (...changeIds: string[]): CarrierChangesConfirmed => ({
  type: 'CarrierChangesConfirmed',
  facts: { changeIds, verdictId: VERDICT, policy: 'four-eyes' },
  words: {},
});

describe('Who carried a public claim', () => {
  it('is not said by one hand where a verdict accuses: it waits, as one change of one command', () => {
    const upstream = { kind: 'institution', name: 'A ministry', relation: 'quote', basis: 'credited' };
    spec
      .given(FALSE)
      .when(RecordAppearance, own, beside)
      .then(recorded())
      .naming({ appearanceId: newId(1), changeId: newId(2) });
    spec
      .given(FALSE)
      .when(RecordAppearance, { ...own, upstream }, beside)
      .follows('AppearanceRecorded', 'UpstreamAttributed');
    spec
      .given(FALSE)
      .when(CorrectAppearance, { ...own, reason: 'R' }, beside)
      .then({
        type: 'AppearanceCorrected',
        facts: { ...appeared().facts, ...changed },
        words: { reason: 'R' },
      })
      .naming({ appearanceId: APPEARANCE, ...changed });
    spec.given(FALSE).when(CheckAttribution, { attribution: 'accurate' }, beside).then(checked('accurate', changed));
    spec
      .given(FALSE)
      .when(AttributeUpstream, { ...upstream, of: { appearanceId: APPEARANCE } }, beside)
      .then({
        ...attributed({
          upstreamId: newId(1),
          of: { appearanceId: APPEARANCE },
          originId: newId(2),
          changeId: newId(3),
        }),
      });
  });

  it('holds at once before anything was published, where it was found true, and where it names nobody', () => {
    for (const events of [first, TRUE]) {
      spec
        .given(events)
        .when(RecordAppearance, own, beside)
        .then(recorded({ changeId: undefined }));
    }
    spec
      .given(FALSE)
      .when(RecordAppearance, { ...own, workId: LEAFLET }, beside)
      .then(recorded({ changeId: undefined, workId: LEAFLET, originId: LEAFLET }));
    const of = { appearanceId: APPEARANCE };
    spec
      .given(FALSE)
      .when(AttributeUpstream, { kind: 'unnamed', relation: 'quote', basis: 'credited', of }, beside)
      .then({ ...attributed({ upstreamId: newId(1), of, kind: 'unnamed', originId: newId(2) }), words: {} });
  });

  it('waits whatever the verdict is where it says that somebody altered something', () => {
    spec.given(TRUE).when(CheckAttribution, { attribution: 'altered' }, beside).then(checked('altered', changed));
    spec.given(TRUE).when(CheckAttribution, { attribution: 'accurate' }, beside).then(checked('accurate'));
    spec.given(first).when(CheckAttribution, { attribution: 'altered' }, beside).then(checked('altered'));
  });

  it('is let go at once, and unconfirmed', () => {
    spec
      .given(FALSE)
      .when(WithdrawAppearance, { reason: 'R' }, beside)
      .then({ type: 'AppearanceWithdrawn', facts: { appearanceId: APPEARANCE, ...changed }, words: { reason: 'R' } })
      .naming({ appearanceId: APPEARANCE, ...changed });
    spec
      .given(FALSE)
      .when(WithdrawUpstream, { reason: 'R' }, { target: { part: UPSTREAM } })
      .then({ type: 'UpstreamWithdrawn', facts: { upstreamId: UPSTREAM, ...changed }, words: { reason: 'R' } });
  });
});

describe('A change that waits', () => {
  const waiting = [...FALSE, ...by(SUBMITTER, checked('altered', { changeId: CHANGE }))];
  const body = { changeIds: [CHANGE] };
  const reviewer: ScenarioContext = { actor: PUBLISHER, roles: ['reviewer'], target: { part: CHANGE } };

  it('is confirmed by somebody else, several at once', () => {
    spec.given(waiting).when(ConfirmCarrierChanges, body, reviewer).then(confirmed(CHANGE));
    const two = [...waiting, ...by(PROPOSER, appeared({ appearanceId: someId(505), changeId: OTHER }))];
    spec
      .given(two)
      .when(ConfirmCarrierChanges, { changeIds: [CHANGE, OTHER], note: 'Seen.' }, reviewer)
      .then({ ...confirmed(CHANGE, OTHER), words: { note: 'Seen.' } });
    spec
      .given(two)
      .when(ConfirmCarrierChanges, { changeIds: [CHANGE, OTHER] }, { actor: PROPOSER })
      .refused('proposer-may-not-confirm', OTHER);
    expect(malformed(ConfirmCarrierChanges, { changeIds: [] })).toEqual(['changeIds']);
  });

  it('is confirmed by one person under two-eyes only, which is marked', () => {
    const alone: ScenarioContext = { actor: SUBMITTER };
    spec.given(waiting).when(ConfirmCarrierChanges, body, alone).refused('proposer-may-not-confirm', CHANGE);
    spec
      .given(waiting)
      .when(ConfirmCarrierChanges, body, { ...alone, policy: 'two-eyes' })
      .then({ ...confirmed(), facts: { ...confirmed(CHANGE).facts, policy: 'two-eyes', alone: true } });
  });

  it('is refused by somebody else, and withdrawn by whoever made it', () => {
    const refusal = { type: 'CarrierChangeRefused', facts: { changeId: CHANGE }, words: { reason: 'R' } } as const;
    const mine: ScenarioContext = { actor: SUBMITTER, target: { part: CHANGE } };
    spec.given(waiting).when(RefuseCarrierChange, { reason: 'R' }, reviewer).then(refusal);
    spec.given(waiting).when(RefuseCarrierChange, { reason: 'R' }, mine).refused('proposer-may-not-refuse');
    spec
      .given(waiting)
      .when(WithdrawCarrierChange, { reason: 'R' }, mine)
      .then({ ...refusal, type: 'CarrierChangeWithdrawn' });
    spec.given(waiting).when(WithdrawCarrierChange, { reason: 'R' }, reviewer).refused('proposer-only');
    spec
      .given(waiting, by(PUBLISHER, refusal))
      .when(ConfirmCarrierChanges, body, reviewer)
      .refused('change-settled', CHANGE);
  });

  it('is refused where it is none, or what it is about is gone', () => {
    spec.given(FALSE).when(ConfirmCarrierChanges, body, reviewer).refused('change-unknown', CHANGE);
    spec.given(FALSE).when(RefuseCarrierChange, { reason: 'R' }, reviewer).refused('not-found');
    const gone: ClaimEvent = {
      type: 'AppearanceWithdrawn',
      facts: { appearanceId: APPEARANCE },
      words: { reason: 'R' },
    };
    spec.given(waiting, gone).when(ConfirmCarrierChanges, body, reviewer).refused('appearance-withdrawn', APPEARANCE);
    const without: ClaimEvent = { type: 'UpstreamWithdrawn', facts: { upstreamId: UPSTREAM }, words: { reason: 'R' } };
    const above = attributed({ upstreamId: someId(515), of: { upstreamId: UPSTREAM }, changeId: OTHER });
    spec
      .given(FALSE, above, without)
      .when(ConfirmCarrierChanges, { changeIds: [OTHER] }, reviewer)
      .refused('upstream-withdrawn', UPSTREAM);
  });
});

describe('What holds of a claim', () => {
  const stateOf = (...events: readonly ClaimEvent[]) =>
    events.reduce(
      (state, event, i) =>
        claimFold.evolve(state, {
          ...event,
          id: someId(i),
          actor: SUBMITTER,
          at: '2025-01-01T00:00:00.000Z',
          position: i,
        }),
      claimFold.initial,
    );
  const attribution = (...events: readonly ClaimEvent[]) =>
    stateOf(submitted(), appeared({ mode: 'attributed' }), ...events).appearances.get(APPEARANCE)?.attribution;
  const waits = checked('altered', { changeId: CHANGE });
  const settled = (type: 'CarrierChangeRefused' | 'CarrierChangeWithdrawn'): ClaimEvent => ({
    type,
    facts: { changeId: CHANGE },
    words: { reason: 'R' },
  });

  it('is what was confirmed, and nothing that waits or was refused', () => {
    expect(attribution(waits)).toBeUndefined();
    expect(attribution(waits, confirmed(CHANGE))).toBe('altered');
    expect(attribution(waits, settled('CarrierChangeRefused'))).toBeUndefined();
    expect(attribution(waits, settled('CarrierChangeWithdrawn'))).toBeUndefined();
  });

  it('is without what was let go, until that is refused', () => {
    const gone: ClaimEvent = {
      type: 'AppearanceWithdrawn',
      facts: { appearanceId: APPEARANCE, changeId: CHANGE },
      words: { reason: 'R' },
    };
    const withdrawn = (...events: readonly ClaimEvent[]) =>
      stateOf(submitted(), appeared(), ...events).appearances.get(APPEARANCE)?.withdrawn;
    expect([withdrawn(gone), withdrawn(gone, confirmed(CHANGE))]).toEqual([true, true]);
    expect(withdrawn(gone, settled('CarrierChangeRefused'))).toBeUndefined();
    const kept = [gone, settled('CarrierChangeRefused')].map((event, position) => ({ ...event, position }));
    expect(eventsInForce(kept)).toEqual([]);
  });

  it('is in the order in which it came to hold', () => {
    const later = checked('accurate');
    const events = [waits, later, confirmed(CHANGE)].map((event, position) => ({ ...event, position }));
    expect(eventsInForce(events).map(({ position }) => position)).toEqual([1, 2, 0]);
  });
});
