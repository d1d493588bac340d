import type { VNode } from 'preact';
import type { CorrectionsView } from '../../projections/log/corrections.views.js';
import { useLocale, type Locale } from '../components/locale.js';
import { OtherForms } from '../components/other-forms.js';
import { Pages } from '../components/pages.js';
import { render, type PageParts } from '../page.js';
import { CorrectionList } from './correction-list.js';

interface CorrectionsParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly answer: CorrectionsView;
  /** As they stand in the address. */
  readonly filters: Readonly<Record<string, string | undefined>>;
}

/** What this desk got wrong and mended, newest first. */
export const correctionsPage = ({ answer, filters, ...parts }: CorrectionsParts): string =>
  render({
    ...parts,
    title: parts.locale.messages.lists.correctionsTitle,
    children: <Corrections answer={answer} filters={filters} />,
  });

function Corrections({ answer, filters }: Pick<CorrectionsParts, 'answer' | 'filters'>): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.lists.correctionsTitle}</h1>
      <p class="lead">{t.lists.correctionsLead}</p>
      {answer.items.length === 0 ? <p>{t.lists.noCorrections}</p> : <CorrectionList corrections={answer.items} />}
      <Pages path="/corrections" query={filters} cursor={answer.nextCursor} />
      <OtherForms path="/corrections" query={filters} />
    </>
  );
}
