import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file that pages use, under a name that changes with its content, so that browsers may keep it for ever. */
export interface Asset {
  /** Absolute path of its address. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

function asset(name: string, type: string): Asset {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url));
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { path: `/assets/${digest}-${name}`, type, body };
}

export const STYLE = asset('style.css', 'text/css; charset=utf-8');
