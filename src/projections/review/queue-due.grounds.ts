import type { ClaimEvent, EvidenceFacts, Rating, Stance } from '../../claims/claim.events.js';
import { chainsOf, type Above, type Place } from '../../claims/appearances/chains.js';
import { FITTING } from '../../claims/evidence/fitting-stances.js';
import type { Verdict } from '../standing.js';

/** An item of evidence, as far as a verdict's ground goes. */
export interface Ground {
  readonly id: string;
  readonly stance: Stance;
  readonly primary: boolean;
  /** What it counts as; null where nobody knows. */
  readonly originId: string | null;
  /** The work that it is; none of a confidential item, whom nothing may give away. */
  readonly workId?: string;
  readonly confidential: boolean;
  readonly withdrawn: boolean;
}

/** What the independence of a verdict's evidence hangs on in its own claim. */
export interface Grounded {
  readonly claimantId: string | null;
  /** The claim is that its claimant said or did something, so that the claimant's own record shows it. */
  readonly ofAnAct: boolean;
  readonly evidence: readonly Ground[];
  readonly places: readonly Place[];
  readonly upstreams: readonly Above[];
  /** Of each published verdict, how many independent origins it needs: two, or what it was published with if that is less. */
  readonly least: Readonly<Record<string, number>>;
}

/** The origins on which a verdict rests, before outlets that were merged are counted as one. */
export interface Origins {
  /** Of items that stand, fit the rating, and of which it is known. */
  readonly counted: readonly string[];
  /** Those that lead back to the claim, which count for nothing. */
  readonly circular: readonly string[];
  /** How many count whatever is merged: the claimant's own record, and confidential sources. */
  readonly own: number;
  readonly least: number;
}

/** On what a standing verdict rests. */
export function originsOf(row: Grounded, verdict: Verdict): Origins {
  const items = itemsOf(row, verdict);
  const isOwn = (item: Ground): boolean => row.ofAnAct && item.primary && item.originId === row.claimantId;
  const originIds = (from: readonly Ground[]) => [...new Set(from.flatMap(({ originId }) => originId ?? []))];
  const circular = chainsOf(row.places, row.upstreams).roots.flatMap((root) => root.originIds);
  return {
    counted: originIds(items.filter((item) => !isOwn(item) && !item.confidential)),
    circular: [...new Set([...circular, ...(row.claimantId === null ? [] : [row.claimantId])])],
    own: originIds(items.filter((item) => isOwn(item) || item.confidential)).length,
    least: row.least[verdict.id] ?? 0,
  };
}

const itemsOf = ({ evidence }: Grounded, verdict: Verdict): readonly Ground[] =>
  evidence.filter(
    (item) => verdict.evidence.includes(item.id) && !item.withdrawn && fits(verdict.rating, item) && item.originId,
  );
const fits = (rating: Rating, { stance }: Ground): boolean => FITTING[rating].includes(stance);

/**
 * Whether fewer independent origins are left than a verdict needs.
 *
 * @param same gives the origin that counts in place of another
 */
export function hasFallen({ counted, circular, own, least }: Origins, same: (id: string) => string): boolean {
  const back = new Set(circular.map(same));
  return new Set(counted.map(same).filter((id) => !back.has(id))).size + own < least;
}

/** The works that a standing verdict's evidence is, and nobody is kept from knowing of. */
export const proofsOf = ({ evidence }: Grounded, verdict: Verdict): readonly string[] => [
  ...new Set(
    evidence.flatMap(({ id, workId }) => (workId !== undefined && verdict.evidence.includes(id) ? workId : [])),
  ),
];

/** An item as it was attached, or last corrected. */
export const groundOf = ({
  evidenceId: id,
  stance,
  source,
  originId,
  workId,
  confidential,
}: EvidenceFacts): Ground => ({
  id,
  stance,
  primary: source === 'primary',
  originId,
  ...(workId === undefined || confidential ? {} : { workId }),
  confidential: confidential !== undefined,
  withdrawn: false,
});

type Upstream = Extract<ClaimEvent, { type: 'UpstreamAttributed' }>['facts'];
/** What something was taken from. */
export const aboveOf = ({ upstreamId: id, of, workId, originId }: Upstream): Above => ({
  id,
  of: 'appearanceId' in of ? of.appearanceId : of.upstreamId,
  originId,
  ...(workId === undefined ? {} : { workId }),
});
