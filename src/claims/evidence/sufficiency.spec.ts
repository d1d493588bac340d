import { describe, it } from '@jest/globals';
import { by, someId, specify, type ScenarioContext } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  appeared,
  attached,
  attachedB,
  attributed,
  CLAIMANT,
  ITEM_A,
  ITEM_B,
  ORIGIN_A,
  PROPOSER,
  submitted,
  SUBMITTER,
} from '../claim.examples.js';
import type { EvidenceAttached } from '../claim.events.js';
import { ProposeVerdict } from '../verdicts/verdicts.commands.js';

const reviewer: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'] };
const body = {
  rating: 'TRUE',
  summary: 'Two services confirm it.',
  assessedOn: '2025-04-28',
  evidenceIds: [ITEM_A, ITEM_B],
};
const spec = specify(claimDecider);
const first = by(SUBMITTER, submitted());

describe('A refusal for lack of evidence', () => {
  const item = (facts: Partial<EvidenceAttached['facts']>, beside = appeared()) =>
    spec.given(first, beside, attached(), attachedB(facts)).when(ProposeVerdict, body, reviewer);

  it('names each item that does not count, and why', () => {
    const refused = (facts: Partial<EvidenceAttached['facts']>, why: string, beside?: ReturnType<typeof appeared>) =>
      item(facts, beside).refused('evidence-insufficient', undefined, [[ITEM_B, why]]);
    refused({ stance: 'refutes' }, 'stance-unfit');
    refused({ originId: null }, 'origin-unknown');
    refused({ originId: CLAIMANT }, 'claimant');
    refused({ originId: ORIGIN_A }, 'same-origin');
    refused({ originId: someId(503) }, 'carrier');
    // Why else it does not count would tell who the source is.
    refused({ originId: CLAIMANT, confidential: { knownBy: [PROPOSER] }, stance: 'refutes' }, 'stance-unfit');
  });

  it('tells nothing of who a confidential source is', () => {
    const confidential = { knownBy: [SUBMITTER] };
    for (const originId of [CLAIMANT, someId(503), ORIGIN_A]) {
      item({ originId, confidential }).refused('evidence-insufficient', undefined, [[ITEM_B, 'confidential']]);
    }
  });
});

describe('Evidence', () => {
  const items = (originId: string) => [attached(), attachedB({ originId })];

  it('may be the original of what was altered', () => {
    const altered = attributed({ kind: 'document', originId: someId(77), relation: 'altered' });
    spec
      .given(first, appeared(), altered, ...items(someId(77)))
      .when(ProposeVerdict, body, reviewer)
      .follows('VerdictProposed');
    const quoted = attributed({ kind: 'document', originId: someId(77) });
    spec
      .given(first, appeared(), quoted, ...items(someId(77)))
      .when(ProposeVerdict, body, reviewer)
      .refused('evidence-insufficient', undefined, [[ITEM_B, 'carrier']]);
  });

  it('may be what a satire outlet says of its satire, unless that outlet carried the claim in earnest', () => {
    const satire = appeared({ mode: 'satire' });
    const believed = appeared({ appearanceId: someId(505), workId: someId(506), originId: someId(507) });
    const from = attributed({ of: { appearanceId: someId(505) }, kind: 'outlet', originId: someId(503) });
    spec
      .given(first, satire, believed, from, ...items(someId(503)))
      .when(ProposeVerdict, body, reviewer)
      .follows('VerdictProposed');
    const earnest = appeared({ appearanceId: someId(508), workId: someId(509) });
    spec
      .given(first, satire, earnest, ...items(someId(503)))
      .when(ProposeVerdict, body, reviewer)
      .refused('evidence-insufficient', undefined, [[ITEM_B, 'carrier']]);
  });
});
