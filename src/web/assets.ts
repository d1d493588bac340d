import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that pages use, under a name that changes with its content, so that browsers may keep it for ever. */
export interface Asset {
  /** Absolute path of its address. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

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

/** By the last part of their address. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map(
  [STYLE, MARKS].map((each) => [each.path.slice('/assets/'.length), each]),
);
