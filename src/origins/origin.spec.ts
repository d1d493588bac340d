import { describe, expect, it } from '@jest/globals';
import { malformed, someId, specify, stream, type ScenarioContext } from '../kernel/specification.js';
import { outletFold } from '../outlets/outlet.decider.js';
import { registered } from '../outlets/outlet.examples.js';
import { workFold } from '../works/work.decider.js';
import {
  AbsorbOrigin,
  DismissDuplicateOrigin,
  JoinOrigins,
  ReleaseOrigin,
  SplitOrigins,
  SuspectDuplicateOrigin,
} from './origin.commands.js';
import { originDecider } from './origin.decider.js';
import type { OriginEvent } from './origin.events.js';
import { originFold } from './origin.state.js';

const decider = specify(originDecider);
/** Names hold both origins, as far as a case does not say otherwise. */
const held = { one: someId(100), other: someId(200) };
const spec: typeof decider = {
  given: (...events) => {
    const { when } = decider.given(...events);
    return { when: (type, body, beside) => when(type, body, { held, ...beside }) };
  },
};
const [ORIGIN, ANOTHER, THIRD] = [someId(100), someId(200), someId(300)];
const joined = (intoId = ANOTHER): OriginEvent => ({ type: 'OriginsJoined', facts: { intoId }, words: {} });
const absorbed: OriginEvent = { type: 'OriginAbsorbed', facts: { originId: ANOTHER }, words: {} };
const split: OriginEvent = { type: 'OriginsSplit', facts: { fromId: ANOTHER }, words: { reason: 'Two papers.' } };
const released: OriginEvent = { type: 'OriginReleased', facts: { originId: ANOTHER }, words: {} };
const suspected = {
  type: 'OriginDuplicateSuspected',
  facts: { ofId: ANOTHER },
  words: {},
} satisfies OriginEvent;
const dismissed: OriginEvent = {
  type: 'OriginDuplicateDismissed',
  facts: { ofId: ANOTHER },
  words: { reason: 'Two papers.' },
};
const other = (...events: OriginEvent[]): ScenarioContext => ({ streams: [stream(originFold, ANOTHER, ...events)] });
const body = { intoId: ANOTHER };

describe('Joining two origins', () => {
  it('is for editors and reviewers, and moves nothing', () => {
    spec.given().when(JoinOrigins, body).then(joined());
    spec
      .given()
      .when(JoinOrigins, { ...body, reason: 'One paper.' }, { roles: ['reviewer'] })
      .then({ ...joined(), words: { reason: 'One paper.' } } as OriginEvent);
    for (const role of ['auditor', 'admin'] as const) {
      spec
        .given()
        .when(JoinOrigins, body, { roles: [role] })
        .refused('role-required');
    }
  });

  it('is refused for itself, and where one of them is joined', () => {
    spec.given().when(JoinOrigins, { intoId: ORIGIN }).refused('to-itself', ORIGIN);
    spec.given(joined(THIRD)).when(JoinOrigins, body).refused('origin-joined', THIRD);
    spec
      .given()
      .when(JoinOrigins, body, other(joined(THIRD)))
      .refused('target-joined', THIRD);
    spec
      .given({ ...absorbed, facts: { originId: THIRD } })
      .when(JoinOrigins, body)
      .refused('holds-duplicates', THIRD);
  });

  it('leads to an outlet, and not from one, and to none that was merged', () => {
    const outlet = (id: string, ...events: Parameters<typeof stream>[2][]) => ({
      streams: [stream(outletFold, id, registered(), ...(events as never[]))],
    });
    spec.given().when(JoinOrigins, body, outlet(ANOTHER)).then(joined());
    spec.given().when(JoinOrigins, body, outlet(ORIGIN)).refused('origin-is-outlet', ORIGIN);
    const merged = { type: 'OutletMerged', facts: { intoId: THIRD }, words: {} } as const;
    spec.given().when(JoinOrigins, body, outlet(ANOTHER, merged)).refused('outlet-merged', THIRD);
  });

  it('has its other half in the same append', () => {
    const target = { target: { id: ORIGIN } };
    spec
      .given()
      .when(AbsorbOrigin, { originId: ANOTHER }, { ...target, ...other(joined(ORIGIN)) })
      .then(absorbed);
    spec
      .given()
      .when(AbsorbOrigin, { originId: ANOTHER }, { ...target, ...other() })
      .refused('other-half-missing');
    spec
      .given(absorbed)
      .when(AbsorbOrigin, { originId: ANOTHER }, { ...target, ...other(joined(ORIGIN)) })
      .refused('other-half-missing');
  });

  it('is undone with a reason, by both halves', () => {
    const fromId = { fromId: ANOTHER, reason: 'Two papers.' };
    spec.given(joined()).when(SplitOrigins, fromId).then(split);
    spec.given(joined(THIRD)).when(SplitOrigins, fromId).refused('not-joined', THIRD);
    spec.given(joined(), split).when(SplitOrigins, fromId).refused('not-joined');
    spec.given(joined(), split).when(JoinOrigins, body).then(joined());
    spec
      .given(absorbed)
      .when(ReleaseOrigin, { originId: ANOTHER }, other(joined(ORIGIN), split))
      .then(released);
    spec
      .given(absorbed)
      .when(ReleaseOrigin, { originId: ANOTHER }, other(joined(ORIGIN)))
      .refused('other-half-missing');
    spec.given().when(ReleaseOrigin, { originId: ANOTHER }, other()).refused('other-half-missing');
    expect(malformed(SplitOrigins, { fromId: ANOTHER })).toEqual(['reason']);
  });
});

describe('Suspecting two origins to be one', () => {
  const doubt = { ofId: ANOTHER };
  const system: ScenarioContext = { roles: ['system'] };

  it('is said once, by the desk or the operator', () => {
    spec.given().when(SuspectDuplicateOrigin, doubt, system).then(suspected);
    spec.given(suspected).when(SuspectDuplicateOrigin, doubt, system).refused('nothing-changed', ANOTHER);
    spec.given(joined()).when(SuspectDuplicateOrigin, doubt, system).refused('origin-joined', ANOTHER);
    spec
      .given()
      .when(SuspectDuplicateOrigin, { ...doubt, ofId: ORIGIN }, system)
      .refused('to-itself');
    spec
      .given()
      .when(SuspectDuplicateOrigin, { ...doubt, reason: 'One imprint.' })
      .then({ ...suspected, words: { reason: 'One imprint.' } });
    spec
      .given()
      .when(SuspectDuplicateOrigin, doubt, { roles: ['auditor'] })
      .refused('role-required');
  });

  it('is settled by a person, one way or the other', () => {
    const reason = { ofId: ANOTHER, reason: 'Two papers.' };
    spec.given(suspected).when(DismissDuplicateOrigin, reason).then(dismissed);
    spec.given(suspected, dismissed).when(DismissDuplicateOrigin, reason).refused('nothing-changed', ANOTHER);
    spec.given(suspected).when(JoinOrigins, body).then(joined());
    spec.given(suspected, joined()).when(DismissDuplicateOrigin, reason).refused('origin-joined', ANOTHER);
  });

  it('is settled where names are only near, and again once somebody doubts it', () => {
    const reason = { ofId: ANOTHER, reason: 'Two papers.' };
    spec.given().when(DismissDuplicateOrigin, reason).then(dismissed);
    spec.given(dismissed, suspected).when(DismissDuplicateOrigin, reason).then(dismissed);
    spec.given(dismissed, joined(), split).when(DismissDuplicateOrigin, reason).then(dismissed);
    spec
      .given()
      .when(DismissDuplicateOrigin, { ...reason, ofId: ORIGIN })
      .refused('to-itself', ORIGIN);
  });
});

describe('An origin that nothing names', () => {
  const [nothing, reason] = [{ held: {} }, 'One paper.'];
  const one = { held: { one: ORIGIN } };

  it('is not there', () => {
    spec.given().when(JoinOrigins, body, nothing).refused('not-found');
    spec.given().when(SplitOrigins, { fromId: ANOTHER, reason }, nothing).refused('not-found');
    spec.given().when(SuspectDuplicateOrigin, { ofId: ANOTHER }, nothing).refused('not-found');
    spec.given().when(DismissDuplicateOrigin, { ofId: ANOTHER, reason }, nothing).refused('not-found');
  });

  it('is no other one either', () => {
    spec.given().when(JoinOrigins, body, one).refused('origin-unknown', ANOTHER);
    spec.given().when(SuspectDuplicateOrigin, { ofId: ANOTHER }, one).refused('origin-unknown', ANOTHER);
    spec.given().when(DismissDuplicateOrigin, { ofId: ANOTHER, reason }, one).refused('origin-unknown', ANOTHER);
  });

  it('is there as an outlet, as a work, and where something was said of it before its names were erased', () => {
    const work = stream(workFold, ANOTHER, {
      type: 'WorkRecorded',
      facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown' },
      words: { title: 'A page' },
    });
    spec
      .given()
      .when(JoinOrigins, body, { ...one, streams: [work] })
      .then(joined());
    spec
      .given()
      .when(JoinOrigins, body, { ...one, streams: [stream(outletFold, ANOTHER, registered())] })
      .then(joined());
    spec
      .given(suspected, dismissed)
      .when(JoinOrigins, body, { held: { other: ANOTHER } })
      .then(joined());
  });
});
