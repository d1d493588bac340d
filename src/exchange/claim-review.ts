import { messagesIn } from '../messages/messages.js';
import type { AppearanceView } from '../projections/claims/appearance.views.js';
import type { ClaimView } from '../projections/claims/claim.views.js';
import type { VerdictView } from '../projections/claims/verdict.views.js';

/** A node of schema.org, as JSON-LD. */
type Node = Readonly<Record<string, unknown>>;

/** Who publishes it, and where. */
export interface ReviewPublisher {
  readonly name: string;
  /** Absolute address of the desk. */
  readonly url: string;
}

/** Places on the scale `truth-5`; ratings without one have a word only. */
const VALUES: Readonly<Partial<Record<VerdictView['rating'], number>>> = {
  TRUE: 5,
  MOSTLY_TRUE: 4,
  MIXED: 3,
  MOSTLY_FALSE: 2,
  FALSE: 1,
};

/** What schema.org takes for a date (ISO 8601): an interval or an unsure day is none. */
const DATE = /^\d{4}(?:-\d\d){0,2}$/;

/**
 * A published claim as ClaimReview (schema.org). Of a retracted one its tombstone, without a rating. Nothing that is only
 * inferred is in it.
 *
 * @param url the absolute address of the claim's page
 * @returns undefined where no verdict of it has been published
 */
export function claimReviewOf(claim: ClaimView, url: string, publisher: ReviewPublisher): Node | undefined {
  const published = claim.verdicts.flatMap(({ publishedAt }) => publishedAt ?? []).toSorted();
  const [first] = published;
  if (first === undefined || claim.text === null) return undefined;
  const { verdict } = claim;
  const head = {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    url,
    claimReviewed: claim.text,
    inLanguage: claim.language,
    datePublished: first,
    author: { '@type': 'Organization', ...publisher },
  };
  const corrections = correctionsOf(claim);
  const retraction = claim.verdicts.findLast((each) => each.retraction !== null)?.retraction;
  if (claim.status === 'retracted' && retraction)
    return { ...head, creativeWorkStatus: 'Retracted', dateModified: retraction.at, correction: corrections };
  if (!verdict) return undefined;
  const changed = [verdict.publishedAt, ...verdict.corrections.map(({ at }) => at)].flatMap((at) => at ?? []).sort();
  return {
    ...head,
    dateModified: changed.at(-1) ?? first,
    ...(verdict.validUntil !== null && DATE.test(verdict.validUntil) ? { expires: verdict.validUntil } : {}),
    reviewRating: ratingOf(verdict),
    itemReviewed: itemOf(claim),
    ...(corrections.length === 0 ? {} : { correction: corrections }),
  };
}

function ratingOf({ rating, summary, overtaken, followsAs, publishedAt }: VerdictView): Node {
  const { terms, claim } = messagesIn('en');
  const value = VALUES[rating];
  const word = overtaken?.rating ? claim.outdatedWas(terms.rating[overtaken.rating]) : terms.rating[rating];
  const explanation = [
    ...(followsAs === 'correction' && publishedAt !== null ? [`Corrected on ${publishedAt.slice(0, 10)}.`] : []),
    summary ?? terms.ratingMeaning[rating],
  ];
  return {
    '@type': 'Rating',
    ...(value === undefined ? {} : { ratingValue: value, bestRating: 5, worstRating: 1 }),
    alternateName: word,
    ratingExplanation: explanation.join(' '),
  };
}

function itemOf({ claimant, claimedOn, claimedOnBasis, appearances }: ClaimView): Node {
  const addressed = appearances.filter(({ withdrawn, work }) => !withdrawn && work.url !== null);
  const works = addressed.map(workOf);
  const [earliest] = addressed
    .filter(({ work }) => work.publishedOnBasis === 'stated' && DATE.test(work.publishedOn ?? ''))
    .toSorted((a, b) => ((a.work.publishedOn ?? '') < (b.work.publishedOn ?? '') ? -1 : 1));
  return {
    '@type': 'Claim',
    ...(claimant?.name ? { author: { '@type': 'Thing', name: claimant.name, ...roleOf(claimant.role) } } : {}),
    ...(claimedOnBasis === 'stated' && DATE.test(claimedOn ?? '') ? { datePublished: claimedOn } : {}),
    ...(works.length === 0 ? {} : { appearance: works }),
    ...(earliest ? { firstAppearance: workOf(earliest) } : {}),
  };
}

const roleOf = (role: string | null): Node => (role === null ? {} : { description: role });

function workOf({ work }: AppearanceView): Node {
  const { url, title, publishedOn, publishedOnBasis, outlet, outletBasis, language } = work;
  return {
    '@type': 'CreativeWork',
    url,
    ...(title === null ? {} : { headline: title }),
    ...(language === null ? {} : { inLanguage: language }),
    ...(publishedOnBasis === 'stated' && DATE.test(publishedOn ?? '') ? { datePublished: publishedOn } : {}),
    ...(outletBasis === 'stated' && outlet?.name ? { publisher: { '@type': 'Organization', name: outlet.name } } : {}),
  };
}

/** What this desk got wrong and mended, each as a comment (CorrectionComment). */
function correctionsOf({ verdicts }: ClaimView): Node[] {
  const { claim, terms } = messagesIn('en');
  const lines = verdicts.flatMap((verdict): { at: string; text: string }[] => {
    const successor = verdicts.find(({ id, followsAs }) => id === verdict.supersededBy && followsAs === 'correction');
    return [
      ...verdict.corrections.map(({ at }) => ({ at, text: claim.minorCorrection(at.slice(0, 10)) })),
      ...(successor?.publishedAt
        ? [
            {
              at: successor.publishedAt,
              text: claim.materialCorrection(
                successor.publishedAt.slice(0, 10),
                terms.rating[verdict.rating],
                terms.rating[successor.rating],
              ),
            },
          ]
        : []),
      ...(verdict.retraction === null
        ? []
        : [{ at: verdict.retraction.at, text: claim.retractedOn(verdict.retraction.at.slice(0, 10)) }]),
    ];
  });
  return lines.map(({ at, text }) => ({ '@type': 'CorrectionComment', datePublished: at, text }));
}
