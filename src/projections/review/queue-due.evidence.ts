import type { ClaimEvent, EvidenceFacts, Rating, Stance } from '../../claims/claim.events.js';
import { chainsOf, type UpstreamLink, type ChainStart } from '../../claims/appearances/chains.js';
import { FITTING } from '../../claims/evidence/fitting-stances.js';
import type { Verdict } from '../verdict-states.js';

/** An item of evidence, as far as a verdict's ground goes. */
export interface EvidenceBasis {
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
export interface ClaimEvidenceBasis {
  readonly claimantId: string | null;
  /** The claim is that its claimant said or did something, so that the claimant's own record shows it. */
  readonly ofAnAct: boolean;
  readonly evidence: readonly EvidenceBasis[];
  readonly places: readonly ChainStart[];
  readonly upstreams: readonly UpstreamLink[];
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
export function originsOf(row: ClaimEvidenceBasis, verdict: Verdict): Origins {
  const items = itemsOf(row, verdict);
  const isOwn = (item: EvidenceBasis): boolean => row.ofAnAct && item.primary && item.originId === row.claimantId;
  const originIds = (from: readonly EvidenceBasis[]) => [...new Set(from.flatMap(({ originId }) => originId ?? []))];
  const circular = chainsOf(row.places, row.upstreams).roots.flatMap((root) => root.originIds);
  return {
    counted: originIds(items.filter((item) => !isOwn(item) && !item.confidential)),
    circular: [...new Set([...circular, ...(row.claimantId === null ? [] : [row.claimantId])])],
    own: originIds(items.filter((item) => isOwn(item) || item.confidential)).length,
    least: row.least[verdict.id] ?? 0,
  };
}

const itemsOf = ({ evidence }: ClaimEvidenceBasis, verdict: Verdict): readonly EvidenceBasis[] =>
  evidence.filter(
    (item) =>
      verdict.evidence.includes(item.id) && !item.withdrawn && fitsRating(verdict.rating, item) && item.originId,
  );
const fitsRating = (rating: Rating, { stance }: EvidenceBasis): boolean => FITTING[rating].includes(stance);

/**
 * Whether fewer independent origins are left than a verdict needs.
 *
 * @param same gives the origin that counts in place of another
 */
export function isUnderSupported({ counted, circular, own, least }: Origins, same: (id: string) => string): boolean {
  const back = new Set(circular.map(same));
  return new Set(counted.map(same).filter((id) => !back.has(id))).size + own < least;
}

/** The works that a standing verdict's evidence is, and nobody is kept from knowing of. */
export const worksCitedBy = ({ evidence }: ClaimEvidenceBasis, verdict: Verdict): readonly string[] => [
  ...new Set(
    evidence.flatMap(({ id, workId }) => (workId !== undefined && verdict.evidence.includes(id) ? workId : [])),
  ),
];

/** An item as it was attached, or last corrected. */
export const evidenceBasisOf = ({
  evidenceId: id,
  stance,
  source,
  originId,
  workId,
  confidential,
}: EvidenceFacts): EvidenceBasis => ({
  id,
  stance,
  primary: source === 'primary',
  originId,
  ...(workId === undefined || confidential ? {} : { workId }),
  confidential: confidential !== undefined,
  withdrawn: false,
});

type UpstreamFacts = Extract<ClaimEvent, { type: 'UpstreamAttributed' }>['facts'];
/** What something was taken from. */
export const upstreamOf = ({ upstreamId: id, of, workId, originId }: UpstreamFacts): UpstreamLink => ({
  id,
  of: 'appearanceId' in of ? of.appearanceId : of.upstreamId,
  originId,
  ...(workId === undefined ? {} : { workId }),
});
