import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import {
  by,
  malformed,
  newId,
  someId,
  specify,
  type ScenarioContext,
  reservedUnder,
} from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  FOURTH,
  ITEM_A,
  ITEM_B,
  LATER_VERDICT,
  ORIGIN_A,
  ORIGIN_B,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  retracted,
  superseded,
  VERDICT,
  WORDING,
  attached,
  attachedB,
  submitted,
  SUBMITTER,
} from '../claim.examples.js';
import type { VerdictProposed } from '../claim.events.js';
import { CorrectVerdict, ExpireVerdict, ProposeCorrection, TranslateVerdict } from './corrections.commands.js';
import { corrected, decided, DISPUTE, disputed, expired, FIFTH, open, standing } from './publication.examples.js';
import { ProposeVerdict, PublishVerdict, SupersedeVerdict } from './verdicts.commands.js';
import { RewordClaim } from '../wording/wording.commands.js';

const spec = specify(claimDecider);
const reviewer: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'], target: { part: VERDICT } };
const body = { rating: 'TRUE', summary: 'It was.', assessedOn: '2025-05-02', evidenceIds: [ITEM_A, ITEM_B] };
const command = { ...body, reason: 'We misread the order.' };
const NEW_WORDING = someId(103);
const wording = { text: 'North Korea sent 2,000 more soldiers.', kind: 'quantity', language: 'EN' } as const;
const rewording = { language: 'en', kind: 'quantity', replaces: WORDING } as const;

const expected = (
  facts: Partial<VerdictProposed['facts']> = {},
  words: Partial<VerdictProposed['words']> = {},
): VerdictProposed => ({
  type: 'VerdictProposed',
  facts: {
    ...proposed().facts,
    verdictId: newId(1),
    assessedOn: '2025-05-02',
    follows: { verdictId: VERDICT, as: 'correction' },
    ...facts,
  },
  words: { summary: 'It was.', reason: 'We misread the order.', ...words },
});

describe('Proposing a correction', () => {
  it('follows the verdict that stands, and says that the error was ours', () => {
    spec
      .given(standing)
      .when(ProposeCorrection, command, reviewer)
      .then(expected())
      .naming({ verdictId: newId(1) });
  });

  it('is refused where no verdict of that name stands', () => {
    spec.given(open).when(ProposeCorrection, command, reviewer).refused('verdict-not-standing');
    spec
      .given(standing, by(FOURTH, retracted(VERDICT)))
      .when(ProposeCorrection, command, reviewer)
      .refused('verdict-not-standing');
    spec
      .given(standing)
      .when(ProposeCorrection, command, { ...reviewer, target: {} })
      .refused('not-found');
  });

  it('is a proposal like any other: sound, and one at a time', () => {
    spec
      .given(standing)
      .when(ProposeCorrection, { ...command, rating: 'FALSE' }, reviewer)
      .refused('no-reply-reason-missing');
    spec
      .given(standing, by(PROPOSER, expected()))
      .when(ProposeCorrection, command, reviewer)
      .refused('proposal-open', newId(1));
  });

  it('may bring a wording of its own, which it then rates', () => {
    spec
      .given(standing)
      .when(ProposeCorrection, { ...command, wording }, reviewer)
      .then(expected({ verdictId: newId(2), wordingId: newId(1), rewording }, { wording: wording.text }));
  });

  it('may bring a claimant of its own, whose name is an origin like any other', () => {
    const assertion = { claimant: { name: 'The Service', role: 'Secret service' }, claimedOn: '2025-03' };
    const reassignment = { claimantId: newId(1), claimedOn: '2025-03', claimedOnBasis: 'stated' } as const;
    const keys = originKeys('The Service');
    spec
      .given(standing)
      .when(ProposeCorrection, { ...command, assertion }, reviewer)
      .then(expected({ verdictId: newId(2), reassignment }, { claimant: assertion.claimant }))
      .reserving(...reservedUnder(keys, newId(1)));
    spec
      .given(standing)
      .when(ProposeCorrection, { ...command, assertion }, { ...reviewer, held: { [keys[0]]: someId(110) } })
      .then(expected({ reassignment: { ...reassignment, claimantId: someId(110) } }, { claimant: assertion.claimant }))
      .reserving(...reservedUnder(keys, someId(110)));
    spec
      .given(standing)
      .when(ProposeCorrection, { ...command, assertion: { claimant: null } }, reviewer)
      .then(expected({ reassignment: { claimantId: null, claimedOnBasis: 'unknown' } }));
  });

  it('is judged as the claim would be with it', () => {
    const assertion = { claimant: { name: 'The Source' } };
    spec
      .given(standing)
      .when(ProposeCorrection, { ...command, assertion }, { ...reviewer, held: { 'origin:the source': ORIGIN_B } })
      .refused('evidence-insufficient');
    const prediction = { ...wording, kind: 'prediction', dueOn: '2030' };
    spec
      .given(standing)
      .when(ProposeCorrection, { ...command, wording: prediction }, reviewer)
      .refused('not-due-yet');
  });

  it('is malformed without a reason, and where wording or assertion are', () => {
    expect(malformed(ProposeCorrection, body)).toEqual(['reason']);
    expect(malformed(ProposeCorrection, { ...command, wording: { ...wording, text: ' ' } })).toEqual(['wording.text']);
    expect(malformed(ProposeCorrection, { ...command, assertion: { claimant: { name: '' } } })).toEqual([
      'assertion.claimant.name',
    ]);
  });
});

describe('A dispute as the ground of what follows', () => {
  const objected = [...standing, ...by(SUBMITTER, disputed())];
  const upheld = [...objected, ...by(FOURTH, decided('upheld'))];
  const grounded = { ...command, disputeId: DISPUTE };

  it('is named once it is upheld', () => {
    spec
      .given(upheld)
      .when(ProposeCorrection, grounded, reviewer)
      .then(expected({ follows: { verdictId: VERDICT, as: 'correction', disputeId: DISPUTE } }));
    spec
      .given(upheld)
      .when(SupersedeVerdict, grounded, reviewer)
      .then(expected({ follows: { verdictId: VERDICT, as: 'supersession', disputeId: DISPUTE } }));
  });

  it.each([ProposeCorrection, SupersedeVerdict])('is refused where it is open, rejected or another (%p)', (type) => {
    spec.given(objected).when(type, grounded, reviewer).refused('dispute-not-upheld', DISPUTE);
    spec
      .given(objected, by(FOURTH, decided('rejected')))
      .when(type, grounded, reviewer)
      .refused('dispute-not-upheld', DISPUTE);
    spec.given(standing).when(type, grounded, reviewer).refused('dispute-unknown', DISPUTE);
    const later = [
      ...by(PROPOSER, proposed({ verdictId: LATER_VERDICT, follows: { verdictId: VERDICT, as: 'supersession' } })),
      ...by(PUBLISHER, published(LATER_VERDICT), superseded(VERDICT, LATER_VERDICT)),
    ];
    spec
      .given(upheld, later)
      .when(type, grounded, { ...reviewer, target: { part: LATER_VERDICT } })
      .refused('dispute-unknown', DISPUTE);
  });
});

describe('Publishing a correction', () => {
  const follows = { verdictId: VERDICT, as: 'correction' } as const;
  const correction = proposed({ verdictId: LATER_VERDICT, follows });
  const publisher: ScenarioContext = { actor: FOURTH, roles: ['reviewer'], target: { part: LATER_VERDICT } };
  const reworded = proposed({ verdictId: LATER_VERDICT, follows, wordingId: NEW_WORDING, rewording });

  it('corrects the earlier verdict, by another person', () => {
    const given = spec.given(standing, by(PROPOSER, correction));
    given.when(PublishVerdict, {}, publisher).then(published(LATER_VERDICT), corrected(VERDICT, LATER_VERDICT));
    given.when(PublishVerdict, {}, { ...publisher, actor: PROPOSER }).refused('proposer-may-not-publish');
    given.when(PublishVerdict, {}, { ...publisher, actor: SUBMITTER }).refused('submitter-may-not-publish');
  });

  it('words and assigns the claim anew, in the same append', () => {
    const reassignment = { claimantId: someId(110), claimedOnBasis: 'unknown' } as const;
    const whole = proposed({ ...reworded.facts, reassignment });
    const { replaces: _, ...assertion } = rewording;
    spec
      .given(standing, by(PROPOSER, whole))
      .when(PublishVerdict, {}, publisher)
      .then(
        published(LATER_VERDICT),
        corrected(VERDICT, LATER_VERDICT),
        { type: 'ClaimReworded', facts: { wordingId: NEW_WORDING, ...assertion, by: LATER_VERDICT }, words: {} },
        { type: 'ClaimantCorrected', facts: { ...reassignment, by: LATER_VERDICT }, words: {} },
      );
  });

  it('is refused where the verdict, the wording or the evidence is another since', () => {
    spec
      .given(standing, by(PROPOSER, reworded), by(FOURTH, retracted(VERDICT)))
      .when(PublishVerdict, {}, { ...publisher, actor: FIFTH })
      .refused('verdict-not-standing', VERDICT);
    const stale = proposed({ ...reworded.facts, rewording: { ...rewording, replaces: someId(104) } });
    spec
      .given(standing, by(PROPOSER, stale))
      .when(PublishVerdict, {}, publisher)
      .refused('claim-changed-since-proposal');
  });

  it('leaves to others what the finder of its wording may not do, under every policy and ever after', () => {
    const given = spec.given(standing, by(PROPOSER, reworded));
    for (const policy of ['two-eyes', 'four-eyes', 'six-eyes'] as const) {
      given.when(PublishVerdict, {}, { ...publisher, actor: PROPOSER, policy }).refused('submitter-may-not-publish');
    }
    const { replaces: _, ...assertion } = rewording;
    const done = [
      ...by(PROPOSER, reworded),
      ...by(FOURTH, published(LATER_VERDICT), corrected(VERDICT, LATER_VERDICT), {
        type: 'ClaimReworded',
        facts: { wordingId: NEW_WORDING, ...assertion, by: LATER_VERDICT },
        words: {},
      } as const),
    ];
    const third = proposed({
      verdictId: someId(203),
      wordingId: NEW_WORDING,
      follows: { verdictId: LATER_VERDICT, as: 'supersession' },
    });
    const next = spec.given(standing, done, by(FIFTH, third));
    const beside = { ...publisher, target: { part: someId(203) } };
    next.when(PublishVerdict, {}, { ...beside, actor: PROPOSER }).refused('submitter-may-not-publish');
    next
      .when(PublishVerdict, {}, { ...beside, actor: FOURTH })
      .then(published(someId(203)), superseded(LATER_VERDICT, someId(203)));
  });

  it('under six eyes takes three people, of whom the finder of its wording is one', () => {
    spec
      .given(standing, by(PROPOSER, reworded))
      .when(PublishVerdict, {}, { ...publisher, policy: 'six-eyes' })
      .then(published(LATER_VERDICT, [ORIGIN_A, ORIGIN_B], 'six-eyes'), corrected(VERDICT, LATER_VERDICT), {
        type: 'ClaimReworded',
        facts: { wordingId: NEW_WORDING, language: 'en', kind: 'quantity', by: LATER_VERDICT },
        words: {},
      });
  });

  it('leaves a corrected verdict behind that nothing revives, and a claim that may be rated again', () => {
    const done = [
      ...by(PROPOSER, correction),
      ...by(FOURTH, published(LATER_VERDICT), corrected(VERDICT, LATER_VERDICT)),
    ];
    spec
      .given(standing, done)
      .when(CorrectVerdict, { summary: 'S', reason: 'R' }, reviewer)
      .refused('verdict-not-standing');
    spec.given(standing, done).when(ProposeVerdict, body, reviewer).refused('verdict-stands', LATER_VERDICT);
    spec
      .given(standing, done, by(FOURTH, retracted(LATER_VERDICT)))
      .when(ProposeVerdict, body, reviewer)
      .then({
        type: 'VerdictProposed',
        facts: { ...proposed().facts, verdictId: newId(1), assessedOn: '2025-05-02' },
        words: { summary: 'It was.' },
      });
  });

  it('is the only way to reword while a verdict stands', () => {
    spec
      .given(standing)
      .when(RewordClaim, { ...wording, reason: 'R' }, reviewer)
      .refused('correction-needed', VERDICT);
  });
});

describe('A minor correction', () => {
  const mended = (texts: ('summary' | 'rationale')[], words: object) =>
    ({ type: 'VerdictCorrected', facts: { verdictId: VERDICT, grade: 'minor', texts }, words }) as const;

  it('mends the texts that it gives, by one reviewer, and the verdict stands', () => {
    const summary = { summary: 'Two services confirm it.', reason: 'A slip.' };
    spec
      .given(standing)
      .when(CorrectVerdict, summary, reviewer)
      .then(mended(['summary'], summary));
    const both = { ...summary, rationale: 'They do not rely on each other.' };
    spec
      .given(standing)
      .when(CorrectVerdict, both, reviewer)
      .then(mended(['summary', 'rationale'], both));
    const given = spec.given(standing, by(PROPOSER, mended(['summary'], summary)));
    given.when(CorrectVerdict, summary, { ...reviewer, actor: PUBLISHER }).then(mended(['summary'], summary));
  });

  it('is refused where it would change nothing, or no verdict stands', () => {
    spec.given(standing).when(CorrectVerdict, { reason: 'R' }, reviewer).refused('nothing-changed');
    spec.given(open).when(CorrectVerdict, { summary: 'S', reason: 'R' }, reviewer).refused('verdict-not-standing');
  });

  it.each(['rating', 'assessedOn', 'validUntil', 'evidenceIds'])('has no place for %s', (field) => {
    expect(malformed(CorrectVerdict, { summary: 'S', reason: 'R', [field]: 'X' })).toEqual([field]);
  });

  it.each(['editor', 'auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(standing)
      .when(CorrectVerdict, { summary: 'S', reason: 'R' }, { ...reviewer, roles: [role] })
      .refused('role-required');
  });
});

describe('A translation of a verdict', () => {
  const words = { summary: 'Кількість підтверджено.' };
  const translated = { type: 'VerdictTranslated', facts: { verdictId: VERDICT, language: 'uk' }, words } as const;

  it('is in a language, and may be replaced', () => {
    spec
      .given(standing)
      .when(TranslateVerdict, { language: 'UK', ...words }, reviewer)
      .then(translated);
    spec
      .given(standing, translated)
      .when(TranslateVerdict, { language: 'uk', ...words }, reviewer)
      .then(translated);
  });

  it('is of a verdict that stands', () => {
    spec
      .given(open)
      .when(TranslateVerdict, { language: 'uk', ...words }, reviewer)
      .refused('verdict-not-standing');
  });
});

describe('The expiry of a verdict', () => {
  const system: ScenarioContext = { actor: 'system', roles: ['system'], target: { part: VERDICT } };
  const until = (validUntil?: string) => [
    ...by(SUBMITTER, submitted(), attached(), attachedB()),
    ...by(PROPOSER, proposed(validUntil === undefined ? {} : { validUntil })),
    ...by(PUBLISHER, published(VERDICT)),
  ];

  it('is recorded from the day after its last one, and not before', () => {
    const given = spec.given(until('2025-06'));
    given.when(ExpireVerdict, {}, { ...system, now: '2025-06-30T23:59:59.999Z' }).refused('not-expired-yet');
    given.when(ExpireVerdict, {}, { ...system, now: '2025-07-01T00:00:00.000Z' }).then(expired(VERDICT, '2025-06'));
  });

  it('is recorded once, and never where there is no end', () => {
    spec
      .given(until('2025-06'), by('system', expired(VERDICT, '2025-06')))
      .when(ExpireVerdict, {}, system)
      .refused('nothing-changed');
    spec.given(until()).when(ExpireVerdict, {}, system).refused('not-expired-yet');
    spec.given(open).when(ExpireVerdict, {}, system).refused('verdict-not-standing');
  });

  it('changes nothing of what may follow the verdict, which ended without it', () => {
    const given = spec.given(until('2025-06'), by('system', expired(VERDICT, '2025-06')));
    given
      .when(SupersedeVerdict, command, reviewer)
      .then(expected({ follows: { verdictId: VERDICT, as: 'supersession' } }));
  });

  it.each(['reviewer', 'admin'] as const)('is not for somebody who is %s', (role) => {
    spec
      .given(until('2025-06'))
      .when(ExpireVerdict, {}, { ...system, roles: [role] })
      .refused('role-required');
  });
});
