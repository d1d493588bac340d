import { describe, expect, it } from '@jest/globals';
import { originKeys } from '../../kernel/names.js';
import { malformed, newId, reservedUnder, someId, specify } from '../../kernel/specification.js';
import { claimDecider } from '../claim.decider.js';
import { CLAIMANT, subjectAdded, submitted } from '../claim.examples.js';
import { RequestReply } from '../replies/replies.commands.js';
import { replyRequested } from '../verdicts/publication.examples.js';
import { AddSubject, RemoveSubject } from './subjects.commands.js';

const spec = specify(claimDecider);
const [SUBJECT, ORIGIN] = [someId(104), someId(105)];
const body = { name: 'A person', as: 'depicted' };
const held = { 'origin:a person': ORIGIN };
const reason = { reason: 'Somebody else.' };

describe('A subject', () => {
  it('is named by what they are in the claim', () => {
    spec
      .given(submitted())
      .when(AddSubject, { ...body, role: 'Driver', note: 'In the red car.' })
      .then({
        type: 'SubjectAdded',
        facts: { subjectId: newId(2), originId: newId(1), as: 'depicted' },
        words: { subject: { name: 'A person', role: 'Driver' }, note: 'In the red car.' },
      })
      .reserving(...reservedUnder(originKeys('a person'), newId(1)));
  });

  it('is never a claimant, and named once as one thing', () => {
    spec
      .given(submitted())
      .when(AddSubject, body, { held: { 'origin:a person': CLAIMANT } })
      .refused('subject-claims', CLAIMANT);
    spec.given(submitted(), subjectAdded()).when(AddSubject, body, { held }).refused('subject-known', ORIGIN);
    spec
      .given(submitted(), subjectAdded())
      .when(AddSubject, { ...body, as: 'impersonated' }, { held })
      .follows('SubjectAdded');
  });

  it('is taken away with a reason', () => {
    spec
      .given(submitted(), subjectAdded())
      .when(RemoveSubject, reason, { target: { part: SUBJECT } })
      .then({ type: 'SubjectRemoved', facts: { subjectId: SUBJECT }, words: reason })
      .naming({ subjectId: SUBJECT });
    spec
      .given(submitted())
      .when(RemoveSubject, reason, { target: { part: SUBJECT } })
      .refused('not-found');
  });

  it('can be asked for a reply', () => {
    const deadline = '2099-01-01T00:00:00.000Z';
    const ask = { to: 'subject', subjectId: SUBJECT, deadline, question: 'On what does it rest?' };
    spec
      .given(submitted(), subjectAdded())
      .when(RequestReply, ask)
      .then(replyRequested({ requestId: newId(1), to: 'subject', subjectId: SUBJECT, deadline }));
    spec.given(submitted()).when(RequestReply, ask).refused('subject-unknown', SUBJECT);
  });

  it('is malformed without a name, or outside the list', () => {
    expect(malformed(AddSubject, {}).sort()).toEqual(['as', 'name']);
    expect(malformed(AddSubject, { ...body, as: 'author' })).toEqual(['as']);
  });
});
