import { addDays } from '../../kernel/days.js';
import { daysOf } from '../../kernel/edtf.js';

/** What decides for which days of the world a verdict holds. Days are EDTF. */
export interface Dated {
  readonly id: string;
  readonly state: string;
  readonly assessedOn: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** The position of its publication. */
  readonly published?: number;
  /** The verdict that superseded or corrected it. */
  readonly successor?: string;
}

/** Days of the world, both ends included, `YYYY-MM-DD`, UTC; null: without beginning, without end. */
export interface Span {
  readonly first: string | null;
  readonly last: string | null;
}

/** The days of a verdict; `last` null: until further notice. */
interface ValidityTerm extends Span {
  readonly first: string;
}

/** The days for which a verdict holds. */
export interface Coverage extends ValidityTerm {
  readonly verdictId: string;
}

/**
 * Why a verdict answers for a day, or none does: the only one that covers it; of several that overlap the one published
 * last; none.
 */
export type ValidAtRule = 'only-verdict-for-that-day' | 'latest-published-of-several' | 'no-verdict-for-that-day';

const lastOf = (until: string | undefined): string | null => (until === undefined ? null : daysOf(until).last);

/** From the first day of one date (EDTF) to the last of another; undefined: without beginning, without end. */
export const spanOf = (from: string | undefined, until: string | undefined): Span => ({
  first: from === undefined ? null : daysOf(from).first,
  last: lastOf(until),
});

/** Whether a day is among others. */
export const covers = ({ first, last }: Span, day: string): boolean =>
  (first === null || first <= day) && (last === null || day <= last);

/**
 * The days for which a verdict was said to hold when it was published, whatever became of it: from the first day of
 * `validFrom` (else of `assessedOn`) to the last of `validUntil` (else without end), partial dates widened.
 */
export const termOf = ({ validFrom, assessedOn, validUntil }: Dated): ValidityTerm => ({
  first: daysOf(validFrom ?? assessedOn).first,
  last: lastOf(validUntil),
});

/**
 * Whether a work was certainly out by a day (`YYYY-MM-DD`); of one whose day is unknown nobody can say.
 *
 * @param publishedOn EDTF
 */
export const wasPublishedBy = (publishedOn: string | null | undefined, day: string): boolean =>
  publishedOn !== undefined && publishedOn !== null && daysOf(publishedOn).last <= day;

/** The first day for which a verdict's own term has passed; null where it has no end. */
export const dayAfterLast = ({ validUntil }: Pick<Dated, 'validUntil'>): string | null => {
  const last = lastOf(validUntil);
  return last === null ? null : addDays(last, 1);
};

/**
 * For which days each verdict holds, the latest published first.
 *
 * A verdict covers its own term (`termOf`). A superseded one ends the day before its nearest successor starts that was not
 * itself materially corrected; that this successor was retracted later does not revive it. What was retracted or
 * materially corrected, and what was never published, covers no day.
 */
export function coverage(verdicts: readonly Dated[]): readonly Coverage[] {
  return verdicts
    .filter(({ state }) => state === 'published' || state === 'superseded')
    .sort((a, b) => (b.published ?? 0) - (a.published ?? 0))
    .flatMap((verdict) => {
      const { first, last: own } = termOf(verdict);
      const successor = verdict.state === 'superseded' ? successorOf(verdict, verdicts) : undefined;
      const cut = successor ? addDays(termOf(successor).first, -1) : own;
      const last = own === null || (cut !== null && cut < own) ? cut : own;
      // Of a successor that begins on the first day that there is, nothing lies before.
      const none = successor !== undefined && cut === null;
      return none || (last !== null && last < first) ? [] : [{ verdictId: verdict.id, first, last }];
    });
}

function successorOf(verdict: Dated, verdicts: readonly Dated[]): Dated | undefined {
  const next = verdicts.find(({ id }) => id === verdict.successor);
  return next?.state === 'corrected' ? successorOf(next, verdicts) : next;
}

/**
 * The verdict that held on a day of the world, among those that stand.
 *
 * @param covered as `coverage` gives it
 * @param day `YYYY-MM-DD`
 */
export function validAt(covered: readonly Coverage[], day: string): { verdictId: string | null; rule: ValidAtRule } {
  const [latest, another] = covered.filter((each) => covers(each, day));
  if (!latest) return { verdictId: null, rule: 'no-verdict-for-that-day' };
  return {
    verdictId: latest.verdictId,
    rule: another ? 'latest-published-of-several' : 'only-verdict-for-that-day',
  };
}
