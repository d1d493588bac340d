import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, someId, specify, type ScenarioContext } from '../../kernel/specification.js';
import {
  appeared,
  attached,
  attachedB,
  CLAIMANT,
  ITEM_A,
  ITEM_B,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  submitted,
  SUBMITTER,
  VERDICT,
} from '../claim.examples.js';
import type { ClaimEvent } from '../claim.events.js';
import { claimDecider } from '../claim.decider.js';
import { replied, REQUEST, replyRequested } from '../verdicts/publication.examples.js';
import { CheckReplyIdentity, RecordReply, RequestReply } from './replies.commands.js';
import { ProposeVerdict, PublishVerdict } from '../verdicts/verdicts.commands.js';

const spec = specify(claimDecider);
const OUTLET = someId(503);
const now = '2025-04-28T10:00:00.000Z';
const editor: ScenarioContext = { now };
const carried = [...by(SUBMITTER, submitted(), appeared({ originId: OUTLET }))];

describe('Asking for a reply', () => {
  it('is asking the claimant there is, until an instant that is kept in UTC', () => {
    spec
      .given(submitted())
      .when(
        RequestReply,
        { to: 'claimant', deadline: '2025-05-01T14:00:00+02:00', question: 'On what does it rest?' },
        editor,
      )
      .then(replyRequested({ requestId: newId(1), claimantId: CLAIMANT }))
      .naming({ requestId: newId(1) });
    spec
      .given(submitted({ claimantId: null }))
      .when(RequestReply, { to: 'claimant', deadline: '2025-05-01T12:00:00Z' }, editor)
      .refused('claimant-missing');
  });

  it('or an outlet that carries the claim', () => {
    const body = {
      to: 'outlet',
      outletId: OUTLET,
      deadline: '2025-05-01T12:00:00Z',
      question: 'On what does it rest?',
    };
    spec
      .given(carried)
      .when(RequestReply, body, editor)
      .then(replyRequested({ requestId: newId(1), to: 'outlet', outletId: OUTLET }));
    spec.given(submitted()).when(RequestReply, body, editor).refused('outlet-not-carrying', OUTLET);
  });

  it('leaves time to answer', () => {
    spec
      .given(submitted())
      .when(RequestReply, { to: 'claimant', deadline: now }, editor)
      .refused('deadline-in-the-past');
  });

  it('gives a day, or readers the reason why it does not', () => {
    const ask = { to: 'claimant', channel: 'telephone', question: 'On what does it rest?' } as const;
    const given = spec.given(submitted());
    const inOneDay = '2025-04-29T10:00:00.000Z';
    const asked = (deadline: string, short: object = {}) =>
      replyRequested({ requestId: newId(1), claimantId: CLAIMANT, channel: 'telephone', deadline, ...short });
    given.when(RequestReply, { ...ask, deadline: inOneDay }, editor).then(asked(inOneDay));
    const soon = '2025-04-29T09:59:59.999Z';
    given.when(RequestReply, { ...ask, deadline: soon }, editor).refused('short-notice-reason-missing');
    const shortNoticeReason = 'It goes out tonight.';
    given
      .when(RequestReply, { ...ask, deadline: soon, shortNoticeReason }, editor)
      .then({ ...asked(soon, { shortNotice: true }), words: { question: ask.question, shortNoticeReason } });
  });

  it('may be of anybody whom the claim concerns, who then say how', () => {
    const ask = { to: 'maker', deadline: '2025-05-01T12:00:00Z' };
    spec
      .given(submitted())
      .when(RequestReply, { ...ask, concern: 'Took the picture.' }, editor)
      .then({ ...replyRequested({ requestId: newId(1), to: 'maker' }), words: { concern: 'Took the picture.' } });
    expect(malformed(RequestReply, ask)).toEqual(['concern']);
    expect(malformed(RequestReply, { ...ask, to: 'subject' })).toEqual(['subjectId']);
  });

  it('is malformed without whom, or until when', () => {
    expect(malformed(RequestReply, { to: 'outlet', deadline: '2025-05-01' }).sort()).toEqual(['deadline', 'outletId']);
    expect(malformed(RequestReply, { to: 'claimant', outletId: OUTLET, deadline: '2025-05-01T12:00:00Z' })).toEqual([
      'outletId',
    ]);
  });

  it.each(['auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(RequestReply, { to: 'claimant', deadline: '2025-05-01T12:00:00Z' }, { now, roles: [role] })
      .refused('role-required');
  });
});

describe('A reply', () => {
  const checked = { identityCheck: 'Called back.' };
  const text = { text: 'On our own count.', ...checked };
  const asked = [...carried, ...by(SUBMITTER, replyRequested({ to: 'outlet', outletId: OUTLET }))];

  it('is that of whoever was asked', () => {
    spec
      .given(asked)
      .when(RecordReply, { requestId: REQUEST, ...text }, editor)
      .then({
        ...replied({ replyId: newId(1), from: 'outlet', outletId: OUTLET, requestId: REQUEST }),
        words: text,
      })
      .naming({ replyId: newId(1) });
    spec
      .given(carried)
      .when(RecordReply, { requestId: REQUEST, ...text }, editor)
      .refused('request-unknown', REQUEST);
  });

  it('or comes unasked, from the claimant or an outlet that carries the claim', () => {
    const body = {
      from: 'claimant',
      receivedOn: '2025-04-27',
      language: 'EN',
      url: 'https://jcs.example.org/a',
      ...text,
    };
    const { url, receivedOn } = body;
    spec
      .given(carried)
      .when(RecordReply, body, editor)
      .then({
        ...replied({ replyId: newId(1), claimantId: CLAIMANT, receivedOn, language: 'en' }),
        words: { ...text, url },
      });
    const stranger = { from: 'outlet', outletId: someId(9), ...text };
    spec.given(carried).when(RecordReply, stranger, editor).refused('outlet-not-carrying', someId(9));
  });

  it('is unchecked until somebody says how it was checked who sent it', () => {
    const came = replied({ replyId: newId(1), claimantId: CLAIMANT, identityUnchecked: true });
    spec.given(submitted()).when(RecordReply, { from: 'claimant', text: 'On our own count.' }, editor).then(came);
    const part = someId(604);
    const given = spec.given(submitted(), replied({ claimantId: CLAIMANT, identityUnchecked: true }));
    given
      .when(CheckReplyIdentity, checked, { target: { part } })
      .then({ type: 'ReplyIdentityChecked', facts: { replyId: part }, words: checked })
      .naming({ replyId: part });
    spec.given(submitted()).when(CheckReplyIdentity, checked, { target: { part } }).refused('not-found');
    spec
      .given(submitted(), replied({ claimantId: CLAIMANT }))
      .when(CheckReplyIdentity, checked, { target: { part } })
      .refused('nothing-changed', part);
  });

  it('is malformed where nobody, or two, might have sent it', () => {
    expect(malformed(RecordReply, text)).toEqual(['from']);
    expect(malformed(RecordReply, { requestId: REQUEST, from: 'claimant', ...text })).toEqual(['from']);
    expect(malformed(RecordReply, { from: 'outlet', ...text })).toEqual(['outletId']);
  });
});

describe('An accusing rating', () => {
  const items = [attached({ stance: 'refutes' }), attachedB({ stance: 'refutes' })];
  const given = (...events: ClaimEvent[]) => spec.given(by(SUBMITTER, submitted(), ...items, ...events));
  const body = { rating: 'FALSE', summary: 'It is not so.', assessedOn: '2025-04-28', evidenceIds: [ITEM_A, ITEM_B] };
  const reviewer: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'], now };
  const passed: ScenarioContext = { ...reviewer, now: '2025-05-01T12:00:00.000Z' };
  const accusing = { ...proposed().facts, verdictId: newId(1), rating: 'FALSE' } as const;
  const accepted: ClaimEvent = { type: 'VerdictProposed', facts: accusing, words: { summary: 'It is not so.' } };
  const claimantAsked = replyRequested({ claimantId: CLAIMANT });
  const corrected: ClaimEvent = {
    type: 'ClaimantCorrected',
    facts: { claimantId: someId(110), claimedOnBasis: 'unknown' },
    words: { reason: 'R' },
  };

  it('waits until the deadline of a request has passed, to the millisecond', () => {
    const asked = given(claimantAsked);
    asked
      .when(ProposeVerdict, body, { ...reviewer, now: '2025-05-01T11:59:59.999Z' })
      .refused('reply-awaited', REQUEST);
    asked.when(ProposeVerdict, body, passed).then(accepted);
    given().when(ProposeVerdict, body, passed).refused('no-reply-reason-missing');
  });

  it('or until a reply is there, asked for or not', () => {
    given(claimantAsked, replied({ claimantId: CLAIMANT, requestId: REQUEST }))
      .when(ProposeVerdict, body, reviewer)
      .then(accepted);
    given(replied({ claimantId: CLAIMANT }))
      .when(ProposeVerdict, body, reviewer)
      .then(accepted);
  });

  it('but not until somebody has checked who sent it', () => {
    const unchecked = replied({ claimantId: CLAIMANT, identityUnchecked: true });
    given(unchecked).when(ProposeVerdict, body, reviewer).refused('no-reply-reason-missing');
    const check: ClaimEvent = {
      type: 'ReplyIdentityChecked',
      facts: { replyId: someId(604) },
      words: { identityCheck: 'C' },
    };
    given(unchecked, check).when(ProposeVerdict, body, reviewer).then(accepted);
  });

  it('is not helped by what the claimant of before was asked or replied', () => {
    given(claimantAsked, corrected).when(ProposeVerdict, body, passed).refused('no-reply-reason-missing');
    given(replied({ claimantId: CLAIMANT }), corrected)
      .when(ProposeVerdict, body, passed)
      .refused('no-reply-reason-missing');
  });

  it('nor by an outlet that does not carry the claim any more', () => {
    const outlet = { to: 'outlet', outletId: OUTLET } as const;
    const appearance = appeared({ originId: OUTLET });
    const gone: ClaimEvent = {
      type: 'AppearanceWithdrawn',
      facts: { appearanceId: someId(501) },
      words: { reason: 'R' },
    };
    given(appearance, replyRequested(outlet)).when(ProposeVerdict, body, passed).then(accepted);
    given(appearance, replyRequested(outlet), gone)
      .when(ProposeVerdict, body, passed)
      .refused('no-reply-reason-missing');
  });

  it('is judged again when it is published', () => {
    const proposal = proposed({ rating: 'FALSE' });
    const publisher: ScenarioContext = { ...passed, actor: PUBLISHER, target: { part: VERDICT } };
    const ready = [...by(SUBMITTER, submitted(), ...items)];
    spec.given(ready, by(PROPOSER, proposal)).when(PublishVerdict, {}, publisher).refused('no-reply-reason-missing');
    spec
      .given(ready, by(PROPOSER, proposal), by(SUBMITTER, claimantAsked))
      .when(PublishVerdict, {}, publisher)
      .then(published(VERDICT));
  });
});
