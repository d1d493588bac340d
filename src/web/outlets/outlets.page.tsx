import type { VNode } from 'preact';
import type { OutletListView } from '../../projections/outlets/outlet.views.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Pages } from '../components/pages.js';
import { Name } from '../components/texts.js';
import { render, type PageParts } from '../page.js';

interface OutletsPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly answer: OutletListView;
  /** As they stand in the address. */
  readonly filters: Readonly<Record<string, string | undefined>>;
}

/** Outlets that carried a published claim, in the order in which they came on record: no ranking. */
export const outletsPage = ({ answer, filters, ...parts }: OutletsPageParts): string =>
  render({
    ...parts,
    title: parts.locale.messages.outlets.listTitle,
    children: <Outlets answer={answer} filters={filters} />,
  });

function Outlets({ answer, filters }: Pick<OutletsPageParts, 'answer' | 'filters'>): VNode {
  const { t, list } = useLocale();
  return (
    <>
      <h1>{t.outlets.listTitle}</h1>
      <p class="lead">{t.outlets.listLead}</p>
      {answer.items.length === 0 && <p>{t.outlets.listEmpty}</p>}
      <ul class="list">
        {answer.items.map(({ id, name, aliases, domains, kind }) => (
          <li key={id}>
            <a href={`/outlets/${id}`}>
              <Name>{name ?? t.outlets.nameErased}</Name>
            </a>
            <p class="meta">
              {t.terms.outletKind[kind]}
              {domains.length > 0 && ` · ${list(domains.map(({ domain }) => domain))}`}
              {aliases.length > 0 && (
                <>
                  {' · '}
                  <Name>{t.outlets.alsoKnown(list(aliases))}</Name>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      <Pages path="/outlets" query={filters} cursor={answer.nextCursor} />
    </>
  );
}
