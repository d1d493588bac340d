import { startOfDay } from '../../kernel/days.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { dayAfterLast, type Dated } from './valid-at.js';
import type { Rating } from './verdicts.events.js';
import type { VerdictsState, VerdictStatus } from './verdicts.state.js';

/** States of verdicts that have been published: anyone reads these for ever. */
export const PUBLIC_STATES: readonly VerdictStatus[] = ['published', 'superseded', 'corrected', 'retracted'];

/** A verdict as it stands, from facts alone: what a claim's page, lists and records show and judge by. */
export interface Verdict extends Dated {
  readonly state: VerdictStatus;
  /** The position of the proposal, which has its words. */
  readonly proposed: number;
  readonly proposer: string;
  readonly rating: Rating;
  readonly scale: string;
  readonly scaleVersion: number;
  readonly wordingId: string;
  /** Whether the claim began as satire that others took for real. */
  readonly fromSatire?: true;
  /** The items that it rests on. */
  readonly evidence: readonly string[];
  /** When it was published, RFC 3339. */
  readonly publishedAt?: string;
}

/** A claim's verdicts, oldest proposal first. */
export const verdictsOf = ({ verdicts }: VerdictsState): readonly Verdict[] =>
  [...verdicts].map(([id, { status, facts, proposed, proposer, published, successor }]) => ({
    id,
    state: status,
    proposed: proposed.position,
    proposer,
    rating: facts.rating,
    scale: facts.scale,
    scaleVersion: facts.scaleVersion,
    wordingId: facts.wordingId,
    evidence: facts.evidence.map(({ evidenceId }) => evidenceId),
    assessedOn: facts.assessedOn,
    ...omitUndefined({
      validFrom: facts.validFrom,
      validUntil: facts.validUntil,
      published: published?.position,
      publishedAt: published?.at,
      successor,
      fromSatire: facts.flags.includes('originated-as-satire') || undefined,
    }),
  }));

/** The verdict that stands, if one does: at most one is published and neither superseded nor retracted. */
export const currentVerdict = <V extends Pick<Verdict, 'state'>>(verdicts: readonly V[]): V | null =>
  verdicts.findLast(({ state }) => state === 'published') ?? null;

/** Verdicts that have been published, whatever became of them. */
export const publicVerdicts = <V extends Pick<Verdict, 'state'>>(verdicts: readonly V[]): readonly V[] =>
  verdicts.filter(({ state }) => PUBLIC_STATES.includes(state));

/** The instant at which the last day for which a verdict holds has passed; null where it has no end. Days are UTC. */
export const endOf = (verdict: Pick<Dated, 'validUntil'>): string | null => {
  const day = dayAfterLast(verdict);
  return day === null ? null : startOfDay(day);
};

/** Whether the last day for which a verdict holds lies before a time (RFC 3339). */
export const hasExpired = (verdict: Pick<Dated, 'validUntil'>, time: string): boolean => {
  const day = dayAfterLast(verdict);
  return day !== null && day <= time.slice(0, 10);
};
