import type { VNode } from 'preact';
import type { ClaimChangeView, ClaimCompareView } from '../../projections/claims/claim-compare.views.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import type { VerdictView } from '../../projections/claims/verdict.views.js';
import { DiffText } from '../components/diff-text.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Instant } from '../components/texts.js';
import { render, type PageParts } from '../page.js';
import { useChangeSentence } from './change-sentence.js';
import { useEventSentence } from './event-parts.js';

interface ComparePageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  /** As it stood at the later moment. */
  readonly claim: ClaimView;
  readonly answer: ClaimCompareView;
  /** When the two moments were; null: before the first entry; the later one undefined: now. */
  readonly first: string | null;
  readonly last: string | null | undefined;
}

/** Two moments of a claim, difference by difference: sentences first, then texts with what was inserted and deleted. */
export const comparePage = ({ claim, answer, first, last, ...parts }: ComparePageParts): string => {
  const t = parts.locale.messages;
  return render({
    ...parts,
    title: t.compare.title(claim.text ?? t.claim.textErased),
    children: <Compare {...{ claim, answer, first, last }} />,
  });
};

type CompareParts = Pick<ComparePageParts, 'claim' | 'answer' | 'first' | 'last'>;

function Compare({ claim, answer, first, last }: CompareParts): VNode {
  const { t, instant } = useLocale();
  const sentence = useChangeSentence();
  // At the earlier moment there may have been nothing for this reader to open.
  const wasAbsent = answer.changes.some(({ field, before }) => field === 'id' && before === null);
  // What else differs follows from these, or is for programs.
  const changes = answer.changes.filter(({ field }) => field in t.compare.fields);
  const ours = answer.events.filter(
    ({ type, facts }) => (type === 'VerdictCorrected' && facts.grade !== 'none') || type === 'VerdictRetracted',
  ).length;
  const moment = (at: string | null | undefined) =>
    at === undefined ? t.compare.now : at === null ? t.compare.beginning : instant(at);
  return (
    <>
      <h1 class="claim-text">
        <a class="claim-link" href={`/claims/${claim.id}`}>
          {claim.text ?? t.claim.textErased}
        </a>
      </h1>
      <p class="lead">
        {t.compare.lead(moment(first), moment(last), changes.length)} {ours > 0 && t.compare.ours(ours)}
      </p>
      <ul class="links">
        {answer.from >= 0 && !wasAbsent && (
          <li>
            <a href={`/claims/${claim.id}?asOf=${answer.from}`}>{t.compare.openThen}</a>
          </li>
        )}
        <li>
          <a href={last === undefined ? `/claims/${claim.id}` : `/claims/${claim.id}?asOf=${answer.to}`}>
            {t.compare.openNow}
          </a>
        </li>
      </ul>
      <Entry id="changes" rail={<RailHeading of="changes">{t.compare.changes}</RailHeading>}>
        {changes.length === 0 ? (
          <p>{t.compare.nothing}</p>
        ) : (
          <ul>
            {changes.map((change) => (
              <li key={`${change.field} ${change.id}`}>{sentence(change)}</li>
            ))}
          </ul>
        )}
        {changes
          .flatMap((change) => textsIn(change, claim))
          .map((texts) => (
            <DiffText key={texts.was} {...texts} />
          ))}
      </Entry>
      <Happened claim={claim} answer={answer} />
    </>
  );
}

/** Texts of a change that are told apart word by word. */
function textsIn({ field, before, after }: ClaimChangeView, claim: ClaimView) {
  const { language } = claim;
  if (field === 'text' && typeof before === 'string' && typeof after === 'string')
    return [{ was: before, is: after, language }];
  if (field !== 'verdicts' || before === null || after === null) return [];
  const [was, is] = [before as VerdictView, after as VerdictView];
  return (['summary', 'rationale'] as const).flatMap((name) => {
    const [then, now] = [was[name], is[name]];
    return then !== null && now !== null && then !== now ? [{ was: then, is: now, language }] : [];
  });
}

function Happened({ claim, answer }: Pick<CompareParts, 'claim' | 'answer'>): VNode | null {
  const { t } = useLocale();
  const sentence = useEventSentence(claim);
  if (answer.events.length === 0) return null;
  return (
    <Entry id="happened" rail={<RailHeading of="happened">{t.compare.happened}</RailHeading>}>
      <ol class="list">
        {answer.events.map((event) => (
          <li key={event.position}>
            <p class="meta">
              <Instant at={event.at} />
            </p>
            <p>{sentence(event)}</p>
          </li>
        ))}
      </ol>
    </Entry>
  );
}
