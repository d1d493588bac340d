import { describe, expect, it } from '@jest/globals';
import { malformed, newId, someId, specify, stream, type Beside } from '../kernel/specification.js';
import { outletFold } from '../outlets/outlet.js';
import { personFold } from '../people/person.js';
import { workFold } from '../works/work.js';
import { claim } from './claim.js';
import {
  attached,
  ITEM_A,
  ITEM_B,
  ORIGIN_A,
  proposed,
  attachedB,
  published,
  submitted,
  VERDICT,
  withdrawn,
} from './claim.examples.js';
import type { EvidenceAttached } from './claim.events.js';
import { AttachEvidence, WithdrawEvidence } from './evidence.commands.js';

const [OUTLET, WORK, PERSON] = [someId(12), someId(11), someId(13)];
const streams: Beside['streams'] = [
  stream(outletFold, OUTLET, { type: 'OutletRegistered', facts: { kind: 'agency' }, words: { name: 'Yonhap' } }),
  stream(workFold, WORK, {
    type: 'WorkRecorded',
    facts: { outletId: OUTLET, outletBasis: 'stated', publishedOnBasis: 'unknown' },
    words: { title: 'A work' },
  }),
  stream(personFold, PERSON, { type: 'PersonInvited', facts: {}, words: {} }),
];
const body = { title: 'A statement', stance: 'supports', source: 'secondary', sourceKind: 'document' };
const item = (facts: Partial<EvidenceAttached['facts']>, words: Partial<EvidenceAttached['words']> = {}) => ({
  ...attached({ evidenceId: newId(1), ...facts }),
  words: { title: 'A statement', ...words },
});
const spec = specify(claim);

describe('Attaching evidence', () => {
  it('is of unknown origin where nothing says whose it is', () => {
    spec
      .given(submitted())
      .when(AttachEvidence, body)
      .then(item({ originId: null }))
      .naming({ evidenceId: newId(1) });
  });

  it('shares the origin of a name with claimants, upstreams and other evidence', () => {
    const named = { ...body, originName: 'JCS' };
    const held = { 'origin:jcs': someId(77) };
    spec
      .given(submitted())
      .when(AttachEvidence, named, { held })
      .then(item({ originId: someId(77) }, { originName: 'JCS' }))
      .reserving();
    spec
      .given(submitted())
      .when(AttachEvidence, named)
      .then(item({ originId: newId(2) }, { originName: 'JCS' }))
      .reserving({ key: 'origin:jcs', id: newId(2), ofWords: true });
  });

  it('prefers the same item, then the outlet, then the name, then the work', () => {
    const all = { sameOriginAs: ITEM_A, outletId: OUTLET, originName: 'JCS', workId: WORK };
    const { sameOriginAs: _, ...three } = all;
    const { outletId: __, ...two } = three;
    const words = { originName: 'JCS' };
    const given = spec.given(submitted(), attached());
    given
      .when(AttachEvidence, { ...body, ...all }, { streams })
      .then(item({ originId: ORIGIN_A, outletId: OUTLET, workId: WORK }, words));
    given
      .when(AttachEvidence, { ...body, ...three }, { streams })
      .then(item({ originId: OUTLET, outletId: OUTLET, workId: WORK }, words));
    given
      .when(AttachEvidence, { ...body, ...two }, { streams })
      .then(item({ originId: newId(2), workId: WORK }, words));
    given.when(AttachEvidence, { ...body, workId: WORK }, { streams }).then(item({ originId: OUTLET, workId: WORK }));
  });

  it('holds of a confidential source why it is trusted and who knows it', () => {
    const confidential = { knownBy: [PERSON], trustedBecause: 'Was right before.' };
    spec
      .given(submitted())
      .when(AttachEvidence, { ...body, confidential }, { streams })
      .then(item({ originId: null, confidential: { knownBy: [PERSON] } }, { trustedBecause: 'Was right before.' }));
  });

  it('is refused where what it names is not there', () => {
    const given = spec.given(submitted());
    const missing = someId(99);
    spec.given().when(AttachEvidence, body).refused('not-found');
    given.when(AttachEvidence, { ...body, outletId: missing }).refused('outlet-unknown', missing);
    given.when(AttachEvidence, { ...body, workId: missing }).refused('work-unknown', missing);
    given.when(AttachEvidence, { ...body, sameOriginAs: missing }).refused('evidence-unknown', missing);
    const confidential = { knownBy: [missing], trustedBecause: 'Was right before.' };
    given.when(AttachEvidence, { ...body, confidential }).refused('person-unknown', missing);
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(AttachEvidence, body, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is', () => {
    const wrong = { stance: 'maybe', url: 'file:///etc/passwd', publishedOn: 'soon', workId: 'W', confidential: {} };
    expect(malformed(AttachEvidence, { ...body, ...wrong }).sort()).toEqual([
      'confidential.knownBy',
      'confidential.trustedBecause',
      'publishedOn',
      'stance',
      'url',
      'workId',
    ]);
  });
});

describe('Withdrawing evidence', () => {
  const reason = 'A mistake.';

  it('happens once, to evidence that is there', () => {
    const beside = { target: { part: ITEM_A } };
    spec.given(submitted(), attached()).when(WithdrawEvidence, { reason }, beside).then(withdrawn(ITEM_A));
    spec
      .given(submitted(), attached(), withdrawn(ITEM_A))
      .when(WithdrawEvidence, { reason }, beside)
      .refused('nothing-changed');
    spec.given(submitted()).when(WithdrawEvidence, { reason }, beside).refused('not-found');
  });

  it('is allowed though a published verdict rests on it', () => {
    spec
      .given(submitted(), attached(), attachedB(), proposed(), published(VERDICT))
      .when(WithdrawEvidence, { reason }, { target: { part: ITEM_B } })
      .then(withdrawn(ITEM_B));
  });

  it('owes a reason', () => {
    expect(malformed(WithdrawEvidence, { reason: ' ' })).toEqual(['reason']);
  });
});
