import { dayInWords } from '../../messages/days.js';
import type { Language } from '../../messages/languages.js';
import type { Messages } from '../../messages/messages.js';
import type { HistoryEventView } from '../../projections/claims/claim-history.views.js';
import type { ListedClaimView } from '../../projections/claims/claim-list.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import type { FeedEntry } from '../machines/atom.js';
import type { Cell } from '../machines/table.js';
import { sentenceOf } from './event-parts.js';
import { claimTitle } from './claim-title.js';

/** A listed claim as a row of a table. Days stay as the ledger has them (EDTF), which tables sort. */
export function claimRow(claim: ListedClaimView, t: Messages, address: string): Cell[] {
  const { verdict, claimant, status } = claim;
  const rating = status === 'retracted' ? t.terms.status.retracted : verdict && t.terms.rating[verdict.rating];
  return [
    ...[rating, claim.text, claimant?.name, claim.claimedOn],
    ...[verdict?.assessedOn, verdict?.validFrom, verdict?.validUntil],
    ...[t.terms.status[status], t.terms.kind[claim.kind], claim.language, claim.topics.join(' '), address],
  ];
}

/** A claim as an entry of a feed, rating first, with when its verdicts last changed. */
export function claimEntry(claim: ClaimView, t: Messages, link: string): FeedEntry {
  const published = claim.verdicts.flatMap(({ publishedAt }) => publishedAt ?? []);
  const changes = claim.verdicts.flatMap(({ corrections, retraction }) => [
    ...corrections.map(({ at }) => at),
    ...(retraction ? [retraction.at] : []),
  ]);
  const first = published.toSorted()[0] ?? claim.recordedAt;
  return {
    id: `urn:uuid:${claim.id}`,
    title: claimTitle(claim, t),
    text: claim.status === 'retracted' ? t.terms.status.retracted : (claim.verdict?.summary ?? ''),
    link,
    published: first,
    updated: [...published, ...changes].toSorted().at(-1) ?? first,
  };
}

/** Events of a claim as entries of a feed, newest first. */
export const historyEntries = (
  events: readonly HistoryEventView[],
  claim: ClaimView,
  { t, language, link }: { readonly t: Messages; readonly language: Language; readonly link: string },
): FeedEntry[] =>
  events
    .map((event): FeedEntry => {
      const names = new Intl.DisplayNames(language, { type: 'language' });
      const words = {
        ...{ t, claim, day: (edtf: string) => dayInWords(edtf, language, t.days) },
        languageName: (tag: string) => names.of(tag) ?? tag,
      };
      const title = sentenceOf(event, words);
      return {
        id: `urn:uuid:${event.id}`,
        title,
        text: claimTitle(claim, t),
        link: `${link}/history#event-${event.position}`,
        updated: event.at,
      };
    })
    .reverse();
