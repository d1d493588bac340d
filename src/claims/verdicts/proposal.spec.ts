import { describe, expect, it } from '@jest/globals';
import {
  by,
  eventId,
  malformed,
  newId,
  someId,
  specify,
  stream,
  type ScenarioContext,
} from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  appeared,
  attached,
  attachedB,
  attributed,
  CLAIM,
  CLAIMANT,
  ITEM_A,
  ITEM_B,
  LATER_VERDICT,
  ORIGIN_A,
  proposalWithdrawn,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  sentBack,
  submitted,
  SUBMITTER,
  superseded,
  VERDICT,
  withdrawn,
} from '../claim.examples.js';
import type { ClaimEvent, ClaimSubmitted, EvidenceAttached, VerdictProposed } from '../claim.events.js';
import { claimFold } from '../claim.state.js';
import { ProposeVerdict, SendBackVerdict, SupersedeVerdict, WithdrawProposal } from './verdicts.commands.js';

const reviewer: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'] };
const body = {
  rating: 'TRUE',
  summary: 'Two services confirm it.',
  assessedOn: '2025-04-28',
  evidenceIds: [ITEM_A, ITEM_B],
};
const fair = { noReplyReason: 'It has answered in public.' };
const spec = specify(claimDecider);
const ready = [...by(SUBMITTER, submitted(), attached(), attachedB())];
const expected = (facts: Partial<VerdictProposed['facts']> = {}, words: object = {}): VerdictProposed => ({
  type: 'VerdictProposed',
  facts: { ...proposed().facts, verdictId: newId(1), ...facts },
  words: { summary: 'Two services confirm it.', ...words },
});

describe('Proposing a verdict', () => {
  it('pins the wording and the last event of each item of evidence', () => {
    spec
      .given(ready)
      .when(ProposeVerdict, body, reviewer)
      .then(expected())
      .naming({ verdictId: newId(1) });
  });

  it('keeps codes and days as facts and texts as words, and of reasons only that they were given', () => {
    const facts = { validFrom: '2025-03', validUntil: '2025-06-30', confidence: 'medium' } as const;
    const words = {
      rationale: 'They do not rely on each other.',
      singleSourceReason: 'One would do.',
      ...fair,
      unknowns: ['When they left'],
      searched: ['Satellite images'],
      asked: ['The general staff'],
    };
    spec
      .given(ready)
      .when(ProposeVerdict, { ...body, ...facts, ...words, flags: ['wrong-number'] }, reviewer)
      .then(expected({ ...facts, flags: ['wrong-number'], singleSource: true, noReply: true, unknowns: 1 }, words));
  });

  it.each(['editor', 'auditor', 'admin', 'system'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(ready)
      .when(ProposeVerdict, body, { roles: [role] })
      .refused('role-required');
  });

  it('may declare a conflict of interest', () => {
    const conflictOfInterest = 'A relative works there.';
    spec
      .given(ready)
      .when(ProposeVerdict, { ...body, conflictOfInterest }, reviewer)
      .then(expected({ conflictDeclared: true }, { conflictOfInterest }));
  });

  it('is for a reviewer who is admin too', () => {
    spec
      .given(ready)
      .when(ProposeVerdict, body, { ...reviewer, roles: ['admin', 'reviewer'] })
      .then(expected());
  });

  it('needs a claim, and evidence of that claim that stands', () => {
    spec.given().when(ProposeVerdict, body, reviewer).refused('not-found');
    spec.given(submitted(), attached()).when(ProposeVerdict, body, reviewer).refused('evidence-unknown', ITEM_B);
    spec
      .given(ready, by(SUBMITTER, withdrawn(ITEM_B)))
      .when(ProposeVerdict, body, reviewer)
      .refused('evidence-withdrawn', ITEM_B);
  });

  it('by a submitter is refused under six eyes only', () => {
    const submitter = { ...reviewer, actor: SUBMITTER };
    spec.given(ready).when(ProposeVerdict, body, submitter).then(expected());
    spec
      .given(ready)
      .when(ProposeVerdict, body, { ...submitter, policy: 'two-eyes' })
      .then(expected());
    spec
      .given(ready)
      .when(ProposeVerdict, body, { ...submitter, policy: 'six-eyes' })
      .refused('submitter-may-not-propose');
  });

  it('is refused while another is open, and possible again when that was sent back or withdrawn', () => {
    const open = [...ready, ...by(PROPOSER, proposed())];
    spec.given(open).when(ProposeVerdict, body, reviewer).refused('proposal-open', VERDICT);
    spec
      .given(open, by(PUBLISHER, sentBack(VERDICT)))
      .when(ProposeVerdict, body, reviewer)
      .then(expected());
    spec
      .given(open, by(PROPOSER, proposalWithdrawn(VERDICT)))
      .when(ProposeVerdict, body, reviewer)
      .then(expected());
  });

  it('is refused while a verdict stands, which is to be superseded, and possible after it was retracted', () => {
    const standing = [...ready, ...by(PROPOSER, proposed()), ...by(PUBLISHER, published(VERDICT))];
    spec.given(standing).when(ProposeVerdict, body, reviewer).refused('verdict-stands', VERDICT);
    spec
      .given(standing, by(PUBLISHER, retracted(VERDICT)))
      .when(ProposeVerdict, body, reviewer)
      .then(expected());
  });

  it('is refused for an assessment on a day that has come nowhere on earth', () => {
    const assessed = (assessedOn: string, now: string) =>
      spec.given(ready).when(ProposeVerdict, { ...body, assessedOn }, { ...reviewer, now });
    assessed('2025-05-02', '2025-05-01T09:59:59.999Z').refused('assessed-in-the-future');
    assessed('2025-05-02', '2025-05-01T10:00:00.000Z').then(expected({ assessedOn: '2025-05-02' }));
  });

  it('is refused where it would cover no day', () => {
    const refused = (days: object) => spec.given(ready).when(ProposeVerdict, { ...body, ...days }, reviewer);
    refused({ validFrom: '2025-04', validUntil: '2025-03-31' }).refused('validity-reversed');
    refused({ validUntil: '2025-04-27' }).refused('validity-reversed');
    const widened = { validFrom: '2025-04-30', validUntil: '2025-04' };
    refused(widened).then(expected(widened));
  });

  it.each(['FALSE', 'MOSTLY_FALSE', 'MISLEADING'] as const)('%s owes a reply or a reason for not asking', (rating) => {
    const items = [attached({ stance: 'refutes' }), attachedB({ stance: 'refutes' })];
    const given = spec.given(submitted(), ...items);
    given.when(ProposeVerdict, { ...body, rating }, reviewer).refused('no-reply-reason-missing');
    given.when(ProposeVerdict, { ...body, rating, ...fair }, reviewer).then(expected({ rating, noReply: true }, fair));
  });

  it('is malformed where a field is', () => {
    const wrong = {
      rating: 'NOT_CHECKABLE',
      summary: '',
      assessedOn: '2025/2026',
      flags: ['ugly'],
      evidenceIds: ['1'],
    };
    expect(malformed(ProposeVerdict, wrong).sort()).toEqual([
      'assessedOn',
      'evidenceIds',
      'flags',
      'rating',
      'summary',
    ]);
    expect(malformed(ProposeVerdict, { ...body, assessedOn: '2025-04~' })).toEqual(['assessedOn']);
    expect(malformed(ProposeVerdict, { ...body, evidenceIds: [ITEM_A, ITEM_A] })).toEqual(['evidenceIds']);
    expect(malformed(ProposeVerdict, { ...body, overtakenByClaimId: CLAIM })).toEqual(['overtakenByClaimId']);
    expect(malformed(ProposeVerdict, { ...body, rationale: 'a'.repeat(20_001) })).toEqual(['rationale']);
  });
});

/** Whether a rating is accepted on these items; `ok`, or the code with which it is refused. */
const judged = (
  rating: string,
  items: readonly Partial<EvidenceAttached['facts']>[],
  more: { claim?: Partial<ClaimSubmitted['facts']>; events?: ClaimEvent[]; body?: object } = {},
) => {
  const evidenceIds = items.map((_, i) => someId(301 + i));
  const attachments = items.map((facts, i) =>
    attached({ evidenceId: someId(301 + i), originId: someId(401 + i), ...facts }),
  );
  const outcome = spec
    .given(submitted(more.claim), ...attachments, ...(more.events ?? []))
    .when(ProposeVerdict, { ...body, ...fair, rating, evidenceIds, ...more.body }, reviewer);
  const accepted = { rating: rating as VerdictProposed['facts']['rating'], noReply: true };
  const evidence = attachments.map(({ facts }, i) => ({
    evidenceId: facts.evidenceId,
    eventId: eventId(i + 2),
    originId: facts.originId,
  }));
  return {
    refused: (code: string) => outcome.refused(code),
    accepted: (facts: object = {}, words: object = {}) =>
      outcome.then(expected({ ...accepted, evidence, ...facts }, { ...fair, ...words })),
  };
};
const reason = { singleSourceReason: 'It is the only register.' };
const supports = { stance: 'supports' } as const;
const refutes = { stance: 'refutes' } as const;
const context = { stance: 'context' } as const;
const primary = { source: 'primary' } as const;
const confidential = { confidential: { knownBy: [PROPOSER] } };

describe('A rating rests on evidence', () => {
  it.each([
    ['TRUE', [supports], [refutes, context]],
    ['MOSTLY_TRUE', [supports], [refutes, context]],
    ['MIXED', [supports, refutes], [context]],
    ['MISLEADING', [supports, refutes], [context]],
    ['MOSTLY_FALSE', [refutes], [supports, context]],
    ['FALSE', [refutes], [supports, context]],
    ['SATIRE', [supports, refutes, context], []],
  ] as const)('whose stance fits: %s', (rating, fitting, unfit) => {
    for (const stance of fitting) judged(rating, [stance, stance]).accepted();
    for (const stance of unfit) judged(rating, [fitting[0], stance]).refused('evidence-insufficient');
  });

  it('of two origins, not two items of one', () => {
    judged('TRUE', [{ originId: ORIGIN_A }, { originId: ORIGIN_A }]).refused('evidence-insufficient');
    judged('TRUE', []).refused('evidence-insufficient');
  });

  it('or of one primary source, with a reason', () => {
    judged('TRUE', [primary]).refused('single-source-reason-missing');
    judged('TRUE', [primary], { body: reason }).accepted({ singleSource: true }, reason);
    judged('TRUE', [{}], { body: reason }).refused('evidence-insufficient');
    judged('FALSE', [{ ...primary, ...supports }], { body: reason }).refused('evidence-insufficient');
  });

  it('of which an unknown origin is independent of nothing', () => {
    judged('TRUE', [{}, { originId: null }]).refused('evidence-insufficient');
    judged('TRUE', [{ originId: null }, { originId: null }]).refused('evidence-insufficient');
    judged('TRUE', [{ originId: null, ...primary }], { body: reason }).accepted({ singleSource: true }, reason);
  });

  it('that is not confidential alone', () => {
    judged('TRUE', [confidential, confidential]).refused('evidence-insufficient');
    judged('TRUE', [{ ...confidential, ...primary }], { body: reason }).refused('evidence-insufficient');
    judged('TRUE', [confidential, {}]).accepted();
    judged('TRUE', [confidential, confidential, { originId: null }]).refused('evidence-insufficient');
  });

  it('that is not the claimant', () => {
    judged('TRUE', [{}, { originId: CLAIMANT }]).refused('evidence-insufficient');
    judged('TRUE', [{ originId: CLAIMANT, ...primary }], { body: reason }).refused('evidence-insufficient');
  });

  it("that is not the origin of one of the claim's own appearances", () => {
    const outlet = { originId: someId(503) };
    const root = { originId: someId(512) };
    judged('TRUE', [{}, outlet], { events: [appeared()] }).refused('evidence-insufficient');
    judged('TRUE', [{}, root], { events: [appeared(), attributed()] }).refused('evidence-insufficient');
    judged('TRUE', [{}, outlet], { events: [appeared(), attributed()] }).accepted();
  });

  it.each([{ kind: 'position' }, { subjectAct: true }] as const)(
    "or just the claimant's own record, where it is about its act (%j)",
    (about) => {
      const record = { originId: CLAIMANT, ...primary };
      judged('TRUE', [record], { claim: about, body: reason }).accepted({ singleSource: true }, reason);
      judged('TRUE', [{}, record], { claim: about }).accepted();
      judged('TRUE', [{}, { originId: CLAIMANT }], { claim: about }).refused('evidence-insufficient');
      const carried = [appeared({ originId: CLAIMANT })];
      judged('TRUE', [record], { claim: about, body: reason, events: carried }).accepted(
        { singleSource: true },
        reason,
      );
      const outlet = { originId: someId(503), ...primary };
      judged('TRUE', [outlet], { claim: about, body: reason, events: [appeared()] }).refused('evidence-insufficient');
    },
  );

  it('or on what is not known, for UNPROVEN', () => {
    judged('UNPROVEN', []).refused('unknowns-missing');
    const unknowns = ['Whether they left'];
    judged('UNPROVEN', [], { body: { unknowns } }).accepted({ unknowns: 1 }, { unknowns });
  });

  it('or on what overtook the claim, for OUTDATED', () => {
    judged('OUTDATED', []).refused('overtaken-by-missing');
    const overtakenBy = 'They came back in June.';
    judged('OUTDATED', [], { body: { overtakenBy } }).accepted({ overtaken: {} }, { overtakenBy });
  });
});

describe('What overtook a claim', () => {
  const other = someId(110);
  const overtaken = { ...body, rating: 'OUTDATED', overtakenBy: 'They came back.', overtakenByClaimId: other };

  it('may be another claim of the ledger, which must exist', () => {
    spec
      .given(ready)
      .when(ProposeVerdict, overtaken, { ...reviewer, streams: [stream(claimFold, other, submitted())] })
      .then(expected({ rating: 'OUTDATED', overtaken: { claimId: other } }, { overtakenBy: 'They came back.' }));
    spec.given(ready).when(ProposeVerdict, overtaken, reviewer).refused('claim-unknown', other);
  });

  it('is named for another rating too, which it does not replace', () => {
    const overtakenBy = 'They came back.';
    judged('TRUE', [{}, {}], { body: { overtakenBy, validUntil: '2025-06' } }).accepted(
      { overtaken: {}, validUntil: '2025-06' },
      { overtakenBy },
    );
  });

  it('is not the claim itself', () => {
    const itself = { ...overtaken, overtakenByClaimId: CLAIM };
    const streams = [stream(claimFold, CLAIM, submitted())];
    spec
      .given(ready)
      .when(ProposeVerdict, itself, { ...reviewer, streams, target: { id: CLAIM } })
      .refused('claim-unknown', CLAIM);
  });

  it('keeps the rating that held before, however often it is said again', () => {
    const first = [...ready, ...by(PROPOSER, proposed()), ...by(PUBLISHER, published(VERDICT))];
    const { overtakenByClaimId: _, ...command } = { ...overtaken, reason: 'They came back.' };
    const words = { overtakenBy: 'They came back.', reason: 'They came back.' };
    const facts = (verdictId: string) =>
      ({ rating: 'OUTDATED', overtaken: { rating: 'TRUE' }, follows: { verdictId, as: 'supersession' } }) as const;
    spec
      .given(first)
      .when(SupersedeVerdict, command, { ...reviewer, target: { part: VERDICT } })
      .then(expected(facts(VERDICT), words));
    const second = [
      ...by(PROPOSER, proposed({ ...facts(VERDICT), verdictId: LATER_VERDICT })),
      ...by(PUBLISHER, published(LATER_VERDICT), superseded(VERDICT, LATER_VERDICT)),
    ];
    spec
      .given(first, second)
      .when(SupersedeVerdict, command, { ...reviewer, target: { part: LATER_VERDICT } })
      .then(expected(facts(LATER_VERDICT), words));
  });
});

describe('Proposing what supersedes a verdict', () => {
  const command = { ...body, reason: 'The lists are out.' };
  const beside: ScenarioContext = { ...reviewer, target: { part: VERDICT } };
  const open = [...ready, ...by(PROPOSER, proposed())];
  const standing = [...open, ...by(PUBLISHER, published(VERDICT))];

  it('follows the verdict that stands, with a reason', () => {
    spec
      .given(standing)
      .when(SupersedeVerdict, command, beside)
      .then(expected({ follows: { verdictId: VERDICT, as: 'supersession' } }, { reason: 'The lists are out.' }));
  });

  it('is refused for a verdict that does not stand or is not there', () => {
    spec.given(open).when(SupersedeVerdict, command, beside).refused('verdict-not-standing');
    spec.given(ready).when(SupersedeVerdict, command, beside).refused('not-found');
    spec
      .given(standing, by(PUBLISHER, retracted(VERDICT)))
      .when(SupersedeVerdict, command, beside)
      .refused('verdict-not-standing');
  });

  it('is refused while another proposal is open', () => {
    const second = proposed({ verdictId: LATER_VERDICT, follows: { verdictId: VERDICT, as: 'supersession' } });
    spec
      .given(standing, by(PROPOSER, second))
      .when(SupersedeVerdict, command, beside)
      .refused('proposal-open', LATER_VERDICT);
  });

  it('owes a reason', () => {
    expect(malformed(SupersedeVerdict, body)).toEqual(['reason']);
  });
});

describe('A proposal that is not to be published', () => {
  const open = [...ready, ...by(PROPOSER, proposed())];
  const mine: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'], target: { part: VERDICT } };
  const theirs: ScenarioContext = { ...mine, actor: PUBLISHER };

  it('is withdrawn by its proposer only', () => {
    const why = { reason: 'Too early.' };
    spec.given(open).when(WithdrawProposal, why, mine).then(proposalWithdrawn(VERDICT));
    spec.given(open).when(WithdrawProposal, why, theirs).refused('proposer-only');
  });

  it('is sent back by another only', () => {
    const why = { reason: 'Too thin.' };
    spec.given(open).when(SendBackVerdict, why, theirs).then(sentBack(VERDICT));
    spec.given(open).when(SendBackVerdict, why, mine).refused('proposer-may-not-send-back');
  });

  it('is past withdrawing and sending back once it is not open', () => {
    const ends = [sentBack(VERDICT), proposalWithdrawn(VERDICT), published(VERDICT)];
    for (const end of ends) {
      spec.given(open, by(PUBLISHER, end)).when(WithdrawProposal, { reason: 'R' }, mine).refused('proposal-not-open');
      spec.given(open, by(PUBLISHER, end)).when(SendBackVerdict, { reason: 'R' }, theirs).refused('proposal-not-open');
    }
    spec.given(ready).when(WithdrawProposal, { reason: 'R' }, mine).refused('not-found');
  });
});
