import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import {
  by,
  malformed,
  newId,
  reservedUnder,
  someId,
  specify,
  type ScenarioContext,
} from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  attachedB,
  CLAIMANT,
  claimantAdded,
  ITEM_A,
  ITEM_B,
  ORIGIN_B,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  submitted,
  SUBMITTER,
  VERDICT,
} from '../claim.examples.js';
import { RequestReply } from '../replies/replies.commands.js';
import { replyRequested } from '../verdicts/publication.examples.js';
import { ProposeVerdict, PublishVerdict } from '../verdicts/verdicts.commands.js';
import { AddClaimant, RecordOwnCorrection, RemoveClaimant } from './claimants.commands.js';

const spec = specify(claimDecider);
const OTHER = someId(103);
const two = by(SUBMITTER, submitted(), claimantAdded());
const ready = by(SUBMITTER, submitted(), attached(), attachedB());
const standing = [...ready, ...by(PROPOSER, proposed()), ...by(PUBLISHER, published(VERDICT))];
const reviewer: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'] };
const body = { claimant: { name: 'A second ministry' } };
const reason = { reason: 'They only shared it.' };

describe('Adding a claimant', () => {
  it('names who else asserts the claim, by the identifier that the name has', () => {
    const claimant = { name: 'A second ministry', role: 'Ministry', wikidataId: 'Q1' };
    const words = { claimant, claimedOnInferredFrom: 'The archive.' };
    const day = { claimedOn: '2025-03', claimedOnBasis: 'inferred' } as const;
    spec
      .given(submitted())
      .when(AddClaimant, { ...words, ...day })
      .then({ type: 'ClaimantAdded', facts: { claimantId: newId(1), ...day }, words })
      .reserving(...reservedUnder(originKeys('a second ministry'), newId(1)));
  });

  it('is refused for one who asserts it already, and where the claim names none', () => {
    spec
      .given(submitted())
      .when(AddClaimant, body, { held: { 'origin:a second ministry': CLAIMANT } })
      .refused('claimant-known', CLAIMANT);
    spec
      .given(two)
      .when(AddClaimant, body, { held: { 'origin:a second ministry': OTHER } })
      .refused('claimant-known', OTHER);
    spec
      .given(submitted({ claimantId: null }))
      .when(AddClaimant, body)
      .refused('claimant-missing');
  });

  it('and removing one are corrections once a verdict stands', () => {
    spec.given(standing).when(AddClaimant, body).refused('correction-needed', VERDICT);
    spec
      .given(by(SUBMITTER, submitted(), attached(), attachedB(), claimantAdded()), standing.slice(3))
      .when(RemoveClaimant, reason, { target: { part: OTHER } })
      .refused('correction-needed', VERDICT);
  });

  it('makes an open proposal one of what others asserted', () => {
    spec
      .given(ready, by(PROPOSER, proposed()), by(SUBMITTER, claimantAdded()))
      .when(PublishVerdict, {}, { ...reviewer, actor: PUBLISHER, target: { part: VERDICT } })
      .refused('claim-changed-since-proposal');
  });

  it('is malformed without a name, and for somebody unknown', () => {
    expect(malformed(AddClaimant, {})).toEqual(['claimant']);
    expect(malformed(AddClaimant, { claimant: { unknown: true } }).sort()).toEqual([
      'claimant.name',
      'claimant.unknown',
    ]);
    expect(malformed(AddClaimant, { claimant: { name: 'A', wikidataId: '1' } })).toEqual(['claimant.wikidataId']);
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(AddClaimant, body, { roles: [role] })
      .refused('role-required');
  });
});

describe('Every claimant', () => {
  const items = { evidenceIds: [ITEM_A, ITEM_B], summary: 'S', rating: 'TRUE', assessedOn: '2025-04-28' };

  it('is circular for the evidence, the further ones too', () => {
    spec
      .given(ready, by(SUBMITTER, claimantAdded({ claimantId: ORIGIN_B })))
      .when(ProposeVerdict, items, reviewer)
      .refused('evidence-insufficient');
  });

  it('has a record of their own that counts where the claim is that they said so', () => {
    const own = by(SUBMITTER, submitted({ kind: 'position' }), attached(), attachedB({ source: 'primary' }));
    spec
      .given(own, by(SUBMITTER, claimantAdded({ claimantId: ORIGIN_B })))
      .when(ProposeVerdict, items, reviewer)
      .follows('VerdictProposed');
  });

  it('can be asked for a reply: the first one unless said', () => {
    const deadline = '2099-01-01T00:00:00.000Z';
    const asked = (claimantId: string) => replyRequested({ requestId: newId(1), claimantId, deadline });
    const ask = { to: 'claimant', deadline, question: 'On what does it rest?' };
    spec.given(two).when(RequestReply, ask).then(asked(CLAIMANT));
    spec
      .given(two)
      .when(RequestReply, { ...ask, claimantId: OTHER })
      .then(asked(OTHER));
    spec
      .given(two)
      .when(RequestReply, { ...ask, claimantId: someId(9) })
      .refused('claimant-unknown', someId(9));
  });
});

describe('Removing a claimant', () => {
  const part = { target: { part: OTHER } };

  it('takes a further one away, and never the first', () => {
    spec
      .given(two)
      .when(RemoveClaimant, reason, part)
      .then({ type: 'ClaimantRemoved', facts: { claimantId: OTHER }, words: reason })
      .naming({ claimantId: OTHER });
    spec
      .given(two)
      .when(RemoveClaimant, reason, { target: { part: CLAIMANT } })
      .refused('not-found');
    spec
      .given(two, by(SUBMITTER, { type: 'ClaimantRemoved', facts: { claimantId: OTHER }, words: reason }))
      .when(RemoveClaimant, reason, part)
      .refused('not-found');
  });
});

describe('What a claimant puts right themself', () => {
  it('is recorded, with the verdict standing too', () => {
    spec
      .given(standing)
      .when(RecordOwnCorrection, {
        text: 'It was fewer.',
        correctedOn: '2025-05',
        language: 'EN',
        url: 'https://a.example.org/',
      })
      .then({
        type: 'OwnCorrectionRecorded',
        facts: { ownCorrectionId: newId(1), claimantId: CLAIMANT, correctedOn: '2025-05', language: 'en' },
        words: { text: 'It was fewer.', url: 'https://a.example.org/' },
      })
      .naming({ ownCorrectionId: newId(1) });
  });

  it('is that of a claimant of this claim', () => {
    spec
      .given(submitted())
      .when(RecordOwnCorrection, { text: 'T', claimantId: OTHER })
      .refused('claimant-unknown', OTHER);
    spec
      .given(submitted({ claimantId: null }))
      .when(RecordOwnCorrection, { text: 'T' })
      .refused('claimant-missing');
  });
});
