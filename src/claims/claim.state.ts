import type { Context } from '../kernel/decider.js';
import { foldOf, withEntry, type Handlers } from '../kernel/fold.js';
import { present } from '../kernel/present.js';
import type {
  AppearanceRecorded,
  ClaimEvent,
  ClaimKind,
  EvidenceAttached,
  UpstreamAttributed,
  VerdictProposed,
} from './claim.events.js';
import { refuse } from './claim.refusal.js';

/** An item of evidence, with the last event that touched it: what a proposal pins. */
export type EvidenceState = Pick<EvidenceAttached['facts'], 'stance' | 'source' | 'originId'> & {
  readonly confidential: boolean;
  readonly withdrawn: boolean;
  readonly lastEvent: string;
};

/**
 * Where a verdict is on its way. `proposed` becomes `sent-back`, `withdrawn` or `published`; `published` becomes
 * `superseded` or `retracted`; only an overturned retraction leads back. At most one verdict of a claim is `proposed` and
 * at most one `published`, which is the one that stands.
 */
export type VerdictStatus = 'proposed' | 'sent-back' | 'withdrawn' | 'published' | 'superseded' | 'retracted';

export interface VerdictState {
  readonly status: VerdictStatus;
  readonly proposer: string;
  readonly facts: VerdictProposed['facts'];
  readonly retraction?: { readonly by: string; readonly confirmed: boolean };
}

/** What rules need to know of a claim; from facts only. */
export interface ClaimState {
  readonly exists: boolean;
  readonly wordingId: string;
  readonly kind: ClaimKind;
  readonly claimantId: string | null;
  readonly subjectAct: boolean;
  readonly dueOn?: string;
  /** Everybody who counts as one: none of them publishes. */
  readonly submitters: ReadonlySet<string>;
  readonly appearances: ReadonlyMap<string, Pick<AppearanceRecorded['facts'], 'workId' | 'originId'>>;
  readonly upstreams: ReadonlyMap<string, Pick<UpstreamAttributed['facts'], 'of' | 'workId' | 'originId'>>;
  readonly evidence: ReadonlyMap<string, EvidenceState>;
  readonly verdicts: ReadonlyMap<string, VerdictState>;
}

const initial: ClaimState = {
  exists: false,
  wordingId: '',
  kind: 'other',
  claimantId: null,
  subjectAct: false,
  submitters: new Set(),
  appearances: new Map(),
  upstreams: new Map(),
  evidence: new Map(),
  verdicts: new Map(),
};

const withVerdict = (state: ClaimState, id: string, change: (verdict: VerdictState) => VerdictState): ClaimState => {
  const verdict = state.verdicts.get(id);
  return verdict ? { ...state, verdicts: withEntry(state.verdicts, id, change(verdict)) } : state;
};

const becomes =
  (status: VerdictStatus) =>
  (state: ClaimState, { facts }: { facts: { verdictId: string } }): ClaimState =>
    withVerdict(state, facts.verdictId, ({ proposer, facts }) => ({ status, proposer, facts }));

const handlers: Handlers<ClaimState, ClaimEvent> = {
  ClaimSubmitted: (state, { facts, actor }) => ({
    ...state,
    exists: true,
    wordingId: facts.wordingId,
    kind: facts.kind,
    claimantId: facts.claimantId,
    subjectAct: facts.subjectAct ?? false,
    ...present({ dueOn: facts.dueOn }),
    submitters: new Set([...state.submitters, actor]),
  }),
  AppearanceRecorded: (state, { facts }) => ({
    ...state,
    appearances: withEntry(state.appearances, facts.appearanceId, facts),
  }),
  UpstreamAttributed: (state, { facts }) => ({
    ...state,
    upstreams: withEntry(state.upstreams, facts.upstreamId, facts),
  }),
  EvidenceAttached: (state, { id, facts: { evidenceId, stance, source, originId, confidential } }) => ({
    ...state,
    evidence: withEntry(state.evidence, evidenceId, {
      stance,
      source,
      originId,
      confidential: confidential !== undefined,
      withdrawn: false,
      lastEvent: id,
    }),
  }),
  EvidenceWithdrawn: (state, { id, facts: { evidenceId } }) => {
    const item = state.evidence.get(evidenceId);
    if (!item) return state;
    return { ...state, evidence: withEntry(state.evidence, evidenceId, { ...item, withdrawn: true, lastEvent: id }) };
  },
  VerdictProposed: (state, { facts, actor }) => ({
    ...state,
    verdicts: withEntry(state.verdicts, facts.verdictId, { status: 'proposed', proposer: actor, facts }),
  }),
  VerdictProposalWithdrawn: becomes('withdrawn'),
  VerdictSentBack: becomes('sent-back'),
  VerdictPublished: becomes('published'),
  VerdictSuperseded: becomes('superseded'),
  VerdictRetracted: (state, { facts, actor }) =>
    withVerdict(state, facts.verdictId, (verdict) => ({
      ...verdict,
      status: 'retracted',
      retraction: { by: actor, confirmed: false },
    })),
  RetractionConfirmed: (state, { facts }) =>
    withVerdict(state, facts.verdictId, (verdict) => ({
      ...verdict,
      ...present({ retraction: verdict.retraction && { ...verdict.retraction, confirmed: true } }),
    })),
  RetractionOverturned: becomes('published'),
};

/** How a claim's state follows from its events. */
export const claimFold = foldOf<ClaimState, ClaimEvent>('claim', initial, handlers);

/** The identifier of the one verdict in this status, if there is one. */
export const verdictIn = (state: ClaimState, status: 'proposed' | 'published'): string | undefined =>
  [...state.verdicts].find(([, verdict]) => verdict.status === status)?.[0];

/** Refuses `not-found` where nobody submitted the claim. */
export const mustExist = (state: ClaimState): void => {
  if (!state.exists) refuse('not-found', 'There is no such claim.');
};

/** A verdict with its identifier. */
export interface Named {
  readonly id: string;
  readonly is: VerdictState;
}

/** The verdict named in the path; refuses `not-found` where the claim has none of that name. */
export const verdictOf = (state: ClaimState, { target }: Context): Named => {
  const id = target.part ?? '';
  return { id, is: state.verdicts.get(id) ?? refuse('not-found', 'This claim has no such verdict.') };
};

/** The open proposal named in the path; refuses `proposal-not-open` where the verdict is past that. */
export const openProposal = (state: ClaimState, context: Context): Named => {
  const verdict = verdictOf(state, context);
  if (verdict.is.status !== 'proposed') refuse('proposal-not-open', `This verdict is ${verdict.is.status}.`);
  return verdict;
};
