import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { STYLE } from './assets.js';

/** What every page says of itself. */
export interface PageParts {
  /** What it is about, without the name of the product. */
  readonly title: string;
  /** A form in one narrow column, rather than the whole width. */
  readonly narrow?: boolean;
  /** Whether somebody is signed in: what the head of the page offers. */
  readonly signedIn?: boolean;
  readonly children?: ComponentChildren;
}

/** The frame around every page. */
function PageLayout({ title, narrow = false, signedIn = false, children }: PageParts): VNode {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{`${title} – Claim Ledger`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={STYLE.path} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="masthead">
          <div>
            <a class="brand" href="/">
              <Mark />
              Claim Ledger
            </a>
            <nav aria-label="Site">
              <a href="/docs">API</a>
              {signedIn ? <a href="/account">Your account</a> : <a href="/sign-in">Sign in</a>}
            </nav>
          </div>
        </header>
        <main id="main" class={narrow ? 'narrow' : undefined}>
          {children}
        </main>
        <footer class="footer">
          <div>
            <span>What is written here stays written, and anybody can check it.</span>
          </div>
        </footer>
      </body>
    </html>
  );
}

/** Three entries, the last of them sealed. */
const Mark = (): VNode => (
  <svg
    viewBox="0 0 24 24"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2.2"
    stroke-linecap="round"
  >
    <path d="M4 5h16M4 12h9M4 19h6M14.5 17.5l2.3 2.3 4.2-5" />
  </svg>
);

/** @returns the whole document. Every text in it is escaped by the renderer. */
export const render = (parts: PageParts): string => `<!doctype html>${renderToString(<PageLayout {...parts} />)}`;
