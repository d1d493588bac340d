import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import {
  by,
  malformed,
  newId,
  someId,
  specify,
  stream,
  type ScenarioContext,
  reservedUnder,
} from '../../kernel/specification.js';
import { outletFold } from '../../outlets/outlet.decider.js';
import { personFold } from '../../people/person.state.js';
import { workFold } from '../../works/work.decider.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  ITEM_A,
  ITEM_B,
  ORIGIN_A,
  proposed,
  PROPOSER,
  attachedB,
  published,
  PUBLISHER,
  submitted,
  VERDICT,
  withdrawn,
} from '../claim.examples.js';
import type { EvidenceAttached, EvidenceCorrected, EvidenceFacts } from '../claim.events.js';
import { AttachEvidence, CorrectEvidence, WithdrawEvidence } from './evidence.commands.js';
import { PublishVerdict } from '../verdicts/verdicts.commands.js';

const [OUTLET, WORK, PERSON] = [someId(12), someId(11), someId(13)];
const streams: ScenarioContext['streams'] = [
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
const spec = specify(claimDecider);

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
      .reserving(...reservedUnder(originKeys('jcs'), someId(77)));
    spec
      .given(submitted())
      .when(AttachEvidence, named)
      .then(item({ originId: newId(2) }, { originName: 'JCS' }))
      .reserving(...reservedUnder(originKeys('jcs'), newId(2)));
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

  it('is malformed where a confidential source stands beside what says who it is', () => {
    const confidential = { knownBy: [PERSON], trustedBecause: 'Was right before.' };
    for (const said of [{ originName: 'JCS' }, { url: 'https://jcs.example.org/' }, { outletId: PERSON }]) {
      expect(malformed(AttachEvidence, { ...body, confidential, ...said })).toEqual(['confidential']);
    }
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
      'confidential',
      'confidential.knownBy',
      'confidential.trustedBecause',
      'publishedOn',
      'stance',
      'url',
      'workId',
    ]);
  });
});

describe('Correcting evidence', () => {
  const reason = 'It is the statement of the service.';
  const beside: ScenarioContext = { streams, target: { part: ITEM_A } };
  const corrected = (
    facts: Partial<EvidenceFacts> = {},
    words: Partial<EvidenceCorrected['words']> = {},
  ): EvidenceCorrected => ({
    type: 'EvidenceCorrected',
    facts: { ...attached({ originId: null }).facts, ...facts },
    words: { title: 'A statement', reason, ...words },
  });

  it('says all of it anew, under the same identifier', () => {
    spec
      .given(submitted(), attached())
      .when(CorrectEvidence, { ...body, originName: 'NIS', reason }, beside)
      .then(corrected({ originId: newId(1) }, { originName: 'NIS' }))
      .naming({ evidenceId: ITEM_A });
    spec
      .given(submitted(), attached({ stance: 'refutes' }))
      .when(CorrectEvidence, { ...body, sameOriginAs: ITEM_A, reason }, beside)
      .then(corrected({ originId: ORIGIN_A }))
      .reserving();
  });

  it('takes a name that nobody has borne', () => {
    spec
      .given(submitted(), attached())
      .when(CorrectEvidence, { ...body, originName: 'NIS', reason }, beside)
      .then(corrected({ originId: newId(1) }, { originName: 'NIS' }))
      .reserving(...reservedUnder(originKeys('nis'), newId(1)));
  });

  it('undoes the pin of an open proposal', () => {
    spec
      .given(submitted(), attached(), attachedB(), by(PROPOSER, proposed()), corrected({ originId: ORIGIN_A }))
      .when(PublishVerdict, {}, { actor: PUBLISHER, roles: ['reviewer'], target: { part: VERDICT } })
      .refused('evidence-changed-since-proposal', ITEM_A);
  });

  it('of a confidential item is for those who know its source, and leaves it confidential', () => {
    const confidential = { knownBy: [PERSON], trustedBecause: 'Was right before.' };
    const given = spec.given(submitted(), attached({ confidential: { knownBy: [PERSON] } }));
    const command = { ...body, confidential, reason };
    given.when(CorrectEvidence, command, beside).refused('knower-only');
    given
      .when(CorrectEvidence, command, { ...beside, actor: PERSON })
      .then(corrected({ confidential: { knownBy: [PERSON] } }, { trustedBecause: 'Was right before.' }));
    given.when(CorrectEvidence, { ...body, reason }, { ...beside, actor: PERSON }).refused('confidential-stays');
  });

  it('is refused for an item that is not there or withdrawn, and where what it names is not there', () => {
    const given = spec.given(submitted(), attached());
    const missing = someId(99);
    spec
      .given(submitted())
      .when(CorrectEvidence, { ...body, reason }, beside)
      .refused('not-found');
    spec
      .given(submitted(), attached(), withdrawn(ITEM_A))
      .when(CorrectEvidence, { ...body, reason }, beside)
      .refused('evidence-withdrawn');
    given.when(CorrectEvidence, { ...body, workId: missing, reason }, beside).refused('work-unknown', missing);
  });

  it('owes a reason', () => {
    expect(malformed(CorrectEvidence, body)).toEqual(['reason']);
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
