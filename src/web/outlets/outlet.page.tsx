import type { VNode } from 'preact';
import type { CarriedClaimView, OutletClaimsView } from '../../projections/outlets/outlet-claims.views.js';
import type { OutletRecordView } from '../../projections/outlets/outlet-record.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Pages } from '../components/pages.js';
import { Rating } from '../components/rating.js';
import { ExternalLink, Foreign, Name } from '../components/texts.js';
import { render, type PageParts } from '../page.js';
import { RecordTable } from './record-table.js';

interface OutletPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly outlet: OutletRecordView;
  readonly claims: OutletClaimsView;
  /** As they stand in the address. */
  readonly filters: Readonly<Record<string, string | undefined>>;
}

interface RecordParts {
  readonly record: OutletRecordView;
}

/** An outlet: what it carried of the published claims, its record with every denominator, and what it says to that. */
export function outletPage({ outlet, claims, filters, ...parts }: OutletPageParts): string {
  const { outlets } = parts.locale.messages;
  return render({
    ...parts,
    title: outlets.title(outlet.name ?? outlets.nameErased),
    children: <Outlet outlet={outlet} claims={claims} filters={filters} />,
  });
}

function Outlet({ outlet: record, claims, filters }: Pick<OutletPageParts, 'outlet' | 'claims' | 'filters'>): VNode {
  const { t, list, number } = useLocale();
  const name = record.name ?? t.outlets.nameErased;
  return (
    <article>
      <h1>
        <Name>{name}</Name>
      </h1>
      <p class="lead">{t.outlets.lead(name)}</p>
      <Entry id="about" rail={<RailHeading of="about">{t.outlets.about}</RailHeading>}>
        <p>
          {t.terms.outletKind[record.kind]}
          {record.domains.length > 0 && ` · ${t.outlets.domains} ${list(record.domains.map(({ domain }) => domain))}`}
        </p>
        {record.aliases.length > 0 && (
          <p class="quiet">
            <Name>{t.outlets.alsoKnown(list(record.aliases))}</Name>
          </p>
        )}
      </Entry>
      <Entry id="record" wide rail={<RailHeading of="record">{t.outlets.record}</RailHeading>}>
        <p>
          {t.outlets.published(
            t.outlets.claimCount(record.claims.published, number(record.claims.published)),
            t.outlets.placeCount(record.appearances.published, number(record.appearances.published)),
          )}{' '}
          {record.claims.unproven > 0 && t.outlets.unproven(number(record.claims.unproven))}
        </p>
        <RecordTable record={record} />
        <LeftOut record={record} />
      </Entry>
      <Corrections record={record} />
      <Replies record={record} />
      <Entry id="claims" wide rail={<RailHeading of="claims">{t.outlets.claims}</RailHeading>}>
        <Carried claims={claims.items} />
        <Pages path={`/outlets/${record.id}`} query={filters} cursor={claims.nextCursor} />
      </Entry>
    </article>
  );
}

function LeftOut({ record: { appearances } }: RecordParts): VNode | null {
  const { t, number } = useLocale();
  if (appearances.leftOut.length === 0) return null;
  return (
    <>
      <h3>{t.outlets.leftOut}</h3>
      <ul>
        {appearances.leftOut.map(({ reason, count }) => (
          <li key={reason}>{`${number(count)}: ${t.outlets.leftOutReason[reason]}`}</li>
        ))}
      </ul>
    </>
  );
}

function Corrections({ record: { corrections } }: RecordParts): VNode {
  const { t, number, day } = useLocale();
  const { works, changed, kinds, noneSeen, lastLookedOn, neverLooked } = corrections;
  return (
    <Entry id="corrections" rail={<RailHeading of="corrections">{t.outlets.corrections}</RailHeading>}>
      <p>{t.outlets.correctionsSeen(number(changed), number(works))}</p>
      {kinds.length > 0 && (
        <ul>
          {kinds.map(({ kind, count }) => (
            <li key={kind}>{`${t.terms.correctionKind[kind]}: ${number(count)}`}</li>
          ))}
        </ul>
      )}
      {noneSeen > 0 && lastLookedOn !== null && <p>{t.outlets.noneSeen(number(noneSeen), day(lastLookedOn))}</p>}
      {neverLooked > 0 && <p>{t.outlets.neverLooked(number(neverLooked))}</p>}
    </Entry>
  );
}

function Replies({ record: { replies } }: RecordParts): VNode {
  const { t, day, date } = useLocale();
  return (
    <Entry id="replies" rail={<RailHeading of="replies">{t.outlets.replies}</RailHeading>}>
      {replies.length === 0 && <p>{t.outlets.noReply}</p>}
      {replies.map(({ id, repliedOn, recordedAt, text, language, url }) => (
        <div key={id}>
          <p class="meta">
            <ExternalLink href={url}>{repliedOn === null ? date(recordedAt) : day(repliedOn)}</ExternalLink>
          </p>
          {text !== null && (
            <p>
              <Foreign language={language}>{text}</Foreign>
            </p>
          )}
        </div>
      ))}
    </Entry>
  );
}

/** Claims with their places in its works. */
function Carried({ claims }: { readonly claims: readonly CarriedClaimView[] }): VNode {
  const { t, day } = useLocale();
  if (claims.length === 0) return <p>{t.outlets.noClaims}</p>;
  return (
    <div class="table">
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">{t.outlets.claimColumn}</th>
            <th scope="col">{t.outlets.howColumn}</th>
            <th scope="col">{t.outlets.dayColumn}</th>
            <th scope="col">{t.outlets.ratedColumn}</th>
            <th scope="col">{t.outlets.countedColumn}</th>
          </tr>
        </thead>
        <tbody>
          {claims.flatMap(({ id, text, appearances }) =>
            appearances.map((place) => (
              <tr key={place.id}>
                <th scope="row">
                  <a href={`/claims/${id}`}>{text ?? t.claim.textErased}</a>
                </th>
                <td data-label={t.outlets.howColumn}>
                  {place.leftOut === 'challenged' ? t.outlets.contradicted : t.terms.mode[place.mode]}
                  {`, ${t.terms.place[place.place]}`}
                </td>
                <td data-label={t.outlets.dayColumn}>
                  <a href={`/works/${place.workId}`}>
                    {place.publishedOn === null ? t.days.unknown : day(place.publishedOn)}
                  </a>
                </td>
                <td data-label={t.outlets.ratedColumn}>
                  {place.verdict === null ? t.outlets.noVerdict : <Rating rating={place.verdict.rating} />}
                </td>
                <td data-label={t.outlets.countedColumn}>
                  {place.leftOut === null
                    ? t.outlets.yes
                    : t.outlets.notCounted(t.outlets.leftOutReason[place.leftOut])}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
