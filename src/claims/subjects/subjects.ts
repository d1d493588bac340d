import { rule } from '../../kernel/decider.js';
import type { EventOf } from '../../kernel/event.js';
import { originKeys } from '../../kernel/names.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { EDITORS } from '../../kernel/roles.js';
import { originNamer } from '../appearances/origins.js';
import type { SubjectEvent } from '../claim.events.js';
import { refuse } from '../claim.refusal.js';
import type { ClaimState } from '../claim.state.js';
import { claimantIdsOf } from '../claimants/claimants.state.js';
import { AddSubject, RemoveSubject } from './subjects.commands.js';

const add = rule<ClaimState, AddSubject, EventOf<SubjectEvent, 'SubjectAdded'>>({
  command: AddSubject,
  roles: EDITORS,
  reads: ({ name }) => ({ keys: originKeys(name) }),
  decide: (state, { name, role, wikidataId, as, note }, context) => {
    const names = originNamer(context);
    const originId = names.idOf(name);
    if (claimantIdsOf(state).includes(originId)) {
      refuse('subject-claims', 'Who asserts the claim is its claimant, not its subject.', originId);
    }
    if ([...state.subjects.values()].some((subject) => subject.originId === originId && subject.as === as)) {
      refuse('subject-known', `They are named as ${as} already.`, originId);
    }
    const subjectId = context.newId();
    const words = { subject: { name, ...omitUndefined({ role, wikidataId }) }, ...omitUndefined({ note }) };
    return {
      events: [{ type: 'SubjectAdded', facts: { subjectId, originId, as }, words }],
      reserve: names.reserve(),
      ids: { subjectId },
    };
  },
});

const remove = rule<ClaimState, RemoveSubject, EventOf<SubjectEvent, 'SubjectRemoved'>>({
  command: RemoveSubject,
  roles: EDITORS,
  decide: (state, { reason }, { target }) => {
    const subjectId = target.part ?? '';
    if (!state.subjects.has(subjectId)) refuse('not-found', 'This claim has no such subject.');
    return { events: [{ type: 'SubjectRemoved', facts: { subjectId }, words: { reason } }], ids: { subjectId } };
  },
});

/** Whom a claim is about without being theirs. */
export const subjectRules = [add, remove];
