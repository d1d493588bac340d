import type { IncomingHttpHeaders } from 'node:http';

/** Methods that change nothing (RFC 9110 section 9.2.1); a link on any page can cause them. */
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a method may change something. */
export const isUnsafe = (method: string): boolean => !SAFE.includes(method);

/**
 * Whether a browser says that a request comes from a page of ours. `Sec-Fetch-Site` tells it and no page can set it
 * (Fetch Metadata, W3C); a browser or address without it sends `Origin` with every POST. What has neither comes from no
 * browser that can be believed, and is refused.
 *
 * @param own the server's origin, where the operator has named it; else the request's own `Host` is compared
 */
export function isSameOrigin(headers: IncomingHttpHeaders, own: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return own === undefined ? hostOf(origin) === host?.toLowerCase() : origin === own;
}

/** `null`, which sandboxed pages send, and all that is no origin have no host. */
const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
