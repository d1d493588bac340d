import { describe, it } from '@jest/globals';
import { by, someId, specify, type ScenarioContext } from '../kernel/specification.js';
import {
  attached,
  attachedB,
  CLAIM,
  FOURTH,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  submitted,
  SUBMITTER,
  VERDICT,
  WORDING,
} from './claim.examples.js';
import type { ClaimEvent } from './claim.events.js';
import { claimDecider } from './claim.decider.js';
import { FIFTH } from './verdicts/publication.examples.js';
import { PublishVerdict } from './verdicts/verdicts.commands.js';

const spec = specify(claimDecider);
const NEW_WORDING = someId(103);
const everyRole = ['editor', 'reviewer', 'auditor', 'admin'] as const;
const publishing = (actor: string): ScenarioContext => ({
  actor,
  roles: everyRole,
  target: { id: CLAIM, part: VERDICT },
});
const ready = [...by(SUBMITTER, submitted(), attached(), attachedB())];
const reworded: ClaimEvent = {
  type: 'ClaimReworded',
  facts: { wordingId: NEW_WORDING, language: 'en', kind: 'quantity' },
  words: { text: 'Two thousand went.', reason: 'R' },
};
const absorbed: ClaimEvent = {
  type: 'ClaimAbsorbed',
  facts: { claimId: someId(120), submitters: [FOURTH] },
  words: {},
};
const released: ClaimEvent = { type: 'ClaimReleased', facts: { claimId: someId(120) }, words: {} };

describe('Nobody publishes on their own words', () => {
  it('whoever reworded the claim counts as its submitter, and the first one still does', () => {
    const given = spec.given(ready, by(FOURTH, reworded), by(PROPOSER, proposed({ wordingId: NEW_WORDING })));
    given.when(PublishVerdict, {}, publishing(FOURTH)).refused('submitter-may-not-publish');
    given.when(PublishVerdict, {}, publishing(SUBMITTER)).refused('submitter-may-not-publish');
    given.when(PublishVerdict, {}, publishing(PUBLISHER)).then(published(VERDICT));
  });

  it('so does who submitted what the claim absorbed, until it is released', () => {
    const proposal = by(PROPOSER, proposed());
    const given = spec.given(ready, by(FIFTH, absorbed), proposal);
    given.when(PublishVerdict, {}, publishing(FOURTH)).refused('submitter-may-not-publish');
    given.when(PublishVerdict, {}, publishing(FIFTH)).then(published(VERDICT));
    spec
      .given(ready, by(FIFTH, absorbed), proposal, by(FIFTH, released))
      .when(PublishVerdict, {}, publishing(FOURTH))
      .then(published(VERDICT));
  });

  it('also where the duplicate came after the proposal, and its submitter proposed', () => {
    const given = spec.given(ready, by(FOURTH, proposed()), by(FIFTH, absorbed));
    given.when(PublishVerdict, {}, { ...publishing(FOURTH), policy: 'two-eyes' }).refused('submitter-may-not-publish');
    given
      .when(PublishVerdict, {}, { ...publishing(PUBLISHER), policy: 'six-eyes' })
      .refused('submitter-may-not-propose');
  });

  it('so does who ran the import that submitted it', () => {
    const imported = [...by(FOURTH, submitted({ foundHow: 'import' })), ...by(SUBMITTER, attached(), attachedB())];
    const given = spec.given(imported, by(PROPOSER, proposed()));
    given.when(PublishVerdict, {}, publishing(FOURTH)).refused('submitter-may-not-publish');
    given.when(PublishVerdict, {}, publishing(SUBMITTER)).then(published(VERDICT));
  });
});

describe('A proposal rates what its proposer saw', () => {
  it('and is stale once the claim is reworded, or said to be somebody else’s', () => {
    const reassigned: ClaimEvent = {
      type: 'ClaimantCorrected',
      facts: { claimantId: someId(110), claimedOnBasis: 'unknown' },
      words: { reason: 'R' },
    };
    for (const change of [reworded, reassigned]) {
      spec
        .given(ready, by(PROPOSER, proposed({ wordingId: WORDING })), by(FOURTH, change))
        .when(PublishVerdict, {}, publishing(PUBLISHER))
        .refused('claim-changed-since-proposal');
    }
  });
});
