import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import { by, malformed, newId, someId, specify, reservedUnder } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  attachedB,
  CLAIMANT,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  submitted,
  SUBMITTER,
  VERDICT,
  WORDING,
} from '../claim.examples.js';
import type { ClaimEvent } from '../claim.events.js';
import { PublishVerdict } from '../verdicts/verdicts.commands.js';
import { CorrectClaimant, RewordClaim, TagClaim, TranslateClaim } from './wording.commands.js';

const spec = specify(claimDecider);
const reason = 'It was put too strongly.';
const open = [...by(SUBMITTER, submitted(), attached(), attachedB()), ...by(PROPOSER, proposed())];
const standing = [...open, ...by(PUBLISHER, published(VERDICT))];
const readers = ['auditor', 'admin', 'system', 'public'] as const;

describe('Rewording a claim', () => {
  const body = { text: 'Some 3,000 more soldiers went.', kind: 'quantity', language: 'EN', reason };
  const facts = { wordingId: newId(1), language: 'en', kind: 'quantity' } as const;
  const reworded = { type: 'ClaimReworded', facts, words: { text: body.text, reason } } as const;

  it('gives it a new wording, of which everything is said anew', () => {
    spec
      .given(submitted({ subjectAct: true }))
      .when(RewordClaim, body)
      .then(reworded)
      .naming({ wordingId: newId(1) });
    spec
      .given(submitted())
      .when(RewordClaim, { ...body, kind: 'promise', dueOn: '2025-06', subjectAct: true })
      .then({ ...reworded, facts: { ...facts, kind: 'promise', dueOn: '2025-06', subjectAct: true } });
  });

  it('is refused while a verdict stands, which is to be corrected, and possible after it was retracted', () => {
    spec.given(standing).when(RewordClaim, body).refused('correction-needed', VERDICT);
    spec
      .given(standing, by(PUBLISHER, retracted(VERDICT)))
      .when(RewordClaim, body)
      .then(reworded);
  });

  it('leaves an open proposal behind, which rates another wording', () => {
    const again: ClaimEvent = { ...reworded, facts: { ...facts, wordingId: someId(103) } };
    spec
      .given(open, by(SUBMITTER, again))
      .when(PublishVerdict, {}, { actor: PUBLISHER, roles: ['reviewer'], target: { part: VERDICT } })
      .refused('claim-changed-since-proposal');
  });

  it.each(readers)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(RewordClaim, body, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed without a reason, and under the rules of a submission', () => {
    expect(malformed(RewordClaim, {}).sort()).toEqual(['kind', 'language', 'reason', 'text']);
    expect(malformed(RewordClaim, { ...body, kind: 'prediction' })).toEqual(['dueOn']);
    expect(malformed(RewordClaim, { ...body, kind: 'promise' })).toEqual([]);
    expect(malformed(RewordClaim, { ...body, dueOn: '2026' })).toEqual(['dueOn']);
    expect(malformed(RewordClaim, { ...body, topics: [] })).toEqual(['topics']);
  });
});

describe('Translating a claim', () => {
  const body = { text: 'КНДР надіслала ще 3000 військових.', language: 'UK' };
  const facts = { translationId: newId(1), wordingId: WORDING, language: 'uk' };
  const reworded: ClaimEvent = {
    type: 'ClaimReworded',
    facts: { wordingId: someId(103), language: 'uk', kind: 'quantity' },
    words: { text: 'A', reason },
  };

  it('is of the present wording unless another is named, also while a verdict stands', () => {
    spec
      .given(standing)
      .when(TranslateClaim, { ...body, note: 'Freely.' })
      .then({ type: 'ClaimTranslated', facts, words: { text: body.text, note: 'Freely.' } })
      .naming({ translationId: newId(1) });
    spec
      .given(submitted(), reworded)
      .when(TranslateClaim, { ...body, wordingId: WORDING })
      .then({ type: 'ClaimTranslated', facts, words: { text: body.text } });
  });

  it('is refused for a wording that is not there, and into the language that it is in', () => {
    const missing = someId(99);
    spec
      .given(submitted())
      .when(TranslateClaim, { ...body, wordingId: missing })
      .refused('wording-unknown', missing);
    spec
      .given(submitted())
      .when(TranslateClaim, { ...body, language: 'EN' })
      .refused('same-language', WORDING);
    spec.given(submitted(), reworded).when(TranslateClaim, body).refused('same-language', someId(103));
  });

  it('is malformed where a field is', () => {
    expect(malformed(TranslateClaim, { language: 'x', wordingId: 'W' }).sort()).toEqual([
      'language',
      'text',
      'wordingId',
    ]);
  });
});

describe("Correcting a claim's claimant", () => {
  const claimant = { name: 'NIS', role: 'Intelligence' };
  const body = { claimant, claimedOn: '2025-03-27', reason };

  it('says who and when anew, with the origin identifier of the name', () => {
    const facts = { claimantId: newId(1), claimedOnBasis: 'stated', claimedOn: '2025-03-27' } as const;
    spec
      .given(submitted())
      .when(CorrectClaimant, body)
      .then({ type: 'ClaimantCorrected', facts, words: { claimant, reason } })
      .reserving(...reservedUnder(originKeys('nis'), newId(1)));
    spec
      .given(submitted())
      .when(CorrectClaimant, body, { held: { 'origin:nis': someId(9) } })
      .then({ type: 'ClaimantCorrected', facts: { ...facts, claimantId: someId(9) }, words: { claimant, reason } })
      .reserving(...reservedUnder(originKeys('nis'), someId(9)));
  });

  it('says that the outlet speaks itself where nobody is named', () => {
    const facts = { claimantId: null, claimedOnBasis: 'unknown' } as const;
    const expected = { type: 'ClaimantCorrected', facts, words: { reason } } as const;
    spec.given(submitted()).when(CorrectClaimant, { reason }).then(expected);
    spec.given(submitted()).when(CorrectClaimant, { claimant: null, reason }).then(expected);
  });

  it('is refused while a verdict stands, which is to be corrected', () => {
    spec.given(standing).when(CorrectClaimant, body).refused('correction-needed', VERDICT);
  });

  it('leaves an open proposal behind, which rates what somebody else asserted, and no later one', () => {
    const facts = { claimantId: CLAIMANT, claimedOnBasis: 'unknown' } as const;
    const corrected: ClaimEvent = { type: 'ClaimantCorrected', facts, words: { reason } };
    const publisher = { actor: PUBLISHER, roles: ['reviewer'], target: { part: VERDICT } } as const;
    spec
      .given(open, by(SUBMITTER, corrected))
      .when(PublishVerdict, {}, publisher)
      .refused('claim-changed-since-proposal');
    spec
      .given(by(SUBMITTER, submitted(), attached(), attachedB(), corrected), by(PROPOSER, proposed()))
      .when(PublishVerdict, {}, publisher)
      .then(published(VERDICT));
  });

  it('is malformed without a reason, and where a day and its basis disagree', () => {
    expect(malformed(CorrectClaimant, { claimant: {}, claimedOnBasis: 'inferred', claimedOn: '2025' }).sort()).toEqual([
      'claimant.name',
      'claimedOnInferredFrom',
      'reason',
    ]);
    expect(malformed(CorrectClaimant, { claimedOnBasis: 'stated', reason })).toEqual(['claimedOnBasis']);
  });
});

describe('Tagging a claim', () => {
  const tagged = (topics: string[]): ClaimEvent => ({ type: 'ClaimTagged', facts: { topics }, words: {} });

  it('gives it these topics and no others', () => {
    const given = spec.given(submitted({ topics: ['ukraine'] }));
    given.when(TagClaim, { topics: ['dprk'] }).then(tagged(['dprk']));
    given.when(TagClaim, { topics: [] }).then(tagged([]));
    given
      .when(TagClaim, { topics: ['ukraine', 'dprk'], note: 'Both.' })
      .then({ ...tagged(['ukraine', 'dprk']), words: { note: 'Both.' } } as ClaimEvent);
  });

  it('is refused where it changes nothing, whatever the order', () => {
    spec
      .given(submitted(), tagged(['ukraine', 'dprk']))
      .when(TagClaim, { topics: ['dprk', 'ukraine'] })
      .refused('nothing-changed');
    spec.given(submitted()).when(TagClaim, { topics: [] }).refused('nothing-changed');
  });

  it('is malformed where the topics are', () => {
    expect(malformed(TagClaim, {})).toEqual(['topics']);
    for (const topics of [['Ukraine'], ['a', 'a'], Array.from({ length: 21 }, (_, i) => `t${i}`)]) {
      expect(malformed(TagClaim, { topics })).toEqual(['topics']);
    }
  });
});
