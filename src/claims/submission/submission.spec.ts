import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import { malformed, newId, someId, specify, reservedUnder } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import { submitted } from '../claim.examples.js';
import type { ClaimSubmitted } from '../claim.events.js';
import { SubmitClaim } from './submission.commands.js';

const body = { text: 'North Korea sent 3,000 more soldiers.', kind: 'quantity', language: 'EN' };
const facts: ClaimSubmitted['facts'] = {
  wordingId: newId(1),
  kind: 'quantity',
  language: 'en',
  claimantId: null,
  claimedOnBasis: 'unknown',
  topics: [],
};
const spec = specify(claimDecider);

describe('Submitting a claim', () => {
  it('needs a text, a kind and a language; without a claimant the outlet speaks itself', () => {
    const expected = { type: 'ClaimSubmitted', facts: facts, words: { text: body.text } } as const;
    spec.given().when(SubmitClaim, body).then(expected).reserving();
    spec
      .given()
      .when(SubmitClaim, { ...body, claimant: null })
      .then(expected);
  });

  it('gives a name that nobody has borne a new origin identifier, and takes the name', () => {
    const claimant = { name: ' Joint  Chiefs of Staff', role: 'Military command' };
    spec
      .given()
      .when(SubmitClaim, { ...body, claimant })
      .then({
        type: 'ClaimSubmitted',
        facts: { ...facts, claimantId: newId(2) },
        words: { text: body.text, claimant },
      })
      .reserving(...reservedUnder(originKeys('joint chiefs of staff'), newId(2)));
  });

  it('takes the origin identifier that the same name has already', () => {
    spec
      .given()
      .when(SubmitClaim, { ...body, claimant: { name: 'JCS' } }, { held: { 'origin:jcs': someId(9) } })
      .then({
        type: 'ClaimSubmitted',
        facts: { ...facts, claimantId: someId(9) },
        words: { text: body.text, claimant: { name: 'JCS' } },
      })
      .reserving(...reservedUnder(originKeys('jcs'), someId(9)));
  });

  it('keeps all that was said of it', () => {
    const given = {
      claimedOn: '2025-03',
      claimedOnBasis: 'inferred',
      subjectAct: true,
      dueOn: '2025-06',
      topics: ['ukraine', 'dprk'],
      foundHow: 'monitoring',
    } as const;
    const words = {
      text: 'They will leave in June.',
      claimedOnInferredFrom: 'the date line',
      selectionReason: 'Widely read',
    };
    spec
      .given()
      .when(SubmitClaim, { ...given, ...words, kind: 'promise', language: 'zh-hant' })
      .then({
        type: 'ClaimSubmitted',
        facts: { ...facts, ...given, topics: ['ukraine', 'dprk'], kind: 'promise', language: 'zh-Hant' },
        words,
      });
  });

  it('happens once', () => {
    spec.given(submitted()).when(SubmitClaim, body).refused('already-exists');
  });

  it.each(['auditor', 'admin', 'public'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given()
      .when(SubmitClaim, body, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is missing, wrong or strange', () => {
    expect(malformed(SubmitClaim, {}).sort()).toEqual(['kind', 'language', 'text']);
    const wrong = {
      text: '\t',
      kind: 'rumour',
      language: 'x',
      topics: ['Ukraine'],
      claimedOn: '2025-02-30',
      mood: 'bad',
    };
    expect(malformed(SubmitClaim, wrong).sort()).toEqual(['claimedOn', 'kind', 'language', 'mood', 'text', 'topics']);
    expect(malformed(SubmitClaim, { ...body, text: 'a'.repeat(2001) })).toEqual(['text']);
    expect(malformed(SubmitClaim, { ...body, text: 'a\u0000b' })).toEqual(['text']);
    expect(malformed(SubmitClaim, { ...body, text: 'a\ud800b' })).toEqual(['text']);
    expect(malformed(SubmitClaim, { ...body, topics: Array.from({ length: 21 }, (_, i) => `t${i}`) })).toEqual([
      'topics',
    ]);
  });

  it('is malformed where the claimant is no object with a name', () => {
    expect(malformed(SubmitClaim, { ...body, claimant: {} })).toEqual(['claimant.name']);
    expect(malformed(SubmitClaim, { ...body, claimant: [{ name: 'A' }] })).toEqual(['claimant']);
    expect(malformed(SubmitClaim, { ...body, claimant: { name: 'A', age: 5 } })).toEqual(['claimant.age']);
  });

  it('may be of somebody of whom nobody knows who, which the outlet itself is not', () => {
    const claimant = { unknown: true };
    spec
      .given()
      .when(SubmitClaim, { ...body, claimant })
      .then({ type: 'ClaimSubmitted', facts: { ...facts, claimantUnknown: true }, words: { text: body.text } })
      .reserving();
    expect(malformed(SubmitClaim, { ...body, claimant: { ...claimant, name: 'A' } })).toEqual(['claimant.name']);
    expect(malformed(SubmitClaim, { ...body, claimant: { unknown: false } }).sort()).toEqual([
      'claimant.name',
      'claimant.unknown',
    ]);
  });

  it('may be about media: in a work that is there, or at an address, which is words', () => {
    const media = { kind: 'image', claimedOf: 'place' } as const;
    const url = 'https://pictures.example.org/bridge.jpg';
    spec
      .given()
      .when(SubmitClaim, { ...body, media: { ...media, url, digest: 'd'.repeat(64) } })
      .then({
        type: 'ClaimSubmitted',
        facts: { ...facts, media: { ...media, digest: 'd'.repeat(64) } },
        words: { text: body.text, mediaUrl: url },
      });
    const inWork = { ...body, media: { ...media, workId: someId(502) } };
    spec.given().when(SubmitClaim, inWork).refused('work-unknown', someId(502));
    expect(malformed(SubmitClaim, { ...body, media })).toEqual(['media.workId']);
    expect(malformed(SubmitClaim, { ...body, media: { ...media, url, digest: 'D' } })).toEqual(['media.digest']);
  });

  it('is malformed where a prediction has no due day, and where anything else has one', () => {
    expect(malformed(SubmitClaim, { ...body, kind: 'prediction' })).toEqual(['dueOn']);
    expect(malformed(SubmitClaim, { ...body, kind: 'prediction', dueOn: '2025/2026' })).toEqual(['dueOn']);
    expect(malformed(SubmitClaim, { ...body, dueOn: '2026' })).toEqual(['dueOn']);
  });

  it('is malformed where an inferred day does not say from what', () => {
    const inferred = { ...body, claimedOn: '2025', claimedOnBasis: 'inferred' };
    expect(malformed(SubmitClaim, inferred)).toEqual(['claimedOnInferredFrom']);
  });
});
