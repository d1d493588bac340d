import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { LANGUAGES, type Language } from '../messages/languages.js';
import { messagesIn } from '../messages/messages.js';
import { STYLE, VERIFY } from './assets.js';
import { LocaleProvider, useLocale, type Locale } from './components/locale.js';

/** A form in which a page also is, at the same address. */
interface Alternate {
  readonly type: string;
  readonly href: string;
  readonly title: string;
}

/** What every page says of itself. */
export interface PageParts {
  /** What it is about, without the name of the product. */
  readonly title: string;
  /** A form in one narrow column, rather than the whole width. */
  readonly narrow?: boolean;
  /** Whether somebody is signed in: what the head of the page offers. */
  readonly signedIn?: boolean;
  readonly locale?: Locale;
  /** Path and query under which the page was asked for. */
  readonly address?: string;
  /** What the search field holds. */
  readonly query?: string;
  /** Whether the ledger is the demo's. */
  readonly sample?: boolean;
  /** Set on a page of the past: when that was (null: before the first entry), and where the same page is now. */
  readonly past?: { readonly at: string | null; readonly now: string };
  /** Whether search engines may list it. */
  readonly indexed?: boolean;
  readonly canonical?: string;
  /** What previews of the page show. */
  readonly preview?: {
    readonly title: string;
    readonly description: string;
    readonly image?: string;
    readonly url: string;
  };
  readonly alternates?: readonly Alternate[];
  /** Whether it loads what checks claims in the browser. */
  readonly script?: boolean;
  /** JSON-LD, already made safe to stand in a script element. */
  readonly data?: string;
  /** How far the ledger is. */
  readonly record?: { readonly entries: number; readonly signedAt: string | null };
  readonly children?: ComponentChildren;
}

const ENGLISH: Locale = { language: 'en', messages: messagesIn('en'), timeZone: 'UTC' };

/** The frame around every page. */
function PageLayout(parts: PageParts): VNode {
  const { narrow = false, past, sample = false, children } = parts;
  const { language, t } = useLocale();
  return (
    <html lang={language} dir="ltr">
      <Head {...parts} />
      <body class={past ? 'past' : undefined}>
        <a class="skip" href="#main">
          {t.frame.skip}
        </a>
        <header>
          {sample && (
            <div class="sample">
              <p class="page">{t.frame.sample}</p>
            </div>
          )}
          <Masthead {...parts} />
          {past && <PastBar {...past} />}
        </header>
        <main id="main" class={narrow ? 'page narrow' : 'page'}>
          {sample && <p class="unseen">{t.frame.sample}</p>}
          {children}
        </main>
        <Footer {...parts} />
      </body>
    </html>
  );
}

function Head({ title, past, indexed = false, canonical, preview, alternates = [], script, data }: PageParts): VNode {
  const { t, date } = useLocale();
  const dated = past?.at ? t.frame.asOfTitle(date(past.at), title) : title;
  return (
    <head>
      <meta charSet="utf-8" />
      <title>{t.frame.titled(dated)}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {!indexed && <meta name="robots" content="noindex" />}
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={STYLE.path} />
      {canonical && <link rel="canonical" href={canonical} />}
      {alternates.map(({ type, href, title: named }) => (
        <link key={type} rel="alternate" type={type} href={href} title={named} />
      ))}
      {preview && (
        <>
          <meta property="og:type" content="article" />
          <meta property="og:title" content={preview.title} />
          <meta property="og:description" content={preview.description} />
          <meta property="og:url" content={preview.url} />
          {preview.image && <meta property="og:image" content={preview.image} />}
        </>
      )}
      {script && <script type="module" src={VERIFY.path} />}
      {data && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />}
    </head>
  );
}

function Masthead({ signedIn = false, query }: PageParts): VNode {
  const { t } = useLocale();
  return (
    <div class="masthead">
      <div class="page">
        <a class="brand" href="/">
          {t.frame.product}
        </a>
        <form class="search" role="search" action="/claims" method="get">
          <input type="search" name="q" aria-label={t.frame.search} placeholder={t.frame.search} value={query ?? ''} />
          <button type="submit">{t.frame.searchButton}</button>
        </form>
        <a class="to-menu" href="#menu">
          {t.frame.menu}
        </a>
        <nav aria-label={t.frame.site}>
          <a href="/claims">{t.frame.claims}</a>
          <a href="/outlets">{t.frame.outlets}</a>
          <a href="/corrections">{t.frame.corrections}</a>
          <a href="/method">{t.frame.method}</a>
          {signedIn ? <a href="/account">{t.frame.account}</a> : <a href="/sign-in">{t.frame.signIn}</a>}
        </nav>
      </div>
    </div>
  );
}

/** The past cannot be mistaken for the present: it is tinted, and says so before anything else. */
function PastBar({ at, now }: NonNullable<PageParts['past']>): VNode {
  const { t, instant } = useLocale();
  return (
    <div class="past-bar" role="note">
      <p class="page">
        {at === null ? t.frame.pastEmpty : t.frame.past(instant(at))} <a href={now}>{t.frame.now}</a>
      </p>
    </div>
  );
}

/** Where to go from any page; on a phone it is the menu, too. */
function Footer({ record, signedIn = false, address = '/' }: PageParts): VNode {
  const { t } = useLocale();
  const ways = [
    ['/claims', t.frame.claims],
    ['/outlets', t.frame.outlets],
    ['/corrections', t.frame.corrections],
    ['/method', t.frame.method],
    ['/about', t.frame.aboutUs],
    ['/corrections-policy', t.frame.howCorrect],
    ['/complain', t.frame.complain],
    ['/docs', 'API'],
    signedIn ? ['/account', t.frame.account] : ['/sign-in', t.frame.signIn],
  ] as const;
  return (
    <footer class="footer" id="menu">
      <div class="page">
        <ul>
          {ways.map(([href, label]) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
        <Languages address={address} />
        {record && <RecordLine {...record} />}
      </div>
    </footer>
  );
}

/** The same page in our other languages, each called by its own name. */
function Languages({ address }: { readonly address: string }): VNode {
  const { t, language } = useLocale();
  return (
    <ul aria-label={t.frame.language}>
      {LANGUAGES.map((each) => (
        <li key={each}>
          {each === language ? (
            <span aria-current="true">{nameOf(each)}</span>
          ) : (
            <a href={inLanguage(address, each)} lang={each} hreflang={each}>
              {nameOf(each)}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A language's name in itself, with a capital as a label has it. */
function nameOf(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function inLanguage(address: string, language: Language): string {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  searchParams.set('lang', language);
  return `${pathname}?${searchParams.toString()}`;
}

/** How far the ledger is: it grows with what nobody may see yet, as the public log does. */
function RecordLine({ entries, signedAt }: NonNullable<PageParts['record']>): VNode {
  const { t, number, instant } = useLocale();
  return (
    <p class="record">
      {signedAt === null ? t.frame.record(number(entries)) : t.frame.recordSigned(number(entries), instant(signedAt))}{' '}
      <a href="/log">{t.frame.checkIt}</a>
    </p>
  );
}

/** @returns the whole document. Every text in it is escaped by the renderer. */
export const render = (parts: PageParts): string =>
  `<!doctype html>${renderToString(
    <LocaleProvider value={parts.locale ?? ENGLISH}>
      <PageLayout {...parts} />
    </LocaleProvider>,
  )}`;

/** @returns a document without the frame, for other people's pages; `title` is what it is about */
export const renderBare = ({
  locale,
  title,
  children,
}: Required<Pick<PageParts, 'locale' | 'title' | 'children'>>): string =>
  `<!doctype html>${renderToString(
    <LocaleProvider value={locale}>
      <html lang={locale.language} dir="ltr">
        <Head title={title} />
        <body>{children}</body>
      </html>
    </LocaleProvider>,
  )}`;
