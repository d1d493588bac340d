import { describe, expect, it } from '@jest/globals';
import { malformed, newId, someId, specify } from '../kernel/specification.js';
import { outletDecider } from './outlet.decider.js';
import { ANOTHER, merged, registered } from './outlet.examples.js';
import type { OutletEvent } from './outlet.events.js';
import { RecordOutletReply, WithdrawOutletReply } from './replies.commands.js';

const spec = specify(outletDecider);
const REPLY = someId(801);
const reason = 'Sent by somebody else.';
const replied = (replyId: string): OutletEvent => ({
  type: 'OutletReplied',
  facts: { replyId },
  words: { text: 'We corrected it.' },
});
const withdrawn: OutletEvent = { type: 'OutletReplyWithdrawn', facts: { replyId: REPLY }, words: { reason } };

describe("An outlet's reply", () => {
  it('keeps its words as words, and their day and language as facts', () => {
    const words = { text: 'We corrected it.', url: 'https://rbc.ua/corrections', note: 'By letter.' };
    spec
      .given(registered())
      .when(RecordOutletReply, { ...words, repliedOn: '2025-05-02', language: 'UK' })
      .then({
        type: 'OutletReplied',
        facts: { replyId: newId(1), repliedOn: '2025-05-02', language: 'uk' },
        words,
      })
      .naming({ replyId: newId(1) });
  });

  it('may be one of several', () => {
    spec
      .given(registered(), replied(REPLY))
      .when(RecordOutletReply, { text: 'We corrected it.' })
      .then(replied(newId(1)));
  });

  it('is withdrawn once, with a reason', () => {
    const target = { part: REPLY };
    spec
      .given(registered(), replied(REPLY))
      .when(WithdrawOutletReply, { reason }, { target })
      .then(withdrawn)
      .naming({ replyId: REPLY });
    spec
      .given(registered(), replied(REPLY), withdrawn)
      .when(WithdrawOutletReply, { reason }, { target })
      .refused('not-found');
    spec.given(registered()).when(WithdrawOutletReply, { reason }, { target: {} }).refused('not-found');
    expect(malformed(WithdrawOutletReply, {})).toEqual(['reason']);
  });

  it('is refused for an outlet that is not there, or merged', () => {
    spec.given().when(RecordOutletReply, { text: 'A' }).refused('not-found');
    spec.given(registered(), merged()).when(RecordOutletReply, { text: 'A' }).refused('outlet-merged', ANOTHER);
    spec
      .given(registered(), replied(REPLY), merged())
      .when(WithdrawOutletReply, { reason }, { target: { part: REPLY } })
      .refused('outlet-merged', ANOTHER);
  });

  it.each(['auditor', 'admin'] as const)('is not recorded by somebody who is %s only', (role) => {
    spec
      .given(registered())
      .when(RecordOutletReply, { text: 'A' }, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is', () => {
    const wrong = { text: 'a'.repeat(5001), url: 'rbc.ua', repliedOn: 'soon', language: 'x' };
    expect(malformed(RecordOutletReply, wrong).sort()).toEqual(['language', 'repliedOn', 'text', 'url']);
  });
});
