import type { Context } from '../../kernel/decider.js';
import { stampOf, type FactEventOf, type Stamp } from '../../kernel/event.js';
import { withEntry } from '../../kernel/fold.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { refuse } from '../claim.refusal.js';
import type { VerdictKept, VerdictProposed, VerdictSettled } from './verdicts.events.js';

/**
 * Where a verdict is on its way. `proposed` becomes `sent-back`, `withdrawn` or `published`; `published` becomes
 * `superseded`, `corrected` or `retracted`; only an overturned retraction leads back. At most one verdict of a claim is
 * `proposed` and at most one `published`, which is the one that stands.
 */
export type VerdictStatus =
  'proposed' | 'sent-back' | 'withdrawn' | 'published' | 'superseded' | 'corrected' | 'retracted';

export interface VerdictState {
  readonly status: VerdictStatus;
  readonly proposer: string;
  /** Present from its publication on, whatever became of it. */
  readonly publisher?: string;
  readonly facts: VerdictProposed['facts'];
  readonly proposed: Stamp;
  /** When it was withdrawn or sent back. */
  readonly closed?: Stamp;
  readonly published?: Stamp;
  /** How many independent origins it rested on when it was published. */
  readonly origins?: number;
  /** The verdict that superseded or materially corrected it. */
  readonly successor?: string;
  readonly retraction?: { readonly by: string; readonly confirmed: boolean; readonly since: Stamp };
  /** Up to which position somebody has looked who said that it stands. */
  readonly reaffirmed?: number;
  /** Whether its end verdict on the record; that it has ended follows from `validUntil` alone. */
  readonly expired?: true;
}

/** The part of a claim's state that its verdicts make. */
export interface VerdictsState {
  /** In order of their proposal. */
  readonly verdicts: ReadonlyMap<string, VerdictState>;
}

export const initialVerdicts: VerdictsState = { verdicts: new Map() };

/** A verdict with its identifier. */
export interface NamedVerdict {
  readonly id: string;
  readonly verdict: VerdictState;
}

const withVerdict = <S extends VerdictsState>(
  state: S,
  id: string,
  change: (verdict: VerdictState) => VerdictState,
): S => {
  const verdict = state.verdicts.get(id);
  return verdict ? { ...state, verdicts: withEntry(state.verdicts, id, change(verdict)) } : state;
};

type AboutOne = { readonly facts: { readonly verdictId: string } };

const becomes = <S extends VerdictsState>(state: S, { facts }: AboutOne, change: Partial<VerdictState>): S =>
  withVerdict(state, facts.verdictId, ({ retraction: _, ...verdict }) => ({ ...verdict, ...change }));

const closes =
  (status: VerdictStatus) =>
  <S extends VerdictsState>(state: S, event: AboutOne & Stamp): S =>
    becomes(state, event, { status, closed: stampOf(event) });

/** What each event of a verdict does to it. */
export const verdictHandlers = {
  VerdictProposed: <S extends VerdictsState>(
    state: S,
    event: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'VerdictProposed'>,
  ): S => {
    const { facts, actor: proposer } = event;
    const verdict: VerdictState = { status: 'proposed', proposer, facts, proposed: stampOf(event) };
    return { ...state, verdicts: withEntry(state.verdicts, facts.verdictId, verdict) };
  },
  VerdictProposalWithdrawn: closes('withdrawn'),
  VerdictSentBack: closes('sent-back'),
  VerdictPublished: <S extends VerdictsState>(
    state: S,
    event: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'VerdictPublished'>,
  ): S =>
    withVerdict(state, event.facts.verdictId, (verdict) => ({
      ...verdict,
      status: 'published',
      publisher: event.actor,
      published: stampOf(event),
      origins: event.facts.originIds.length,
    })),
  VerdictTranslated: <S extends VerdictsState>(state: S): S => state,
  VerdictSuperseded: <S extends VerdictsState>(
    state: S,
    event: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'VerdictSuperseded'>,
  ): S => becomes(state, event, { status: 'superseded', successor: event.facts.by }),
  VerdictCorrected: <S extends VerdictsState>(
    state: S,
    event: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'VerdictCorrected'>,
  ): S =>
    event.facts.grade === 'material'
      ? becomes(state, event, { status: 'corrected', successor: event.facts.by })
      : state,
  VerdictExpired: <S extends VerdictsState>(
    state: S,
    { facts }: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'VerdictExpired'>,
  ): S => withVerdict(state, facts.verdictId, (verdict) => ({ ...verdict, expired: true })),
  VerdictReaffirmed: <S extends VerdictsState>(
    state: S,
    { facts }: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'VerdictReaffirmed'>,
  ): S => withVerdict(state, facts.verdictId, (verdict) => ({ ...verdict, reaffirmed: facts.upTo })),
  VerdictRetracted: <S extends VerdictsState>(
    state: S,
    event: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'VerdictRetracted'>,
  ): S =>
    becomes(state, event, {
      status: 'retracted',
      retraction: { by: event.actor, confirmed: false, since: stampOf(event) },
    }),
  RetractionConfirmed: <S extends VerdictsState>(
    state: S,
    { facts }: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'RetractionConfirmed'>,
  ): S =>
    withVerdict(state, facts.verdictId, (verdict) => ({
      ...verdict,
      ...omitUndefined({ retraction: verdict.retraction && { ...verdict.retraction, confirmed: true } }),
    })),
  RetractionOverturned: <S extends VerdictsState>(
    state: S,
    event: FactEventOf<VerdictProposed | VerdictSettled | VerdictKept, 'RetractionOverturned'>,
  ): S => becomes(state, event, { status: 'published' }),
};

/** The identifier of the one verdict in this status, if there is one. */
export const verdictWithStatus = (state: VerdictsState, status: 'proposed' | 'published'): string | undefined =>
  [...state.verdicts].find(([, verdict]) => verdict.status === status)?.[0];

/** The verdict that stands, else the one that was published last; none where nothing ever was. */
export const lastPublicVerdict = (state: VerdictsState): string | undefined =>
  verdictWithStatus(state, 'published') ??
  [...state.verdicts].findLast(([, { publisher }]) => publisher !== undefined)?.[0];

/** The verdict named in the path; refuses `not-found` where the claim has none of that name. */
export const verdictOf = (state: VerdictsState, { target }: Context): NamedVerdict => {
  const id = target.part ?? '';
  return { id, verdict: state.verdicts.get(id) ?? refuse('not-found', 'This claim has no such verdict.') };
};

/** The open proposal named in the path; refuses `proposal-not-open` where the verdict is past that. */
export const openProposal = (state: VerdictsState, context: Context): NamedVerdict => {
  const verdict = verdictOf(state, context);
  if (verdict.verdict.status !== 'proposed') refuse('proposal-not-open', `This verdict is ${verdict.verdict.status}.`);
  return verdict;
};

/** The standing verdict named in the path; refuses `verdict-not-standing` where it is none, or none any more. */
export const standingVerdict = (state: VerdictsState, context: Context): NamedVerdict => {
  const verdict = verdictOf(state, context);
  if (verdict.verdict.status !== 'published')
    refuse('verdict-not-standing', `This verdict is ${verdict.verdict.status}.`);
  return verdict;
};
