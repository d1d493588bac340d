import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Class } from '../kernel/decider.js';
import { by, someId, specify, stream, type ScenarioContext, type GivenEvent } from '../kernel/specification.js';
import type { Capacity } from '../kernel/roles.js';
import { personFold } from '../people/person.state.js';
import { workFold } from '../works/work.decider.js';
import * as appearances from './appearances/appearances.commands.js';
import {
  appeared,
  attached,
  attachedB,
  attributed,
  CLAIM,
  claimantAdded,
  confirmed,
  FOURTH,
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
  subjectAdded,
  submitted,
  SUBMITTER,
  superseded,
  VERDICT,
  WORDING,
} from './claim.examples.js';
import type { ClaimEvent } from './claim.events.js';
import { claimDecider } from './claim.decider.js';
import { claimFold } from './claim.state.js';
import * as carriers from './carrier-changes/carrier-changes.commands.js';
import * as claimants from './claimants/claimants.commands.js';
import * as closing from './closing/closing.commands.js';
import * as requests from './correction-requests/correction-requests.commands.js';
import * as corrections from './verdicts/corrections.commands.js';
import * as disputes from './disputes/disputes.commands.js';
import * as duplicates from './duplicates/duplicates.commands.js';
import * as evidence from './evidence/evidence.commands.js';
import * as reviews from './outside-reviews/outside-reviews.commands.js';
import {
  corrected,
  correctionRequested,
  decided,
  DISPUTE,
  disputed,
  disputeWithdrawn,
  expired,
  FIFTH,
  RECEIPT,
  replied,
  replyRequested,
  REQUEST,
  REVIEW,
  reviewedElsewhere,
  withheld,
  withholdingConfirmed,
} from './verdicts/publication.examples.js';
import * as reaffirmation from './verdicts/reaffirmation.commands.js';
import * as relations from './relations/relations.commands.js';
import * as replies from './replies/replies.commands.js';
import * as retraction from './verdicts/retraction.commands.js';
import * as review from './review/review.commands.js';
import * as subjects from './subjects/subjects.commands.js';
import { SubmitClaim } from './submission/submission.commands.js';
import * as verdicts from './verdicts/verdicts.commands.js';
import * as withholding from './withholding/withholding.commands.js';
import * as wording from './wording/wording.commands.js';

/* What every state has beside it: something of each kind that a command can be about. */
const [OTHER_CLAIMANT, SUBJECT, REPLY] = [someId(130), someId(131), someId(132)];
const [OTHER, DUPLICATE, INTO, RELATION, WORK, REVIEWER] = [120, 121, 122, 123, 502, 6].map(someId) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const CHANGE = someId(531);
const UNTIL = '2025-06';
/** A position above all of a state's. */
const LATEST = 1000;
const [REASON, NOW] = [{ reason: 'R' }, '2026-01-01T00:00:00.000Z'];
const related: ClaimEvent = {
  type: 'ClaimRelated',
  facts: { relationId: RELATION, relation: 'updates', claimId: OTHER },
  words: {},
};
const assigned: ClaimEvent = { type: 'ReviewAssigned', facts: { reviewer: REVIEWER }, words: {} };
const merged: ClaimEvent = { type: 'ClaimMerged', facts: { intoId: INTO }, words: {} };
const absorbed: ClaimEvent = { type: 'ClaimAbsorbed', facts: { claimId: OTHER, submitters: [FOURTH] }, words: {} };
const declined: ClaimEvent = { type: 'ClaimDeclined', facts: { ground: 'too-vague' }, words: REASON };
const claimWithdrawn: ClaimEvent = { type: 'ClaimWithdrawn', facts: {}, words: REASON };

type Events = readonly GivenEvent<ClaimEvent>[];

const open: Events = by(
  SUBMITTER,
  submitted(),
  attached(),
  attachedB(),
  appeared({ workId: WORK, mode: 'attributed', attribution: 'unchecked' }),
  attributed(),
  related,
  assigned,
  replyRequested({}),
  reviewedElsewhere(),
  claimantAdded({ claimantId: OTHER_CLAIMANT }),
  subjectAdded({ subjectId: SUBJECT }),
  replied({ replyId: REPLY, identityUnchecked: true }),
);
const until = { validUntil: UNTIL };
const proposal: Events = [...open, ...by(PROPOSER, proposed(until))];
const standing: Events = [...proposal, ...by(PUBLISHER, published(VERDICT)), ...by('public', correctionRequested())];
const follower = (as: 'supersession' | 'correction') =>
  by(PROPOSER, proposed({ ...until, verdictId: LATER_VERDICT, follows: { verdictId: VERDICT, as } }));
const following: Events = [...standing, ...follower('supersession')];
const inDispute: Events = [...standing, ...by(SUBMITTER, disputed({ party: 'claimant' }))];
const retractedOnce: Events = [...standing, ...by(PUBLISHER, retracted(VERDICT))];
const withheldOnce: Events = [...standing, ...by(PUBLISHER, withheld())];

const waiting: Events = [...standing, ...by(SUBMITTER, appeared({ appearanceId: someId(530), changeId: CHANGE }))];
const carriersConfirmed: ClaimEvent = {
  type: 'CarrierChangesConfirmed',
  facts: { changeIds: [CHANGE], verdictId: VERDICT, policy: 'four-eyes' },
  words: {},
};

/** A sequence of events for each state of the table. */
const STATES: Readonly<Record<string, Events>> = {
  A: [],
  O: open,
  H: [...open, ...by(FOURTH, absorbed)],
  D: [...open, ...by(FOURTH, declined)],
  W: [...open, ...by(SUBMITTER, claimWithdrawn)],
  M: [...open, ...by(FOURTH, merged)],
  P: proposal,
  B: [...proposal, ...by(PUBLISHER, sentBack(VERDICT))],
  T: [...proposal, ...by(PROPOSER, proposalWithdrawn(VERDICT))],
  V: standing,
  F: following,
  S: [...following, ...by(PUBLISHER, published(LATER_VERDICT), superseded(VERDICT, LATER_VERDICT))],
  C: [
    ...standing,
    ...follower('correction'),
    ...by(PUBLISHER, published(LATER_VERDICT), corrected(VERDICT, LATER_VERDICT)),
  ],
  R: retractedOnce,
  K: [...retractedOnce, ...by(FOURTH, confirmed(VERDICT))],
  E: [...standing, ...by('system', expired(VERDICT, UNTIL))],
  N: [...inDispute, ...by(FOURTH, merged)],
  X: withheldOnce,
  Y: [...withheldOnce, ...by(FOURTH, withholdingConfirmed())],
  d: inDispute,
  u: [...inDispute, ...by(FOURTH, decided('upheld'))],
  r: [...inDispute, ...by(FOURTH, decided('rejected'))],
  w: [...inDispute, ...by(SUBMITTER, disputeWithdrawn())],
  z: [...inDispute, ...by(PUBLISHER, retracted(VERDICT))],
  i: waiting,
  j: [...waiting, ...by(FOURTH, carriersConfirmed)],
};

const elsewhere = [
  stream(claimFold, OTHER, submitted()),
  // What is published may be merged only into what is, under the same rating.
  stream(claimFold, INTO, submitted(), proposed(), published(VERDICT)),
  stream(claimFold, DUPLICATE, submitted(), { type: 'ClaimMerged', facts: { intoId: CLAIM }, words: {} }),
  stream(workFold, WORK, {
    type: 'WorkRecorded',
    facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown' },
    words: { title: 'T' },
  }),
  stream(
    personFold,
    FOURTH,
    { type: 'PersonInvited', facts: {}, words: {} },
    { type: 'RoleGranted', facts: { role: 'reviewer' }, words: {} },
  ),
];

/** A command that nothing but the state can stand in the way of: its body, its part, and who may give it. */
interface Given {
  readonly body?: object;
  readonly part?: string;
  readonly actor?: string;
  readonly roles?: readonly Capacity[];
}
const ofVerdict = (body: object = {}): Given => ({ body, part: VERDICT });
const assertion = { text: 'Two thousand went.', kind: 'quantity', language: 'en' };
const statement = { title: 'A statement', stance: 'supports', source: 'secondary', sourceKind: 'document' };
const inWork = { workId: WORK, mode: 'attributed', place: 'body', excerpt: 'They went.' };
const rated = { rating: 'TRUE', summary: 'S', assessedOn: '2025-05-02', evidenceIds: [ITEM_A, ITEM_B] };
const elsewhereRated = { publisher: 'StopFake', url: 'https://stopfake.org/b', nativeRating: 'Fake' };
const wire = { kind: 'institution', name: 'A ministry', relation: 'quote', basis: 'credited' };
const sound = { actor: FIFTH, roles: ['editor', 'reviewer', 'admin'], by: { session: 'S' } } as const;

const COMMANDS = new Map<Class<object>, Given>([
  [SubmitClaim, { body: assertion }],
  [wording.RewordClaim, { body: { ...assertion, ...REASON } }],
  [wording.TranslateClaim, { body: { text: 'Пішло дві тисячі.', language: 'uk', wordingId: WORDING } }],
  [wording.CorrectClaimant, { body: REASON }],
  [claimants.AddClaimant, { body: { claimant: { name: 'A second ministry' } } }],
  [claimants.RemoveClaimant, { body: REASON, part: OTHER_CLAIMANT }],
  [claimants.RecordOwnCorrection, { body: { text: 'It was fewer.' } }],
  [subjects.AddSubject, { body: { name: 'A person', as: 'depicted' } }],
  [subjects.RemoveSubject, { body: REASON, part: SUBJECT }],
  [wording.TagClaim, { body: { topics: ['ukraine'] } }],
  [relations.RelateClaim, { body: { relation: 'narrows', claimId: OTHER } }],
  [relations.UnrelateClaim, { body: REASON, part: RELATION }],
  [duplicates.MergeClaim, { body: { intoId: INTO } }],
  [duplicates.AbsorbClaim, { body: { claimId: DUPLICATE } }],
  [duplicates.SplitClaim, { body: { fromId: INTO, ...REASON } }],
  [duplicates.ReleaseClaim, { body: { claimId: OTHER } }],
  [closing.DeclineClaim, { body: { ground: 'too-vague', ...REASON } }],
  [closing.WithdrawClaim, { body: REASON }],
  [closing.ReopenClaim, { body: REASON }],
  [appearances.RecordAppearance, { body: inWork }],
  [appearances.CorrectAppearance, { body: { ...inWork, ...REASON }, part: someId(501) }],
  [appearances.WithdrawAppearance, { body: REASON, part: someId(501) }],
  [appearances.CheckAttribution, { body: { attribution: 'accurate' }, part: someId(501) }],
  [appearances.AttributeUpstream, { body: { ...wire, of: { appearanceId: someId(501) } } }],
  [appearances.WithdrawUpstream, { body: REASON, part: someId(511) }],
  [carriers.ConfirmCarrierChanges, { body: { changeIds: [CHANGE] } }],
  [carriers.RefuseCarrierChange, { body: REASON, part: CHANGE }],
  [carriers.WithdrawCarrierChange, { body: REASON, part: CHANGE, actor: SUBMITTER }],
  [evidence.AttachEvidence, { body: statement }],
  [evidence.CorrectEvidence, { body: { ...statement, ...REASON }, part: ITEM_A }],
  [evidence.WithdrawEvidence, { body: REASON, part: ITEM_A }],
  [review.AddNote, { body: { text: 'T' } }],
  [review.AssignReview, { body: { reviewer: FOURTH } }],
  [review.ReleaseReview, { part: REVIEWER }],
  [review.RecordSecondRating, ofVerdict({ rating: 'TRUE' })],
  [verdicts.ProposeVerdict, { body: rated }],
  [verdicts.SupersedeVerdict, ofVerdict({ ...rated, ...REASON })],
  [corrections.ProposeCorrection, ofVerdict({ ...rated, ...REASON })],
  [reaffirmation.ReaffirmVerdict, ofVerdict({ upTo: LATEST, lookedAt: ['The reply'], ...REASON })],
  [verdicts.WithdrawProposal, { ...ofVerdict(REASON), actor: PROPOSER }],
  [verdicts.SendBackVerdict, ofVerdict(REASON)],
  [verdicts.PublishVerdict, ofVerdict()],
  [corrections.CorrectVerdict, ofVerdict({ summary: 'S', ...REASON })],
  [corrections.TranslateVerdict, ofVerdict({ summary: 'S', language: 'uk' })],
  [corrections.ExpireVerdict, { ...ofVerdict(), actor: 'system', roles: ['system'] }],
  [retraction.RetractVerdict, ofVerdict(REASON)],
  [retraction.ConfirmRetraction, ofVerdict()],
  [retraction.OverturnRetraction, ofVerdict(REASON)],
  [withholding.WithholdPublication, { body: { basis: 'court-order', ...REASON } }],
  [withholding.ConfirmWithholding, {}],
  [withholding.LiftWithholding, { body: REASON }],
  [reviews.RecordOutsideReview, { body: elsewhereRated }],
  [reviews.ChangeOutsideReview, { body: { ...elsewhereRated, ...REASON }, part: REVIEW }],
  [reviews.WithdrawOutsideReview, { body: REASON, part: REVIEW }],
  [disputes.OpenDispute, ofVerdict({ party: 'claimant', grounds: 'G' })],
  [disputes.DecideDispute, { body: { outcome: 'upheld', ...REASON }, part: DISPUTE }],
  [disputes.WithdrawDispute, { body: REASON, part: DISPUTE, actor: SUBMITTER }],
  [replies.RequestReply, { body: { to: 'claimant', deadline: '2099-01-01T00:00:00Z' } }],
  [replies.RecordReply, { body: { requestId: REQUEST, text: 'T' } }],
  [replies.CheckReplyIdentity, { body: { identityCheck: 'Called back.' }, part: REPLY }],
  [requests.RequestCorrection, { body: { text: 'T' }, part: RECEIPT, actor: 'public', roles: ['public'] }],
  [requests.AnswerCorrectionRequest, { body: { outcome: 'accepted', answer: 'A' }, part: REQUEST }],
]);

/** The rows of the document's tables, each by its header: the document is what is specified. */
const rowsUnder = (header: string): string[][] => {
  const lines = readFileSync(new URL('../../docs/states.md', import.meta.url), 'utf8').split('\n');
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim());
  const at = lines.findIndex((line) => cells(line)[0] === header);
  const end = lines.findIndex((line, i) => i > at && !line.startsWith('|'));
  return [at, ...Array.from({ length: end - at - 2 }, (_, i) => at + 2 + i)].map((i) => cells(lines[i] ?? ''));
};
const [[, , ...columns] = [], ...rows] = rowsUnder('command');
const refusals = new Map(rowsUnder('code').map(([short = '', code = '']) => [short, code]));

describe('The table of states', () => {
  it('has every command of the claim, once, and a way to give it', () => {
    const named = rows.map(([name]) => name).sort();
    expect(named).toEqual(claimDecider.rules.map(({ command }) => command.name).sort());
    expect([...COMMANDS.keys()].map(({ name }) => name).sort()).toEqual(named);
  });

  it('has every state, described and made of events', () => {
    expect(columns).toEqual(Object.keys(STATES));
    expect(
      rowsUnder('state')
        .slice(1)
        .map(([name]) => name)
        .sort(),
    ).toEqual([...columns].sort());
  });

  it('explains every refusal that it names, and no other', () => {
    const used = new Set(rows.flatMap(([, , ...cells]) => cells).filter((cell) => cell !== '+'));
    expect([...refusals.keys()].filter((short) => short !== 'code').sort()).toEqual([...used].sort());
  });
});

describe.each(columns.map((state, i) => [state, i] as const))('In state %s', (state, column) => {
  it.each(rows.map(([name = '', event = '', ...cells]) => [name, cells[column] ?? '', event] as const))(
    '%s: %s',
    (name, cell, event) => {
      const [command, given] = [...COMMANDS].find(([each]) => each.name === name) ?? [];
      if (!command || !given) throw new Error(`${name} cannot be given`);
      const { body = {}, part, ...who } = given;
      const target = { id: CLAIM, ...(part !== undefined && { part }) };
      const held = { 'origin:a statement': ORIGIN_A };
      const beside: ScenarioContext = {
        ...sound,
        written: { [LATEST]: { type: 'NoteAdded', erased: false } },
        ...who,
        target,
        now: NOW,
        streams: elsewhere,
        held,
      };
      const outcome = specify(claimDecider)
        .given(STATES[state] ?? [])
        .when(command, body, beside);
      if (cell === '+') outcome.follows(event as ClaimEvent['type']);
      else outcome.refused(refusals.get(cell) ?? cell);
    },
  );
});
