import type { CorrectionView } from '../../projections/log/corrections.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';

/** Something that happened to a published verdict. */
interface VerdictChange {
  readonly kind: CorrectionView['kind'];
  /** RFC 3339. */
  readonly at: string;
}

/** What happened to the verdicts of a claim after a moment (RFC 3339), oldest first. */
export function befellSince({ verdicts }: ClaimView, moment: string): VerdictChange[] {
  const changes = verdicts.flatMap((verdict): VerdictChange[] => {
    const { corrections, retraction, followsAs, publishedAt } = verdict;
    return [
      ...corrections.map(({ at }) => ({ kind: 'minor-correction' as const, at })),
      ...(followsAs !== null && publishedAt !== null
        ? [{ kind: followsAs === 'correction' ? ('material-correction' as const) : followsAs, at: publishedAt }]
        : []),
      ...(retraction === null ? [] : [{ kind: 'retraction' as const, at: retraction.at }]),
    ];
  });
  return changes.filter(({ at }) => at > moment).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** When a verdict on the claim was first published, RFC 3339; null where none was. */
export const firstPublished = ({ verdicts }: Pick<ClaimView, 'verdicts'>): string | null =>
  verdicts.flatMap(({ publishedAt }) => publishedAt ?? []).toSorted()[0] ?? null;
