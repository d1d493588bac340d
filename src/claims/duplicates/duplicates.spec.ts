import { describe, expect, it } from '@jest/globals';
import { by, malformed, someId, specify, stream } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  attachedB,
  CLAIM,
  FOURTH,
  LATER_VERDICT,
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
} from '../claim.examples.js';
import type { ClaimEvent } from '../claim.events.js';
import { claimFold } from '../claim.state.js';
import { withheld, withholdingConfirmed } from '../verdicts/publication.examples.js';
import { AbsorbClaim, MergeClaim, ReleaseClaim, SplitClaim } from './duplicates.commands.js';

const spec = specify(claimDecider);
const [OTHER, THIRD] = [someId(110), someId(111)];
const merged = (intoId = OTHER): ClaimEvent => ({ type: 'ClaimMerged', facts: { intoId }, words: {} });
const absorbed = (claimId = OTHER, submitters = [FOURTH]): ClaimEvent => ({
  type: 'ClaimAbsorbed',
  facts: { claimId, submitters },
  words: {},
});
const split: ClaimEvent = { type: 'ClaimSplit', facts: { fromId: OTHER }, words: { reason: 'Another figure.' } };
const released: ClaimEvent = { type: 'ClaimReleased', facts: { claimId: OTHER }, words: {} };
const other = (...events: ClaimEvent[]) => [stream(claimFold, OTHER, submitted(), ...events)];
const target = { id: CLAIM };
const ready = [...by(SUBMITTER, submitted(), attached(), attachedB())];

describe('Marking a claim as a duplicate', () => {
  const body = { intoId: OTHER };

  it('names the claim that goes on, and moves nothing', () => {
    spec.given(submitted()).when(MergeClaim, body, { target, streams: other() }).then(merged());
    spec
      .given(submitted())
      .when(MergeClaim, { ...body, reason: 'The same briefing.' }, { target, streams: other() })
      .then({ ...merged(), words: { reason: 'The same briefing.' } } as ClaimEvent);
  });

  it('is possible for a published claim, though not while a proposal is open', () => {
    const open = [...ready, ...by(PROPOSER, proposed())];
    spec.given(open).when(MergeClaim, body, { target, streams: other() }).refused('proposal-open', VERDICT);
    spec
      .given(open, by(PUBLISHER, published(VERDICT)))
      .when(MergeClaim, body, { target, streams: other(proposed(), published(VERDICT)) })
      .then(merged());
  });

  describe('of a published claim', () => {
    const known = spec.given(ready, by(PROPOSER, proposed()), by(PUBLISHER, published(VERDICT)));
    const refused = (code: string, ...events: ClaimEvent[]) =>
      known.when(MergeClaim, body, { target, streams: other(...events) }).refused(code, OTHER);

    it('leads to no claim that the public does not know', () => {
      refused('target-not-public');
      refused('target-not-public', proposed());
      refused('target-not-public', proposed(), sentBack(VERDICT));
      refused('target-not-public', proposed(), published(VERDICT), withheld());
      refused('target-not-public', proposed(), published(VERDICT), withheld(), withholdingConfirmed());
    });

    it('leads to none under another rating, nor to one under none, which would turn or end what it counts for', () => {
      refused('target-rated-otherwise', proposed({ rating: 'FALSE' }), published(VERDICT));
      refused('target-rated-otherwise', proposed(), published(VERDICT), retracted(VERDICT));
      const later = proposed({ verdictId: LATER_VERDICT, rating: 'MIXED' });
      const follows = [later, published(LATER_VERDICT), superseded(VERDICT, LATER_VERDICT)];
      refused('target-rated-otherwise', proposed(), published(VERDICT), ...follows);
    });

    it('leads on where nothing stands that could turn', () => {
      const tombstone = spec.given(
        ready,
        by(PROPOSER, proposed()),
        by(PUBLISHER, published(VERDICT), retracted(VERDICT)),
      );
      for (const rating of ['TRUE', 'FALSE'] as const) {
        const streams = other(proposed({ rating }), published(VERDICT));
        tombstone.when(MergeClaim, body, { target, streams }).then(merged());
      }
      tombstone.when(MergeClaim, body, { target, streams: other() }).refused('target-not-public', OTHER);
    });

    it('takes drafts in, which nobody knows', () => {
      const streams = other(proposed(), published(VERDICT));
      spec.given(submitted()).when(MergeClaim, body, { target, streams }).then(merged());
    });
  });

  it('is refused for itself and for a claim that is not there', () => {
    spec
      .given(submitted())
      .when(MergeClaim, { intoId: CLAIM }, { target, streams: other() })
      .refused('to-itself', CLAIM);
    spec.given(submitted()).when(MergeClaim, body, { target }).refused('claim-unknown', OTHER);
  });

  it('never leads to a claim that is a duplicate itself, and names the one that goes on', () => {
    const streams = other(merged(THIRD));
    spec.given(submitted()).when(MergeClaim, body, { target, streams }).refused('target-merged', THIRD);
  });

  it.each([
    { type: 'ClaimDeclined', facts: { ground: 'too-vague' }, words: { reason: 'R' } },
    { type: 'ClaimWithdrawn', facts: {}, words: { reason: 'R' } },
  ] as const)('nor to one that is closed: $type', (closing) => {
    spec
      .given(submitted())
      .when(MergeClaim, body, { target, streams: other(closing) })
      .refused('target-closed', OTHER);
  });

  it('is refused for a claim that has duplicates of its own until they are split off', () => {
    spec
      .given(submitted(), absorbed(THIRD))
      .when(MergeClaim, body, { target, streams: other() })
      .refused('holds-duplicates', THIRD);
    const free: ClaimEvent = { ...released, facts: { claimId: THIRD } };
    spec.given(submitted(), absorbed(THIRD), free).when(MergeClaim, body, { target, streams: other() }).then(merged());
  });

  it('happens once, and again after it was split off', () => {
    spec
      .given(submitted(), merged())
      .when(MergeClaim, body, { target, streams: other() })
      .refused('claim-merged', OTHER);
    spec.given(submitted(), merged(), split).when(MergeClaim, body, { target, streams: other() }).then(merged());
  });

  it.each(['auditor', 'admin', 'system'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(MergeClaim, body, { target, streams: other(), roles: [role] })
      .refused('role-required');
  });

  it('is malformed where it names no claim', () => {
    expect(malformed(MergeClaim, { intoId: 'C' })).toEqual(['intoId']);
  });
});

describe('Absorbing a duplicate', () => {
  const body = { claimId: OTHER };

  it('learns everybody who counts as its submitter', () => {
    const submitters = new Set([PUBLISHER, FOURTH]);
    const state = { ...claimFold.initial, exists: true, submitters, mergedInto: CLAIM };
    spec
      .given(submitted())
      .when(AbsorbClaim, body, { target, streams: [{ fold: claimFold, id: OTHER, state }] })
      .then(absorbed(OTHER, [PUBLISHER, FOURTH]));
  });

  it('is the other half of a merge, and no more than that', () => {
    spec.given(submitted()).when(AbsorbClaim, body, { target, streams: other() }).refused('other-half-missing', OTHER);
    spec
      .given(submitted())
      .when(AbsorbClaim, body, { target, streams: other(merged(THIRD)) })
      .refused('other-half-missing', OTHER);
    spec
      .given(submitted(), absorbed())
      .when(AbsorbClaim, body, { target, streams: other(merged(CLAIM)) })
      .refused('other-half-missing', OTHER);
  });
});

describe('Splitting a duplicate off', () => {
  const body = { fromId: OTHER, reason: 'Another figure.' };

  it('undoes the merge, with a reason', () => {
    spec.given(submitted(), merged()).when(SplitClaim, body, { target }).then(split);
    expect(malformed(SplitClaim, { fromId: OTHER })).toEqual(['reason']);
  });

  it('is refused where the claim is no duplicate, or one of another claim', () => {
    spec.given(submitted()).when(SplitClaim, body, { target }).refused('not-merged');
    spec.given(submitted(), merged(THIRD)).when(SplitClaim, body, { target }).refused('not-merged', THIRD);
    spec.given(submitted(), merged(), split).when(SplitClaim, body, { target }).refused('not-merged');
  });

  it('releases it from the claim that had absorbed it, also where that was closed since', () => {
    const declined: ClaimEvent = { type: 'ClaimDeclined', facts: { ground: 'other' }, words: { reason: 'R' } };
    for (const later of [[], [declined]]) {
      spec
        .given(submitted(), absorbed(), ...later)
        .when(ReleaseClaim, { claimId: OTHER }, { target, streams: other(merged(CLAIM), split) })
        .then(released);
    }
  });

  it('is the other half of a split, and no more than that', () => {
    const command = { claimId: OTHER };
    spec
      .given(submitted(), absorbed())
      .when(ReleaseClaim, command, { target, streams: other(merged(CLAIM)) })
      .refused('other-half-missing', OTHER);
    spec
      .given(submitted())
      .when(ReleaseClaim, command, { target, streams: other() })
      .refused('other-half-missing', OTHER);
  });
});
