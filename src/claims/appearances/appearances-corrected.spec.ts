import { describe, expect, it } from '@jest/globals';
import { malformed, someId, specify, stream } from '../../kernel/specification.js';
import { workFold } from '../../works/work.decider.js';
import {
  AttributeUpstream,
  CheckAttribution,
  CorrectAppearance,
  WithdrawAppearance,
  WithdrawUpstream,
} from './appearances.commands.js';
import { claimDecider } from '../claim.decider.js';
import { appeared, attributed, submitted } from '../claim.examples.js';
import type { AppearanceCorrected, AppearanceFacts, ClaimEvent } from '../claim.events.js';

const [APPEARANCE, UPSTREAM, WORK, OUTLET] = [someId(501), someId(511), someId(11), someId(12)];
const work = stream(workFold, WORK, {
  type: 'WorkRecorded',
  facts: { outletId: OUTLET, outletBasis: 'stated', publishedOnBasis: 'unknown' },
  words: { title: 'A work' },
});
const reason = 'It stands in the lead.';
const beside = { target: { part: APPEARANCE }, streams: [work] };
const spec = specify(claimDecider);
const withdrawn: ClaimEvent = {
  type: 'AppearanceWithdrawn',
  facts: { appearanceId: APPEARANCE },
  words: { reason },
};
const upstreamWithdrawn: ClaimEvent = {
  type: 'UpstreamWithdrawn',
  facts: { upstreamId: UPSTREAM },
  words: { reason },
};
const checked = (attribution: 'accurate' | 'altered' | 'false'): ClaimEvent => ({
  type: 'AttributionChecked',
  facts: { appearanceId: APPEARANCE, attribution },
  words: {},
});

describe('Correcting an appearance', () => {
  const body = { workId: WORK, mode: 'attributed', place: 'lead', excerpt: 'Слова', note: 'See above.', reason };
  const corrected = (facts: Partial<AppearanceFacts> = {}): AppearanceCorrected => ({
    type: 'AppearanceCorrected',
    facts: {
      ...appeared().facts,
      workId: WORK,
      originId: OUTLET,
      mode: 'attributed',
      place: 'lead',
      attribution: 'unchecked',
      excerpted: true,
      ...facts,
    },
    words: { excerpt: 'Слова', note: 'See above.', reason },
  });

  it('says all of it anew', () => {
    spec
      .given(submitted(), appeared({ challenged: true }))
      .when(CorrectAppearance, body, beside)
      .then(corrected())
      .naming({ appearanceId: APPEARANCE });
  });

  it('keeps what was found of its attribution unless it says otherwise, and only for an attributed one', () => {
    const given = spec.given(submitted(), appeared({ mode: 'attributed' }), checked('altered'));
    given.when(CorrectAppearance, body, beside).then(corrected({ attribution: 'altered' }));
    given.when(CorrectAppearance, { ...body, attribution: 'unchecked' }, beside).then(corrected());
    const { attribution: _, ...facts } = corrected({ mode: 'own-voice' }).facts;
    given.when(CorrectAppearance, { ...body, mode: 'own-voice' }, beside).then({ ...corrected(), facts });
  });

  it('is refused for one that is not there or withdrawn, and in a work that is not there', () => {
    spec.given(submitted()).when(CorrectAppearance, body, beside).refused('not-found');
    spec
      .given(submitted(), appeared(), withdrawn)
      .when(CorrectAppearance, body, beside)
      .refused('appearance-withdrawn');
    spec
      .given(submitted(), appeared())
      .when(CorrectAppearance, { ...body, workId: someId(99) }, beside)
      .refused('work-unknown', someId(99));
  });

  it('is malformed without a reason, and with an upstream, which is attributed by itself', () => {
    const { reason: _, ...without } = body;
    expect(malformed(CorrectAppearance, without)).toEqual(['reason']);
    expect(malformed(CorrectAppearance, { ...body, upstream: {} })).toEqual(['upstream']);
  });
});

describe('Withdrawing an appearance', () => {
  it('happens once, to one that is there, with a reason', () => {
    spec
      .given(submitted(), appeared())
      .when(WithdrawAppearance, { reason }, beside)
      .then(withdrawn)
      .naming({ appearanceId: APPEARANCE });
    spec
      .given(submitted(), appeared(), withdrawn)
      .when(WithdrawAppearance, { reason }, beside)
      .refused('nothing-changed');
    spec.given(submitted()).when(WithdrawAppearance, { reason }, beside).refused('not-found');
    expect(malformed(WithdrawAppearance, {})).toEqual(['reason']);
  });

  it('leaves nothing to hang an upstream on', () => {
    const body = { of: { appearanceId: APPEARANCE }, kind: 'unnamed', relation: 'quote', basis: 'credited' };
    spec
      .given(submitted(), appeared(), withdrawn)
      .when(AttributeUpstream, body)
      .refused('appearance-withdrawn', APPEARANCE);
  });
});

describe('Checking an attribution', () => {
  it.each(['accurate', 'altered', 'false'] as const)('finds it %s', (attribution) => {
    spec
      .given(submitted(), appeared({ mode: 'attributed', attribution: 'unchecked' }))
      .when(CheckAttribution, { attribution, note: 'By the recording.' }, beside)
      .then({ ...checked(attribution), words: { note: 'By the recording.' } } as ClaimEvent)
      .naming({ appearanceId: APPEARANCE });
  });

  it.each(['own-voice', 'opinion', 'question', 'satire'] as const)(
    'is refused where nobody is rendered: %s',
    (mode) => {
      spec
        .given(submitted(), appeared({ mode }))
        .when(CheckAttribution, { attribution: 'accurate' }, beside)
        .refused('not-attributed');
    },
  );

  it('is refused where it finds the same, where the appearance is withdrawn and where there is none', () => {
    const one = appeared({ mode: 'attributed', attribution: 'unchecked' });
    const body = { attribution: 'altered' };
    const given = spec.given(submitted(), one, checked('altered'));
    given.when(CheckAttribution, body, beside).refused('nothing-changed');
    given.when(CheckAttribution, { attribution: 'false' }, beside).then(checked('false'));
    spec.given(submitted(), one, withdrawn).when(CheckAttribution, body, beside).refused('appearance-withdrawn');
    spec.given(submitted()).when(CheckAttribution, body, beside).refused('not-found');
  });

  it('is malformed where it finds nothing', () => {
    expect(malformed(CheckAttribution, { attribution: 'unchecked' })).toEqual(['attribution']);
  });
});

describe('Withdrawing an upstream', () => {
  const target = { target: { part: UPSTREAM } };

  it('happens once, to one that is there, with a reason', () => {
    spec
      .given(submitted(), appeared(), attributed())
      .when(WithdrawUpstream, { reason }, target)
      .then(upstreamWithdrawn)
      .naming({ upstreamId: UPSTREAM });
    spec
      .given(submitted(), appeared(), attributed(), upstreamWithdrawn)
      .when(WithdrawUpstream, { reason }, target)
      .refused('nothing-changed');
    spec.given(submitted()).when(WithdrawUpstream, { reason }, target).refused('not-found');
    expect(malformed(WithdrawUpstream, {})).toEqual(['reason']);
  });

  it('leaves nothing to hang another on', () => {
    const body = { of: { upstreamId: UPSTREAM }, kind: 'unnamed', relation: 'quote', basis: 'credited' };
    spec
      .given(submitted(), appeared(), attributed(), upstreamWithdrawn)
      .when(AttributeUpstream, body)
      .refused('upstream-withdrawn', UPSTREAM);
  });
});
