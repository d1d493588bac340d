import type { VNode } from 'preact';
import type { ClaimListView } from '../../projections/claims/claim-list.views.js';
import type { ValueCountView } from '../../projections/search/claim-search.views.js';
import { addressOf } from '../components/address.js';
import { useLocale, type Locale } from '../components/locale.js';
import { OtherForms } from '../components/other-forms.js';
import { Pages } from '../components/pages.js';
import { render, type PageParts } from '../page.js';
import { ClaimRows } from './claim-rows.js';

/** What is asked of the list, as it stands in its address. */
type ClaimFilters = Readonly<Partial<Record<FilterName, string>>>;
type FilterName =
  | 'q'
  | 'rating'
  | 'status'
  | 'outlet'
  | 'claimant'
  | 'topic'
  | 'language'
  | 'kind'
  | 'from'
  | 'to'
  | 'validAt'
  | 'asOf'
  | 'sort';

interface ClaimsPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  readonly answer: ClaimListView;
  readonly filters: ClaimFilters;
  /** Of a list that is about one claimant or topic: what it is called, and what it says; it has no filters of its own. */
  readonly about?: { readonly title: string; readonly lead: string; readonly path: string };
}

/** Search and browse: every filter stands in the address. */
export const claimsPage = ({ answer, filters, about, ...parts }: ClaimsPageParts): string =>
  render({
    ...parts,
    ...(filters.q === undefined ? {} : { query: filters.q }),
    title: about?.title ?? parts.locale.messages.lists.claimsTitle,
    alternates: [
      {
        type: 'application/atom+xml',
        href: addressOf('/claims.atom', filters),
        title: parts.locale.messages.lists.feed,
      },
    ],
    children: <Claims answer={answer} filters={filters} about={about} />,
  });

interface ClaimsParts {
  readonly answer: ClaimListView;
  readonly filters: ClaimFilters;
  readonly about: ClaimsPageParts['about'] | undefined;
}

function Claims({ answer, filters, about }: ClaimsParts): VNode {
  const { t, number } = useLocale();
  const { items, counts, nextCursor } = answer;
  return (
    <>
      <h1>{about?.title ?? t.lists.claimsTitle}</h1>
      {about && <p class="lead">{about.lead}</p>}
      {counts && (
        <p role="status">{t.lists.found(counts.total.count, counts.total.more, number(counts.total.count))}</p>
      )}
      {!about && <Filters filters={filters} answer={answer} />}
      {items.length === 0 ? (
        <Nothing filters={filters} />
      ) : (
        <ClaimRows claims={items} {...(filters.asOf === undefined ? {} : { asOf: filters.asOf })} />
      )}
      <Pages path={about?.path ?? '/claims'} query={about ? {} : filters} cursor={nextCursor} />
      <OtherForms path="/claims" query={filters} />
    </>
  );
}

/** Says why there is nothing, and what to do next. */
function Nothing({ filters }: { readonly filters: ClaimFilters }): VNode {
  const { t } = useLocale();
  const filtered = Object.entries(filters).some(([name, value]) => name !== 'q' && value !== undefined);
  return (
    <>
      <p>
        {filters.q !== undefined
          ? t.lists.nothingFound(filters.q)
          : filtered
            ? t.lists.filtersHide
            : t.lists.nothingHere}
      </p>
      {(filtered || filters.q !== undefined) && (
        <p>
          <a href="/claims">{t.lists.clearFilters}</a>
        </p>
      )}
    </>
  );
}

function Filters({ filters, answer: { counts } }: Pick<ClaimsPageParts, 'filters' | 'answer'>): VNode {
  const { t, language } = useLocale();
  const languageNames = new Intl.DisplayNames(language, { type: 'language' });
  const options = (
    name: 'rating' | 'kind',
    words: Readonly<Record<string, string>>,
  ): readonly (readonly [string, string])[] =>
    Object.entries(words).map(([value, word]) => [value, withCount(word, counts?.[name], value)]);
  return (
    <form class="filters" action="/claims" method="get">
      {filters.q !== undefined && <input type="hidden" name="q" value={filters.q} />}
      {(['outlet', 'claimant', 'status'] as const).map(
        (name) => filters[name] !== undefined && <input key={name} type="hidden" name={name} value={filters[name]} />,
      )}
      <Choice name="rating" label={t.lists.rating} value={filters.rating} options={options('rating', t.terms.rating)} />
      <Choice name="kind" label={t.lists.kind} value={filters.kind} options={options('kind', t.terms.kind)} />
      {counts && counts.language.length > 1 && (
        <Choice
          name="language"
          label={t.lists.language}
          value={filters.language}
          options={counts.language.map(({ value, count }) => [value, `${languageNames.of(value) ?? value} (${count})`])}
        />
      )}
      <Words name="topic" label={t.lists.topic} value={filters.topic} />
      <Day name="from" label={t.lists.from} value={filters.from} />
      <Day name="to" label={t.lists.to} value={filters.to} />
      <Day name="validAt" label={t.lists.validAt} value={filters.validAt} />
      <Day name="asOf" label={t.lists.asOf} value={filters.asOf} />
      <Choice
        name="sort"
        label={t.lists.sort}
        value={filters.sort}
        options={[
          ['recorded', t.lists.sortRecorded],
          ['claimedOn', t.lists.sortClaimed],
        ]}
      />
      <button class="plain" type="submit">
        {t.lists.apply}
      </button>
    </form>
  );
}

const withCount = (word: string, counts: readonly ValueCountView[] | undefined, value: string): string => {
  const found = counts?.find((each) => each.value === value);
  return found ? `${word} (${found.count}${found.more ? '+' : ''})` : word;
};

interface ChoiceParts {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
}

function Choice({ name, label, value, options }: ChoiceParts): VNode {
  const { t } = useLocale();
  return (
    <div class="field">
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name}>
        <option value="">{t.lists.any}</option>
        {options.map(([each, word]) => (
          <option key={each} value={each} selected={each === value}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}

const Words = ({
  name,
  label,
  value = '',
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
}): VNode => (
  <div class="field">
    <label for={`filter-${name}`}>{label}</label>
    <input id={`filter-${name}`} name={name} value={value} />
  </div>
);

const Day = ({
  name,
  label,
  value = '',
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
}): VNode => (
  <div class="field">
    <label for={`filter-${name}`}>{label}</label>
    <input id={`filter-${name}`} type="date" name={name} value={value} />
  </div>
);
