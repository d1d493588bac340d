import type { ComponentChildren, VNode } from 'preact';
import type { NamedWorkView } from '../../projections/claims/appearance.views.js';
import { directionOf } from '../../messages/languages.js';
import { useLocale } from './locale.js';

/** Words in another language than the page's: read aloud in theirs, and running their way. */
export const Foreign = ({
  language,
  children,
}: {
  readonly language: string | null;
  readonly children: ComponentChildren;
}): VNode =>
  language === null ? (
    <bdi>{children}</bdi>
  ) : (
    <span lang={language} dir={directionOf(language)}>
      {children}
    </span>
  );

/** A name: of a person, an outlet, a work. It runs its own way whatever stands around it. */
export const Name = ({ children }: { readonly children: ComponentChildren }): VNode => <bdi>{children}</bdi>;

/** A topic's code as a reader sees it: `north-korea` is `north korea`. */
export const topicInWords = (topic: string): string => topic.replaceAll('-', ' ');

/** Exact words of somebody, between the quotation marks of their language. */
export const Excerpt = ({
  language,
  children,
}: {
  readonly language: string | null;
  readonly children: ComponentChildren;
}): VNode => (
  <q class="excerpt" {...(language === null ? { dir: 'auto' } : { lang: language, dir: directionOf(language) })}>
    {children}
  </q>
);

/** A link out of this ledger, only to an address that is one of the web; anything else stays text. */
export function ExternalLink({
  href,
  children,
}: {
  readonly href: string | null;
  readonly children: ComponentChildren;
}): VNode {
  const { t } = useLocale();
  const safe = safeUrl(href);
  if (safe === null) return <span>{children}</span>;
  return (
    <a href={safe} rel="nofollow noopener external">
      {children}
      <span class="unseen">{` (${t.frame.leaves})`}</span>
    </a>
  );
}

/** An address that a browser may go to; null for `javascript:`, `data:` and whatever else is none of the web. */
function safeUrl(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** A link that goes to the words themselves in their page (URL Fragment Text Directives). */
export function textFragment(url: string | null, words: string | null): string | null {
  const safe = safeUrl(url);
  if (safe === null || !words) return safe;
  const escaped = encodeURIComponent(words).replaceAll('-', '%2D');
  return `${safe}${safe.includes('#') ? '' : '#'}:~:text=${escaped}`;
}

/** When something was, with the exact time for machines. */
export function Instant({ at }: { readonly at: string }): VNode {
  const { instant } = useLocale();
  return <time dateTime={at}>{instant(at)}</time>;
}

/** The day of an instant. */
export function DateOf({ at }: { readonly at: string }): VNode {
  const { date } = useLocale();
  return <time dateTime={at}>{date(at)}</time>;
}

/** Something that is only inferred: dashed, and said to be. */
function Inferred({ children }: { readonly children: ComponentChildren }): VNode {
  const { t } = useLocale();
  return (
    <span class="inferred">
      {children} ({t.terms.basis.inferred})
    </span>
  );
}

/** Who published a work. What is only inferred is marked, and leads to no outlet's page. */
export function OutletOfWork({
  work: { outlet, outletBasis },
  linked = false,
}: {
  readonly work: Pick<NamedWorkView, 'outlet' | 'outletBasis'>;
  readonly linked?: boolean;
}): VNode {
  const { t } = useLocale();
  if (outlet === null) return <span>{t.claim.unknownOutlet}</span>;
  const name = <Name>{outlet.name ?? t.outlets.nameErased}</Name>;
  if (outletBasis !== 'stated') return <Inferred>{name}</Inferred>;
  return linked ? <a href={`/outlets/${outlet.id}`}>{name}</a> : <span>{name}</span>;
}

/** The day of a work, marked where it is only inferred. */
export function DayOfWork({
  work: { publishedOn, publishedOnBasis },
}: {
  readonly work: Pick<NamedWorkView, 'publishedOn' | 'publishedOnBasis'>;
}): VNode {
  const { t, day } = useLocale();
  if (publishedOn === null) return <span>{t.days.unknown}</span>;
  return publishedOnBasis === 'inferred' ? <Inferred>{day(publishedOn)}</Inferred> : <span>{day(publishedOn)}</span>;
}
