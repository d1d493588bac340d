import type { VNode } from 'preact';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import type { VerdictView } from '../../projections/claims/verdict.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { Rating, useRatingWord } from '../components/rating.js';
import { DateOf, Instant } from '../components/texts.js';
import { ClocksInWords, TwoClocks } from './two-clocks.js';

/** The verdicts that were published, oldest first. */
const publishedOf = ({ verdicts }: ClaimView): readonly VerdictView[] =>
  verdicts.filter(({ publishedAt }) => publishedAt !== null);

const successorOf = (verdict: VerdictView, { verdicts }: ClaimView): VerdictView | undefined =>
  verdicts.find(({ id }) => id === verdict.supersededBy);

/** What this desk got wrong about the claim, the gravest first, before anything else is read. */
export function OurErrors({ claim }: { readonly claim: ClaimView }): VNode | null {
  const { t, date } = useLocale();
  const word = useRatingWord();
  const retracted = publishedOf(claim).findLast(({ retraction }) => retraction !== null);
  if (claim.status === 'retracted' && retracted?.retraction) {
    const { at, reason, confirmed } = retracted.retraction;
    return (
      <div class="our-error">
        <p>
          <strong>{t.claim.retractedOn(date(at))}</strong> {reason !== null && t.claim.because(reason)}{' '}
          {!confirmed && t.claim.retractionUnconfirmed}
        </p>
      </div>
    );
  }
  const corrected = publishedOf(claim).findLast(({ state }) => state === 'corrected');
  const successor = corrected && successorOf(corrected, claim);
  if (corrected && successor?.publishedAt && successor.id === claim.verdict?.id) {
    return (
      <div class="our-error">
        <p>
          <strong>
            {t.claim.materialCorrection(date(successor.publishedAt), word(corrected.rating), word(successor.rating))}
          </strong>{' '}
          {successor.reason !== null && t.claim.because(successor.reason)}
        </p>
      </div>
    );
  }
  return null;
}

/** That new facts replaced the verdict before: no error, so it stands in the rail. */
export function Updated({ claim: { verdict } }: { readonly claim: ClaimView }): VNode | null {
  const { t } = useLocale();
  if (!verdict?.supersedes || verdict.followsAs !== 'supersession' || verdict.publishedAt === null) return null;
  return (
    <>
      <p>{t.claim.updated}</p>
      <p>
        <DateOf at={verdict.publishedAt} />
      </p>
      <p>
        <a href="#verdicts">{t.claim.whatChanged}</a>
      </p>
    </>
  );
}

/** Every verdict that was ever published, with what became of it. */
export function Verdicts({ claim }: { readonly claim: ClaimView }): VNode | null {
  const { t, span, day, date } = useLocale();
  const verdicts = publishedOf(claim);
  if (verdicts.length === 0) return null;
  return (
    <Entry id="verdicts" wide rail={<RailHeading of="verdicts">{t.claim.earlier}</RailHeading>}>
      <ClocksInWords verdicts={verdicts} />
      <TwoClocks verdicts={verdicts} />
      <div class="table">
        <table class="stacked">
          <thead>
            <tr>
              <th scope="col">{t.verdicts.verdict}</th>
              <th scope="col">{t.verdicts.holdsFor}</th>
              <th scope="col">{t.verdicts.assessed}</th>
              <th scope="col">{t.verdicts.saidFrom}</th>
              <th scope="col">{t.verdicts.ended}</th>
              <th scope="col">{t.verdicts.asItStood}</th>
            </tr>
          </thead>
          <tbody>
            {verdicts.map((verdict, index) => (
              <tr key={verdict.id}>
                <th scope="row">
                  <a href={`/claims/${claim.id}/verdicts/${verdict.id}`}>
                    {`${index + 1} `}
                    {verdict.retraction === null ? (
                      <Rating rating={verdict.rating} overtook={verdict.overtaken?.rating ?? null} />
                    ) : (
                      <span class="ours">{t.terms.status.retracted}</span>
                    )}
                  </a>
                </th>
                <td data-label={t.verdicts.holdsFor}>
                  {span(verdict.validFrom ?? verdict.assessedOn, verdict.validUntil)}
                </td>
                <td data-label={t.verdicts.assessed}>{day(verdict.assessedOn)}</td>
                <td data-label={t.verdicts.saidFrom}>
                  {verdict.publishedAt !== null && <Instant at={verdict.publishedAt} />}
                </td>
                <td data-label={t.verdicts.ended}>
                  <Ended verdict={verdict} claim={claim} />
                </td>
                <td>
                  {verdict.publishedAt !== null && (
                    <a href={`/claims/${claim.id}?asOf=${encodeURIComponent(verdict.publishedAt)}`}>
                      {t.verdicts.open}
                      <span class="unseen"> {date(verdict.publishedAt)}</span>
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Entry>
  );
}

function Ended({ verdict, claim }: { readonly verdict: VerdictView; readonly claim: ClaimView }): VNode {
  const { t, date } = useLocale();
  const successor = successorOf(verdict, claim);
  if (verdict.retraction !== null) return <span class="ours">{t.claim.retractedOn(date(verdict.retraction.at))}</span>;
  if (successor?.publishedAt) {
    return (
      <span class={verdict.state === 'corrected' ? 'ours' : undefined}>
        {t.terms.verdictState[verdict.state]}, {date(successor.publishedAt)}
      </span>
    );
  }
  return <span>{verdict.expired ? t.claim.expired : t.terms.verdictState[verdict.state]}</span>;
}

/** What this desk got wrong about the claim, and mended. */
export function Corrections({ claim }: { readonly claim: ClaimView }): VNode {
  const { t, date } = useLocale();
  const word = useRatingWord();
  const lines = publishedOf(claim).flatMap((verdict) => {
    const successor = verdict.state === 'corrected' ? successorOf(verdict, claim) : undefined;
    return [
      ...verdict.corrections.map(({ at, reason }) => ({ at, text: t.claim.minorCorrection(date(at)), reason })),
      ...(successor?.publishedAt
        ? [
            {
              at: successor.publishedAt,
              text: t.claim.materialCorrection(
                date(successor.publishedAt),
                word(verdict.rating),
                word(successor.rating),
              ),
              reason: successor.reason,
            },
          ]
        : []),
      ...(verdict.retraction === null
        ? []
        : [
            {
              at: verdict.retraction.at,
              text: t.claim.retractedOn(date(verdict.retraction.at)),
              reason: verdict.retraction.reason,
            },
          ]),
    ];
  });
  return (
    <Entry id="corrections" rail={<RailHeading of="corrections">{t.claim.corrections}</RailHeading>}>
      {lines.length === 0 ? (
        <p>{t.claim.noCorrections}</p>
      ) : (
        <ul class="list">
          {lines.map(({ at, text, reason }) => (
            <li key={at + text}>
              <span class="ours">{text}</span> {reason !== null && t.claim.because(reason)}
            </li>
          ))}
        </ul>
      )}
    </Entry>
  );
}
