import { describe, expect, it } from '@jest/globals';
import { by, malformed, newId, specify, stream, type ScenarioContext } from '../../kernel/specification.js';
import type { Role } from '../../kernel/roles.js';
import { personFold } from '../../people/person.state.js';
import type { PersonEvent } from '../../people/person.events.js';
import { claimDecider } from '../claim.decider.js';
import {
  attached,
  attachedB,
  FOURTH,
  ITEM_A,
  LATER_VERDICT,
  proposed,
  PROPOSER,
  published,
  PUBLISHER,
  sentBack,
  submitted,
  SUBMITTER,
  VERDICT,
  WORDING,
} from '../claim.examples.js';
import type { ClaimEvent, ReviewAssigned, SecondRatingRecorded } from '../claim.events.js';
import { PublishVerdict, SendBackVerdict } from '../verdicts/verdicts.commands.js';
import { AddNote, AssignReview, RecordSecondRating, ReleaseReview } from './review.commands.js';

const spec = specify(claimDecider);
const ready = [...by(SUBMITTER, submitted(), attached(), attachedB())];
const open = [...ready, ...by(PROPOSER, proposed())];
const reviewer: ScenarioContext = { actor: PUBLISHER, roles: ['reviewer'] };
const assigned = (person: string, facts: Partial<ReviewAssigned['facts']> = {}): ReviewAssigned => ({
  type: 'ReviewAssigned',
  facts: { reviewer: person, ...facts },
  words: {},
});
const released = (person: string): ClaimEvent => ({ type: 'ReviewReleased', facts: { reviewer: person }, words: {} });
const person = (role: Role, ...later: PersonEvent[]) => [
  stream(
    personFold,
    FOURTH,
    { type: 'PersonInvited', facts: {}, words: {} },
    { type: 'RoleGranted', facts: { role }, words: {} },
    ...later,
  ),
];

describe('A note', () => {
  const body = { text: 'They answer on Mondays.' };
  const noted = { type: 'NoteAdded', facts: { noteId: newId(1) }, words: body } as const;

  it('is added by who works on claims, whatever has become of the claim', () => {
    const withdrawn: ClaimEvent = { type: 'ClaimWithdrawn', facts: {}, words: { reason: 'R' } };
    for (const later of [[], [withdrawn]]) {
      spec
        .given(submitted(), ...later)
        .when(AddNote, body)
        .then(noted)
        .naming({ noteId: newId(1) });
    }
    spec.given().when(AddNote, body).refused('not-found');
    spec
      .given(submitted())
      .when(AddNote, body, { roles: ['auditor'] })
      .refused('role-required');
  });

  it('has 1 to 5,000 characters', () => {
    for (const text of ['', 'a'.repeat(5001)]) expect(malformed(AddNote, { text })).toEqual(['text']);
  });
});

describe('Assigning a review', () => {
  it('is taking it oneself, or giving it to another reviewer', () => {
    spec.given(submitted()).when(AssignReview, {}, reviewer).then(assigned(PUBLISHER));
    spec.given(submitted()).when(AssignReview, { reviewer: PUBLISHER }, reviewer).then(assigned(PUBLISHER));
    spec
      .given(submitted())
      .when(
        AssignReview,
        { reviewer: FOURTH, dueOn: '2026-02', blind: true, note: 'You know it.' },
        { ...reviewer, streams: person('reviewer') },
      )
      .then({ ...assigned(FOURTH, { dueOn: '2026-02', blind: true }), words: { note: 'You know it.' } });
  });

  it('is refused for somebody who is not there, is no reviewer, or is deactivated', () => {
    const given = spec.given(submitted());
    const to = { reviewer: FOURTH };
    given.when(AssignReview, to, reviewer).refused('person-unknown', FOURTH);
    given.when(AssignReview, to, { ...reviewer, streams: person('editor') }).refused('reviewer-role-missing', FOURTH);
    const gone: PersonEvent = { type: 'PersonDeactivated', facts: {}, words: {} };
    given
      .when(AssignReview, to, { ...reviewer, streams: person('reviewer', gone) })
      .refused('reviewer-role-missing', FOURTH);
  });

  it('is refused where it changes nothing, and changes the day or the way', () => {
    const given = spec.given(submitted(), assigned(PUBLISHER, { dueOn: '2026-02' }));
    given.when(AssignReview, { dueOn: '2026-02' }, reviewer).refused('nothing-changed', PUBLISHER);
    given.when(AssignReview, { dueOn: '2026-03' }, reviewer).then(assigned(PUBLISHER, { dueOn: '2026-03' }));
    given
      .when(AssignReview, { dueOn: '2026-02', blind: true }, reviewer)
      .then(assigned(PUBLISHER, { dueOn: '2026-02', blind: true }));
  });

  it.each(['editor', 'auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(submitted())
      .when(AssignReview, {}, { roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is', () => {
    expect(malformed(AssignReview, { reviewer: 'me', dueOn: '2026/2027', blind: 'yes' }).sort()).toEqual([
      'blind',
      'dueOn',
      'reviewer',
    ]);
  });
});

describe('Releasing a reviewer', () => {
  const target = { part: FOURTH };

  it('is for any reviewer, once', () => {
    spec
      .given(submitted(), assigned(FOURTH))
      .when(ReleaseReview, { reason: 'On leave.' }, { ...reviewer, target })
      .then({ ...released(FOURTH), words: { reason: 'On leave.' } } as ClaimEvent);
    spec
      .given(submitted(), assigned(FOURTH), released(FOURTH))
      .when(ReleaseReview, {}, { ...reviewer, target })
      .refused('not-found');
    spec
      .given(submitted())
      .when(ReleaseReview, {}, { ...reviewer, target: {} })
      .refused('not-found');
  });
});

describe('A second rating', () => {
  const body = { rating: 'MOSTLY_TRUE' };
  const second: ScenarioContext = { ...reviewer, target: { part: VERDICT } };
  const rated = (blind: boolean, facts: Partial<SecondRatingRecorded['facts']> = {}): SecondRatingRecorded => ({
    type: 'SecondRatingRecorded',
    facts: {
      verdictId: VERDICT,
      scale: 'truth-5',
      scaleVersion: 1,
      rating: 'MOSTLY_TRUE',
      wordingId: WORDING,
      blind,
      ...facts,
    },
    words: {},
  });

  it('is of the wording that an open proposal rates', () => {
    spec
      .given(open)
      .when(RecordSecondRating, { ...body, confidence: 'low', rationale: 'They agree.' }, second)
      .then({ ...rated(false, { confidence: 'low' }), words: { rationale: 'They agree.' } })
      .naming({ verdictId: VERDICT });
  });

  it('is blind where the proposal was kept from the rater from its beginning', () => {
    const blind = by(FOURTH, assigned(PUBLISHER, { blind: true }));
    const proposal = by(PROPOSER, proposed());
    spec.given(ready, blind, proposal).when(RecordSecondRating, body, second).then(rated(true));
    spec.given(ready, proposal, blind).when(RecordSecondRating, body, second).then(rated(false));
    spec
      .given(ready, blind, proposal, by(FOURTH, released(PUBLISHER)))
      .when(RecordSecondRating, body, second)
      .then(rated(false));
    const sighted = by(FOURTH, assigned(PUBLISHER));
    spec.given(ready, blind, proposal, sighted, blind).when(RecordSecondRating, body, second).then(rated(false));
  });

  it('is blind again for the next proposal', () => {
    const blind = by(FOURTH, assigned(PUBLISHER, { blind: true }));
    const next = by(PROPOSER, proposed({ verdictId: LATER_VERDICT }));
    spec
      .given(open, blind, by(FOURTH, sentBack(VERDICT)), next)
      .when(RecordSecondRating, body, { ...second, target: { part: LATER_VERDICT } })
      .then(rated(true, { verdictId: LATER_VERDICT }));
  });

  it('is owed before its blind rater may publish, or send back, what they are not to see', () => {
    const blind = by(FOURTH, assigned(PUBLISHER, { blind: true }));
    const proposal = by(PROPOSER, proposed());
    const withdrawn: ClaimEvent = { type: 'EvidenceWithdrawn', facts: { evidenceId: ITEM_A }, words: { reason: 'R' } };
    const reworded: ClaimEvent = {
      type: 'ClaimReworded',
      facts: { wordingId: LATER_VERDICT, language: 'en', kind: 'quantity' },
      words: { text: 'T', reason: 'R' },
    };
    const replyAwaited: ClaimEvent = {
      type: 'ReplyRequested',
      facts: { requestId: LATER_VERDICT, party: {}, deadline: '2099-01-01T00:00:00.000Z' },
      words: { to: 'T' },
    } as unknown as ClaimEvent;
    for (const later of [[], by(PUBLISHER, withdrawn), by(FOURTH, reworded), by(FOURTH, replyAwaited)]) {
      for (const given of [spec.given(ready, blind, proposal, later), spec.given(ready, proposal, blind, later)]) {
        given.when(PublishVerdict, {}, second).refused('blind-rating-owed');
        given.when(SendBackVerdict, { reason: 'R' }, second).refused('blind-rating-owed');
      }
    }
    spec
      .given(ready, blind, proposal, by(PUBLISHER, rated(true)))
      .when(PublishVerdict, {}, second)
      .then(published(VERDICT));
    // Whoever is let off sees it, and what they say of it then is not blind.
    const letOff = by(FOURTH, released(PUBLISHER));
    spec.given(ready, blind, proposal, letOff).when(PublishVerdict, {}, second).then(published(VERDICT));
    spec.given(ready, blind, proposal, letOff, blind).when(RecordSecondRating, body, second).then(rated(false));
    // Their own proposal is nothing that is kept from them.
    const own = by(PUBLISHER, proposed());
    spec.given(ready, blind, own).when(PublishVerdict, {}, second).refused('proposer-may-not-publish');
  });

  it('is for neither the proposer nor a submitter', () => {
    spec
      .given(open)
      .when(RecordSecondRating, body, { ...second, actor: PROPOSER })
      .refused('proposer-may-not-second');
    spec
      .given(open)
      .when(RecordSecondRating, body, { ...second, actor: SUBMITTER })
      .refused('submitter-may-not-second');
  });

  it('is given once by a person', () => {
    const given = spec.given(open, by(PUBLISHER, rated(false)));
    given.when(RecordSecondRating, body, second).refused('already-rated');
    given.when(RecordSecondRating, body, { ...second, actor: FOURTH }).then(rated(false));
  });

  it('needs a proposal that is open', () => {
    spec
      .given(open, by(FOURTH, published(VERDICT)))
      .when(RecordSecondRating, body, second)
      .refused('proposal-not-open');
    spec.given(ready).when(RecordSecondRating, body, second).refused('not-found');
  });

  it.each(['editor', 'auditor', 'admin'] as const)('is not for somebody who is %s only', (role) => {
    spec
      .given(open)
      .when(RecordSecondRating, body, { ...second, roles: [role] })
      .refused('role-required');
  });

  it('is malformed where a field is', () => {
    expect(malformed(RecordSecondRating, { rating: 'NOT_CHECKABLE', confidence: 'sure' }).sort()).toEqual([
      'confidence',
      'rating',
    ]);
  });
});
