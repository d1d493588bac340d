import type { VNode } from 'preact';
import type { ClaimHistoryView, HistoryEventView } from '../../projections/claims/claim-history.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { Entry } from '../components/entry.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Instant } from '../components/texts.js';
import { render, type PageParts } from '../page.js';
import { firstPublished } from './verdict-changes.js';
import { useEventSentence } from './event-parts.js';

interface HistoryPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly claim: ClaimView;
  readonly history: ClaimHistoryView;
}

/** What happened to a claim, each event a sentence, newest first; two can be picked and compared. */
export const historyPage = ({ claim, history, ...parts }: HistoryPageParts): string => {
  const t = parts.locale.messages;
  return render({
    ...parts,
    title: t.history.title(claim.text ?? t.claim.textErased),
    children: <History claim={claim} history={history} />,
  });
};

function History({ claim, history }: Pick<HistoryPageParts, 'claim' | 'history'>): VNode {
  const { t } = useLocale();
  const events = history.items.toReversed();
  return (
    <>
      <h1>
        <a class="claim-link" href={`/claims/${claim.id}`}>
          {claim.text ?? t.claim.textErased}
        </a>
      </h1>
      <p class="lead">{t.history.lead}</p>
      {events.length === 0 ? (
        <p>{t.history.empty}</p>
      ) : (
        <form action={`/claims/${claim.id}/compare`} method="get">
          {events.map((event, index) => (
            <HistoryEntry
              key={event.position}
              event={event}
              claim={claim}
              from={index === Math.min(1, events.length - 1)}
              to={index === 0}
            />
          ))}
          <button type="submit">{t.history.compare}</button>
        </form>
      )}
    </>
  );
}

interface HistoryEntryParts {
  readonly event: HistoryEventView;
  readonly claim: ClaimView;
  readonly from: boolean;
  readonly to: boolean;
}

function HistoryEntry({ event, claim, from, to }: HistoryEntryParts): VNode {
  const { t, instant } = useLocale();
  const sentence = useEventSentence(claim);
  // Before it was published there was nothing for its reader to see.
  const first = firstPublished(claim);
  const reason = event.words?.reason ?? event.words?.selectionReason;
  return (
    <Entry
      listed
      id={`event-${event.position}`}
      rail={
        <h2 id={`event-${event.position}-heading`}>
          <Instant at={event.at} />
        </h2>
      }
      side={
        <>
          {first !== null && event.at >= first && (
            <p>
              <a href={`/claims/${claim.id}?asOf=${event.position}`}>
                {t.history.asItStood}
                <span class="unseen"> {instant(event.at)}</span>
              </a>
            </p>
          )}
          <label class="pick">
            <input type="radio" name="from" value={String(event.position)} checked={from} /> {t.history.from}
          </label>
          <label class="pick">
            <input type="radio" name="to" value={String(event.position)} checked={to} /> {t.history.to}
          </label>
        </>
      }
    >
      <p>
        {sentence(event)} {event.actorName !== null && t.history.by(event.actorName)}
      </p>
      {typeof reason === 'string' && <p class="quiet">{t.claim.because(reason)}</p>}
      {event.withheld && <p class="meta">{t.history.withheldPart}</p>}
    </Entry>
  );
}
