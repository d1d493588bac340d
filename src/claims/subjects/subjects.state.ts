import type { FactEventOf } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import type { SubjectEvent, SubjectRole } from './subjects.events.js';

/** The part of a claim's state that says whom it is about without being theirs. */
export interface SubjectsState {
  readonly subjects: ReadonlyMap<string, { readonly originId: string; readonly as: SubjectRole }>;
}

export const initialSubjects: SubjectsState = { subjects: new Map() };

/** What each event of a subject does. */
export const subjectHandlers = {
  SubjectAdded: <S extends SubjectsState>(state: S, { facts }: FactEventOf<SubjectEvent, 'SubjectAdded'>): S => ({
    ...state,
    subjects: withEntry(state.subjects, facts.subjectId, { originId: facts.originId, as: facts.as }),
  }),
  SubjectRemoved: <S extends SubjectsState>(state: S, { facts }: FactEventOf<SubjectEvent, 'SubjectRemoved'>): S => ({
    ...state,
    subjects: new Map([...state.subjects].filter(([id]) => id !== facts.subjectId)),
  }),
};
