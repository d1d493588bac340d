import { stampOf, type FactEvent, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import type { ClaimKind, ClaimSubmitted, DayBasis, MediaFacts } from '../submission/submission.events.js';
import { verdictWithStatus, type VerdictsState } from '../verdicts/verdicts.state.js';
import type { WordingEvent } from './wording.events.js';

/** The part of a claim's state that says what is asserted, by whom, and who put it so. */
export interface WordingState {
  readonly exists: boolean;
  /** When it was submitted. */
  readonly submitted: Stamp;
  /** The positions of the events that have its text, and its claimant's name: of a material correction the proposal. */
  readonly textAt: number;
  readonly claimantAt: number;
  readonly wordingId: string;
  /** The language of every wording that the claim has had. */
  readonly wordings: ReadonlyMap<string, string>;
  readonly kind: ClaimKind;
  readonly subjectAct: boolean;
  readonly dueOn?: string | undefined;
  /** Where it is about media. */
  readonly media?: MediaFacts | undefined;
  /** The first one; null where the outlet speaks itself, or where nobody knows who (`claimantUnknown`). */
  readonly claimantId: string | null;
  readonly claimantUnknown?: true | undefined;
  readonly claimedOn?: string | undefined;
  readonly claimedOnBasis: DayBasis;
  readonly topics: readonly string[];
  /** Who submitted or reworded the claim itself. */
  readonly wordedBy: ReadonlySet<string>;
  /** Everybody who counts as a submitter, of the claims that it absorbed too: none of them publishes. */
  readonly submitters: ReadonlySet<string>;
  /** Proposals that were open when the claimant was corrected: they rate what somebody else asserted. */
  readonly reassigned: ReadonlySet<string>;
}

export const initialWording: WordingState = {
  exists: false,
  submitted: { at: '', position: -1 },
  textAt: -1,
  claimantAt: -1,
  wordingId: '',
  wordings: new Map(),
  kind: 'other',
  subjectAct: false,
  claimantId: null,
  claimedOnBasis: 'unknown',
  topics: [],
  wordedBy: new Set(),
  submitters: new Set(),
  reassigned: new Set(),
};

type AssertionFacts = Pick<
  ClaimSubmitted['facts'],
  'wordingId' | 'language' | 'kind' | 'subjectAct' | 'dueOn' | 'media'
>;

const withAssertion = <S extends WordingState>(
  state: S,
  { wordingId, language, kind, subjectAct, dueOn, media }: AssertionFacts,
  by: string,
  textAt: number,
) => ({
  ...state,
  textAt,
  wordingId,
  wordings: withEntry(state.wordings, wordingId, language),
  kind,
  subjectAct: subjectAct ?? false,
  dueOn,
  media,
  wordedBy: new Set([...state.wordedBy, by]),
  submitters: new Set([...state.submitters, by]),
});

/** A proposal that is open now rates what others asserted. */
export const withReassignedProposal = <S extends WordingState & VerdictsState>(state: S): S => {
  const open = verdictWithStatus(state, 'proposed');
  return open === undefined ? state : { ...state, reassigned: new Set([...state.reassigned, open]) };
};

/** What the claim's submission and each later change of what it says does to it. */
export const wordingHandlers = {
  ClaimSubmitted: <S extends WordingState>(state: S, event: FactEvent<ClaimSubmitted>): S => {
    const { facts, actor, position } = event;
    return {
      ...withAssertion(state, facts, actor, position),
      exists: true,
      submitted: stampOf(event),
      claimantAt: position,
      claimantId: facts.claimantId,
      claimedOnBasis: facts.claimedOnBasis,
      ...omitUndefined({ claimedOn: facts.claimedOn, claimantUnknown: facts.claimantUnknown }),
      topics: facts.topics,
    };
  },
  // With a correction it is published by another person than the one who found the words: that one counts.
  ClaimReworded: <S extends WordingState & VerdictsState>(
    state: S,
    { facts, actor, position }: FactEventOf<WordingEvent, 'ClaimReworded'>,
  ): S => {
    const { proposer = actor, proposed } = state.verdicts.get(facts.by ?? '') ?? {};
    return withAssertion(state, facts, proposer, proposed?.position ?? position);
  },
  ClaimTranslated: <S extends WordingState>(state: S): S => state,
  ClaimantCorrected: <S extends WordingState & VerdictsState>(
    state: S,
    { facts, position }: FactEventOf<WordingEvent, 'ClaimantCorrected'>,
  ): S => ({
    ...withReassignedProposal(state),
    claimantAt: state.verdicts.get(facts.by ?? '')?.proposed.position ?? position,
    claimantId: facts.claimantId,
    claimantUnknown: facts.claimantUnknown,
    claimedOnBasis: facts.claimedOnBasis,
    claimedOn: facts.claimedOn,
  }),
  ClaimTagged: <S extends WordingState>(state: S, { facts }: FactEventOf<WordingEvent, 'ClaimTagged'>): S => ({
    ...state,
    topics: facts.topics,
  }),
};
