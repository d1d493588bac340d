import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, someId, specify, stream, type ScenarioContext } from '../../kernel/specification.js';
import { workFold } from '../../works/work.decider.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  attachedB,
  FOURTH,
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
import type { ClaimSubmitted, MediaFacts, Stance, VerdictProposed } from '../claim.events.js';
import { RecordSecondRating } from '../review/review.commands.js';
import { ProposeVerdict, PublishVerdict } from './verdicts.commands.js';

const spec = specify(claimDecider);
const WORK = someId(502);
const reviewer: ScenarioContext = { actor: PROPOSER, roles: ['reviewer'], now: '2026-01-10T12:00:00.000Z' };
const body = { summary: 'S', evidenceIds: [ITEM_A, ITEM_B], assessedOn: '2025-07-01' };
const fair = { noReplyReason: 'Nobody is left to ask.' };
const claimOf = (facts: Partial<ClaimSubmitted['facts']>, stance: Stance = 'supports') =>
  spec.given(by(SUBMITTER, submitted(facts), attached({ stance }), attachedB({ stance })));
const expected = (facts: Partial<VerdictProposed['facts']>, words: object = {}): VerdictProposed => ({
  type: 'VerdictProposed',
  facts: { ...proposed().facts, verdictId: newId(1), assessedOn: body.assessedOn, ...facts },
  words: { summary: 'S', ...words },
});
const promised = { scale: 'promise-5', scaleVersion: 1 };

describe('A promise', () => {
  const promise = { kind: 'promise', dueOn: '2025-06' } as const;

  it('is rated on its own scale, and nothing else is', () => {
    claimOf(promise)
      .when(ProposeVerdict, { ...body, rating: 'KEPT' }, reviewer)
      .then(expected({ rating: 'KEPT', ...promised }));
    claimOf(promise)
      .when(ProposeVerdict, { ...body, rating: 'TRUE' }, reviewer)
      .refused('scale-unfit');
    claimOf({})
      .when(ProposeVerdict, { ...body, rating: 'KEPT' }, reviewer)
      .refused('scale-unfit');
  });

  it.each(['IN_THE_WORKS', 'KEPT'] as const)('can be %s before its day', (rating) => {
    claimOf(promise)
      .when(ProposeVerdict, { ...body, rating, assessedOn: '2025-01-01' }, reviewer)
      .then(expected({ rating, ...promised, assessedOn: '2025-01-01' }));
  });

  it.each(['COMPROMISE', 'BROKEN'] as const)('is %s from its last day on, or earlier where that is final', (rating) => {
    const of = (more: object) =>
      claimOf(promise, 'refutes').when(ProposeVerdict, { ...body, rating, ...fair, ...more }, reviewer);
    of({ assessedOn: '2025-06-29' }).refused('not-due-yet');
    of({ assessedOn: '2025-06-30' }).then(
      expected({ rating, ...promised, noReply: true, assessedOn: '2025-06-30' }, fair),
    );
    const finalReason = 'It was voted down.';
    of({ assessedOn: '2025-01-01', finalReason }).then(
      expected({ rating, ...promised, noReply: true, assessedOn: '2025-01-01', final: true }, { ...fair, finalReason }),
    );
  });

  it('that names no day needs a term, stated or inferred', () => {
    const of = (more: object, facts: object = { kind: 'promise' }) =>
      claimOf(facts, 'refutes').when(ProposeVerdict, { ...body, rating: 'BROKEN', ...fair, ...more }, reviewer);
    const term = { endsOn: '2025-06', basis: 'inferred', shownBy: 'The term of office ends then.' } as const;
    of({}).refused('term-missing');
    of({ term, assessedOn: '2025-06-01' }).refused('not-due-yet');
    of({ term }).then(
      expected(
        { rating: 'BROKEN', ...promised, noReply: true, term: { endsOn: '2025-06', basis: 'inferred' } },
        { ...fair, termShownBy: term.shownBy },
      ),
    );
    of({ term }, promise).refused('term-unfit');
    claimOf({})
      .when(ProposeVerdict, { ...body, rating: 'TRUE', term }, reviewer)
      .refused('term-unfit');
    claimOf({})
      .when(ProposeVerdict, { ...body, rating: 'TRUE', finalReason: 'R' }, reviewer)
      .refused('term-unfit');
  });

  it('rests on what fits: KEPT on what supports it, BROKEN on what refutes it, the others on either', () => {
    claimOf(promise, 'refutes')
      .when(ProposeVerdict, { ...body, rating: 'KEPT' }, reviewer)
      .refused('evidence-insufficient');
    claimOf(promise)
      .when(ProposeVerdict, { ...body, rating: 'BROKEN', ...fair }, reviewer)
      .refused('evidence-insufficient');
    for (const stance of ['supports', 'refutes'] as const) {
      claimOf(promise, stance)
        .when(ProposeVerdict, { ...body, rating: 'STALLED', ...fair }, reviewer)
        .then(expected({ rating: 'STALLED', ...promised, noReply: true }, fair));
    }
  });

  it.each(['STALLED', 'COMPROMISE', 'BROKEN'] as const)(
    'that is %s owes a reply or a reason for not asking',
    (rating) => {
      claimOf(promise, 'refutes')
        .when(ProposeVerdict, { ...body, rating }, reviewer)
        .refused('no-reply-reason-missing');
    },
  );

  it('is judged again when its verdict is published: one on the other scale is proposed anew', () => {
    spec
      .given(by(SUBMITTER, submitted({ kind: 'promise' }), attached(), attachedB()), by(PROPOSER, proposed()))
      .when(PublishVerdict, {}, { ...reviewer, actor: PUBLISHER, target: { part: VERDICT } })
      .refused('scale-unfit');
  });

  it('is rated beside a proposal on the same scale', () => {
    const proposal = by(PROPOSER, proposed({ rating: 'KEPT', ...promised }));
    const given = spec.given(by(SUBMITTER, submitted(promise), attached(), attachedB()), proposal);
    const second = { ...reviewer, actor: FOURTH, target: { part: VERDICT } };
    given.when(RecordSecondRating, { rating: 'TRUE' }, second).refused('scale-unfit');
    given.when(RecordSecondRating, { rating: 'IN_THE_WORKS' }, second).follows('SecondRatingRecorded');
  });

  it('keeps an older verdict on the other scale until another takes its place', () => {
    const older = [...by(PROPOSER, proposed()), ...by(PUBLISHER, published(VERDICT))];
    spec
      .given(by(SUBMITTER, submitted(promise), attached(), attachedB()), older)
      .when(ProposeVerdict, { ...body, rating: 'KEPT' }, reviewer)
      .refused('verdict-stands', VERDICT);
  });
});

describe('A prediction', () => {
  it('is rated by the day of the assessment, not by today', () => {
    const given = claimOf({ kind: 'prediction', dueOn: '2025-06' });
    given.when(ProposeVerdict, { ...body, rating: 'TRUE', assessedOn: '2025-06-29' }, reviewer).refused('not-due-yet');
    given.when(ProposeVerdict, { ...body, rating: 'TRUE', assessedOn: '2025-06' }, reviewer).refused('not-due-yet');
    given
      .when(ProposeVerdict, { ...body, rating: 'TRUE', assessedOn: '2025-06-30' }, reviewer)
      .then(expected({ assessedOn: '2025-06-30' }));
  });
});

describe('A claim about media', () => {
  const media: MediaFacts = { kind: 'image', claimedOf: 'place' };
  const finding = { categories: ['DecontextualizedContent'], technique: 'digitalCapture' } as const;
  const rated = { ...body, rating: 'TRUE' } as const;
  const work = stream(workFold, WORK, {
    type: 'WorkRecorded',
    facts: { outletId: null, outletBasis: 'unknown', publishedOnBasis: 'unknown' },
    words: { title: 'T' },
  });

  it('is rated with what was found of these, unless nothing can be said', () => {
    claimOf({ media }).when(ProposeVerdict, rated, reviewer).refused('media-finding-missing');
    claimOf({ media })
      .when(ProposeVerdict, { ...rated, media: finding }, reviewer)
      .then(expected({ media: { categories: ['DecontextualizedContent'], technique: 'digitalCapture' } }));
    claimOf({ media })
      .when(ProposeVerdict, { ...body, rating: 'UNPROVEN', unknowns: ['Where it was taken'] }, reviewer)
      .follows('VerdictProposed');
    claimOf({})
      .when(ProposeVerdict, { ...rated, media: finding }, reviewer)
      .refused('not-about-media');
  });

  it('says where the original is: its address as words, its work as one that is there', () => {
    const originalUrl = 'https://pictures.example.org/2014.jpg';
    const original = { ...rated, media: { categories: finding.categories, originalWorkId: WORK, originalUrl } };
    claimOf({ media }).when(ProposeVerdict, original, reviewer).refused('work-unknown', WORK);
    claimOf({ media })
      .when(ProposeVerdict, original, { ...reviewer, streams: [work] })
      .then(expected({ media: { categories: ['DecontextualizedContent'], originalWorkId: WORK } }, { originalUrl }));
  });

  it('has a verdict that is malformed without a category, and outside the lists', () => {
    expect(malformed(ProposeVerdict, { ...rated, media: { categories: [] } })).toEqual(['media.categories']);
    expect(malformed(ProposeVerdict, { ...rated, media: { ...finding, technique: 'magic' } })).toEqual([
      'media.technique',
    ]);
  });
});
