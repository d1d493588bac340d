import { PROMISE_SCALE, type Attribution, type Rating } from '../../claims/claim.events.js';
import { chainsOf } from '../../claims/appearances/chains.js';
import { addDays } from '../../kernel/days.js';
import { daysOf } from '../../kernel/edtf.js';
import type { PublishedRow } from './outlet-record-works.projection.js';
import type { Carried, OutletAppearance } from '../claims/claim-row.js';
import type { Verdict } from '../../claims/verdicts/verdict.js';
import { coverage, validAt } from '../../claims/verdicts/valid-at.js';

/**
 * What an outlet says itself, what it says somebody else says, what it passes on from elsewhere; and apart, what it says of
 * these that began as satire.
 */
export type Group = 'own-voice' | 'attribution' | 'relaying' | 'satire-taken-for-real';

/** Why an appearance is not counted, in the order in which the reasons are tried. */
export const LEFT_OUT = [
  'question',
  'satire',
  'opinion',
  'challenged',
  'no-excerpt',
  'no-address-or-copy',
  'attribution-unchecked',
  'day-unknown',
  'no-verdict-for-that-day',
  'several-verdicts-for-those-days',
  'promise',
  'same-claim-and-origin',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** A claim as one of an outlet's works carries it; of a duplicate, the claim that it repeats is judged. */
export interface CarriedClaim {
  readonly id: string;
  readonly row: Carried;
  readonly works: ReadonlyMap<string, PublishedRow>;
  /** The claim whose verdicts judge it, and those. */
  readonly judgedAs: string;
  readonly verdicts: readonly Verdict[];
}

/** An appearance in a work of the outlet, and how it counts. */
export interface CountedAppearance {
  readonly claimId: string;
  readonly judgedAs: string;
  readonly appearance: OutletAppearance;
  readonly work: PublishedRow;
  readonly group: Group | null;
  readonly leftOut: LeftOut | null;
  /** Whether it names, or is concluded to have, something that it was taken from. */
  readonly relayed: boolean;
  /** By the verdict that held on its day of publication. */
  readonly verdictId: string | null;
  readonly rating: Rating | null;
  readonly attribution: Attribution | null;
  readonly origins: readonly string[];
}

/**
 * Judges what an outlet carried. A claim from the same origins counts once, however often it was carried: as what the
 * outlet said itself before what it passed on or attributed, and then as the earliest.
 *
 * @param same gives the origin that counts in place of another
 */
export function countAppearances(
  claims: readonly CarriedClaim[],
  same?: (originId: string) => string,
): readonly CountedAppearance[] {
  const judged = claims.flatMap((claim) => countIn(claim, same));
  const first = new Map<string, CountedAppearance>();
  for (const each of judged) {
    if (each.leftOut) continue;
    const before = first.get(unitOf(each));
    if (!before || goesBefore(each, before)) first.set(unitOf(each), each);
  }
  return judged.map((each) =>
    each.leftOut || first.get(unitOf(each)) === each
      ? each
      : { ...each, group: null, leftOut: 'same-claim-and-origin' },
  );
}

/** Claim and origin. */
const unitOf = ({ judgedAs, origins }: CountedAppearance): string => [judgedAs, ...origins].join(' ');

const WEIGHT: readonly (Group | null)[] = ['own-voice', 'relaying', 'satire-taken-for-real', 'attribution'];
const orderOf = ({ group, work, appearance }: CountedAppearance): string =>
  [WEIGHT.indexOf(group), work.publishedOn ? daysOf(work.publishedOn).first : '9999', appearance.id].join(' ');
const goesBefore = (a: CountedAppearance, b: CountedAppearance): boolean => orderOf(a) < orderOf(b);

function countIn(
  { id, row, works, judgedAs, verdicts }: CarriedClaim,
  same?: (id: string) => string,
): CountedAppearance[] {
  const covered = coverage(verdicts);
  const chains = chainsOf(row.appearances, row.upstreams, same);
  return row.appearances.flatMap((appearance) => {
    const work = works.get(appearance.workId);
    if (!work) return [];
    const held = work.publishedOn === undefined ? 'day-unknown' : heldOn(work.publishedOn, verdicts, covered);
    const verdict = typeof held === 'string' ? undefined : held;
    const relayed = chains.above(appearance.id).length > 0;
    const attributed = appearance.mode === 'attributed';
    const promise = verdict?.scale === PROMISE_SCALE.scale;
    const leftOut =
      asItStands(appearance, work) ??
      // Whether somebody was quoted rightly does not hang on whether what they said is true.
      (attributed ? null : typeof held === 'string' ? held : promise ? 'promise' : null);
    const asserted = verdict?.fromSatire ? 'satire-taken-for-real' : relayed ? 'relaying' : 'own-voice';
    const group = attributed ? 'attribution' : asserted;
    return {
      claimId: id,
      judgedAs,
      appearance,
      work,
      group: leftOut ? null : group,
      leftOut,
      relayed,
      verdictId: verdict?.id ?? null,
      rating: verdict?.rating ?? null,
      attribution: appearance.attribution ?? null,
      origins: chains.originsOf(appearance.id),
    };
  });
}

/** Why an appearance does not count whatever the verdict is. */
function asItStands(
  { mode, challenged, excerpted, attribution }: OutletAppearance,
  work: PublishedRow,
): LeftOut | null {
  if (mode === 'question' || mode === 'satire' || mode === 'opinion') return mode;
  if (challenged) return 'challenged';
  if (!excerpted) return 'no-excerpt';
  if (!work.addressed && !work.kept) return 'no-address-or-copy';
  if (mode === 'attributed' && (attribution ?? 'unchecked') === 'unchecked') return 'attribution-unchecked';
  return null;
}

/** The one verdict that held on every day on which a work may have been published. */
function heldOn(
  publishedOn: string,
  verdicts: readonly Verdict[],
  covered: ReturnType<typeof coverage>,
): Verdict | LeftOut {
  const { first, last } = daysOf(publishedOn);
  // Between these days nothing changes, so that no other need be asked.
  const turns = covered.flatMap((each) => [each.first, each.last === null ? [] : (addDays(each.last, 1) ?? [])].flat());
  const days = [first, ...turns.filter((day) => first < day && day <= last)];
  const held = new Set(days.map((day) => validAt(covered, day).verdictId));
  const [only] = held;
  if (held.size > 1) return 'several-verdicts-for-those-days';
  return verdicts.find(({ id }) => id === only) ?? 'no-verdict-for-that-day';
}
