import type { VNode } from 'preact';
import type { AttributionView } from '../../projections/claims/attribution.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { useLocale, type Locale } from '../components/locale.js';
import { render, type PageParts } from '../page.js';
import { Claim } from './claim-article.js';
import { claimTitle } from './claim-title.js';
import { befellSince } from './verdict-changes.js';

interface CitationPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  /** As it was cited, and as it is. */
  readonly claim: ClaimView;
  readonly now: ClaimView;
  readonly graph: AttributionView;
  /** RFC 3339; null where nothing stands at the position. */
  readonly citedAt: string | null;
}

/** A citation: what happened to the verdict since it was cited, then the claim as it stood. */
export const citationPage = ({ claim, now, graph, citedAt, ...parts }: CitationPageParts): string =>
  render({
    ...parts,
    title: claimTitle(claim, parts.locale.messages),
    children: (
      <>
        <Since claim={claim} now={now} citedAt={citedAt} />
        <Claim claim={claim} graph={graph} />
      </>
    ),
  });

function Since({ claim, now, citedAt }: Pick<CitationPageParts, 'claim' | 'now' | 'citedAt'>): VNode {
  const { t, date } = useLocale();
  const since = befellSince(now, citedAt ?? '');
  const isOurs = since.some(({ kind }) => kind === 'material-correction' || kind === 'retraction');
  return (
    <div class={isOurs ? 'our-error' : 'notice'}>
      <p>
        <strong>{t.cite.lead(date(citedAt ?? claim.recordedAt))}</strong>{' '}
        {since.length === 0 ? t.cite.unchanged : since.map(({ kind, at }) => t.cite.since[kind](date(at))).join(' ')}{' '}
        <a href={`/claims/${now.id}`}>{t.cite.toNow}</a>
      </p>
    </div>
  );
}
