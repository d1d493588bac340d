import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that pages use, under a name that changes with its content, so that browsers may keep it for ever. */
export interface Asset {
  /** Absolute path of its address. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** What the build bundles, seen from here once built and, in tests, before. */
const BUNDLES = new URL(
  import.meta.url.includes('/dist/src/') ? '../../checker/' : '../../dist/checker/',
  import.meta.url,
);
const bundled = (name: string): Buffer => readFileSync(new URL(name, BUNDLES));
const fileNamed = (name: string): Buffer => readFileSync(new URL(`./assets/${name}`, import.meta.url));

function asset(name: string, type: string, body: Buffer): Asset {
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { path: `/assets/${digest}-${name}`, type, body };
}

/** One sheet: a page waits for one request. */
export const STYLE = asset(
  'style.css',
  'text/css; charset=utf-8',
  Buffer.concat([fileNamed('tokens.css'), fileNamed('style.css')]),
);
export const MARKS = asset('marks.svg', 'image/svg+xml', fileNamed('marks.svg'));

/** Checks claims in the reader's browser. */
export const VERIFY = asset('verify.js', 'text/javascript; charset=utf-8', bundled('claim-ledger-verify.mjs'));

/** The checker as one page that works from disk, and its SHA-256 in hex. */
export const CHECKER_PAGE = bundled('claim-ledger-checker.html');
export const CHECKER_DIGEST = createHash('sha256').update(CHECKER_PAGE).digest('hex');

/** By the last part of their address. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map(
  [STYLE, MARKS, VERIFY].map((each) => [each.path.slice('/assets/'.length), each]),
);
