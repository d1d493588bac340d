import { describe, expect, it } from '@jest/globals';
import { by, malformed, specify, type ScenarioContext } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  appeared,
  attached,
  attachedB,
  FOURTH,
  ITEM_B,
  LATER_VERDICT,
  ORIGIN_A,
  ORIGIN_B,
  overturned,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  submitted,
  SUBMITTER,
  superseded,
  VERDICT,
  WORDING,
  withdrawn,
} from '../claim.examples.js';
import type { ReviewPolicy } from '../../kernel/decider.js';
import { PublishVerdict } from './verdicts.commands.js';

const spec = specify(claimDecider);
const publisher: ScenarioContext = { actor: PUBLISHER, roles: ['reviewer'], target: { part: VERDICT } };
const ready = [...by(SUBMITTER, submitted(), attached(), attachedB())];
const open = [...ready, ...by(PROPOSER, proposed())];

describe('Publishing a verdict', () => {
  it('records the policy in force and the independent origins it rests on', () => {
    spec.given(open).when(PublishVerdict, {}, publisher).then(published(VERDICT)).naming({ verdictId: VERDICT });
  });

  it('records where one person may stand behind proposer and publisher, and publishes all the same', () => {
    const tied = { ...published(VERDICT), facts: { ...published(VERDICT).facts, tied: true } } as const;
    for (const behind of [
      { [PUBLISHER]: [PROPOSER] },
      { [PROPOSER]: [PUBLISHER] },
      { [PUBLISHER]: [FOURTH], [PROPOSER]: [FOURTH] },
    ]) {
      for (const by of [{ session: 'S' }, { token: { id: ITEM_B } }]) {
        spec
          .given(open)
          .when(PublishVerdict, {}, { ...publisher, behind, by })
          .then(tied);
      }
    }
    const apart = { [PUBLISHER]: [FOURTH], [PROPOSER]: [SUBMITTER] };
    spec
      .given(open)
      .when(PublishVerdict, {}, { ...publisher, behind: apart })
      .then(published(VERDICT));
    // Under this policy one person may be both, openly.
    const outcome = spec.given(open).when(PublishVerdict, {}, { ...publisher, actor: PROPOSER, policy: 'two-eyes' });
    outcome.then(published(VERDICT, [ORIGIN_A, ORIGIN_B], 'two-eyes'));
  });

  it.each<[ReviewPolicy, string, string, string | undefined]>([
    ['four-eyes', PROPOSER, PUBLISHER, undefined],
    ['four-eyes', PROPOSER, PROPOSER, 'proposer-may-not-publish'],
    ['four-eyes', PROPOSER, SUBMITTER, 'submitter-may-not-publish'],
    ['four-eyes', SUBMITTER, PUBLISHER, undefined],
    ['four-eyes', SUBMITTER, SUBMITTER, 'submitter-may-not-publish'],
    ['six-eyes', PROPOSER, PUBLISHER, undefined],
    ['six-eyes', PROPOSER, PROPOSER, 'proposer-may-not-publish'],
    ['six-eyes', PROPOSER, SUBMITTER, 'submitter-may-not-publish'],
    ['six-eyes', SUBMITTER, PUBLISHER, 'submitter-may-not-propose'],
    ['two-eyes', PROPOSER, PUBLISHER, undefined],
    ['two-eyes', PROPOSER, PROPOSER, undefined],
    ['two-eyes', PROPOSER, SUBMITTER, 'submitter-may-not-publish'],
    ['two-eyes', SUBMITTER, SUBMITTER, 'submitter-may-not-publish'],
  ])('under %s, proposed by %s, by %s: %s', (policy, proposer, actor, code) => {
    const outcome = spec
      .given(ready, by(proposer, proposed()))
      .when(PublishVerdict, {}, { ...publisher, actor, policy });
    if (code) outcome.refused(code);
    else outcome.then(published(VERDICT, [ORIGIN_A, ORIGIN_B], policy));
  });

  it('is separate by person, whatever roles one person has', () => {
    const both: ScenarioContext = { ...publisher, actor: SUBMITTER, roles: ['editor', 'reviewer', 'admin'] };
    spec.given(open).when(PublishVerdict, {}, both).refused('submitter-may-not-publish');
    spec
      .given(open)
      .when(PublishVerdict, {}, { ...both, actor: PUBLISHER })
      .then(published(VERDICT));
  });

  it.each(['editor', 'auditor', 'admin', 'system'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(open)
      .when(PublishVerdict, {}, { ...publisher, roles: [role] })
      .refused('role-required');
  });

  it('is refused where the wording is not the one that was rated', () => {
    const stale = proposed({ wordingId: LATER_VERDICT });
    expect(stale.facts.wordingId).not.toBe(WORDING);
    spec.given(ready, by(PROPOSER, stale)).when(PublishVerdict, {}, publisher).refused('claim-changed-since-proposal');
  });

  it('is refused where evidence it rests on was withdrawn or changed since', () => {
    spec
      .given(open, by(SUBMITTER, withdrawn(ITEM_B)))
      .when(PublishVerdict, {}, publisher)
      .refused('evidence-changed-since-proposal', ITEM_B);
  });

  it('is refused where an appearance recorded since shows that the evidence leads back to the claim', () => {
    spec
      .given(open, by(SUBMITTER, appeared({ originId: ORIGIN_B })))
      .when(PublishVerdict, {}, publisher)
      .refused('evidence-insufficient');
  });

  it('happens once, to a proposal that is there', () => {
    spec
      .given(open, by(PUBLISHER, published(VERDICT)))
      .when(PublishVerdict, {}, publisher)
      .refused('proposal-not-open');
    spec.given(ready).when(PublishVerdict, {}, publisher).refused('not-found');
    spec.given().when(PublishVerdict, {}, publisher).refused('not-found');
  });

  it('takes no fields', () => {
    expect(malformed(PublishVerdict, { policy: 'two-eyes' })).toEqual(['policy']);
  });
});

describe('Publishing what supersedes a verdict', () => {
  const later = proposed({ verdictId: LATER_VERDICT, follows: { verdictId: VERDICT, as: 'supersession' } });
  const following = [...open, ...by(PUBLISHER, published(VERDICT)), ...by(PROPOSER, later)];
  const beside: ScenarioContext = { ...publisher, actor: FOURTH, target: { part: LATER_VERDICT } };

  it('publishes the later one and supersedes the earlier', () => {
    spec
      .given(following)
      .when(PublishVerdict, {}, beside)
      .then(published(LATER_VERDICT), superseded(VERDICT, LATER_VERDICT));
  });

  it('needs another person like a first verdict', () => {
    spec
      .given(following)
      .when(PublishVerdict, {}, { ...beside, actor: PROPOSER })
      .refused('proposer-may-not-publish');
  });

  it('is refused where the earlier one was retracted since', () => {
    spec
      .given(following, by(FOURTH, retracted(VERDICT)))
      .when(PublishVerdict, {}, beside)
      .refused('verdict-not-standing', VERDICT);
  });

  it('is owed where a retraction was overturned since, so that two never stand', () => {
    const again = [...by(PUBLISHER, retracted(VERDICT)), ...by(PROPOSER, proposed({ verdictId: LATER_VERDICT }))];
    spec
      .given(open, by(PUBLISHER, published(VERDICT)), again, by(FOURTH, overturned(VERDICT)))
      .when(PublishVerdict, {}, beside)
      .refused('verdict-stands', VERDICT);
  });
});

describe('A conflict of interest', () => {
  const conflictOfInterest = 'A relative works there.';

  it('is declared with the publication, and that it was is known without its words', () => {
    const { type, facts } = published(VERDICT);
    spec
      .given(open)
      .when(PublishVerdict, { conflictOfInterest }, publisher)
      .then({ type, facts: { ...facts, conflictDeclared: true }, words: { conflictOfInterest } });
  });

  it('keeps nobody from publishing by itself', () => {
    const declared = proposed({ conflictDeclared: true });
    spec.given(ready, by(PROPOSER, declared)).when(PublishVerdict, {}, publisher).then(published(VERDICT));
  });

  it('is text that is not blank, of 2,000 characters at most', () => {
    for (const wrong of ['', ' ', null, 5, 'x'.repeat(2001)]) {
      expect(malformed(PublishVerdict, { conflictOfInterest: wrong })).toEqual(['conflictOfInterest']);
    }
  });
});
