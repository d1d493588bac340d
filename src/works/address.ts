import normalizeUrl from 'normalize-url';
import { reservationKey } from '../kernel/names.js';

/**
 * The key under which an address is held, a work's unless another kind is said, equal for spellings of one address:
 * https, host in ASCII without `www.`, no fragment, no `utm_` parameters, no trailing slash, parameters sorted. For
 * comparison only; the address that is stored stays as it was given. Takes an http or https address.
 */
export const addressKey = (url: string, kind: 'url' | 'review' = 'url'): string =>
  reservationKey(kind, normalizeUrl(url, { forceHttps: true, stripHash: true, stripWWW: true }));
