import normalizeUrl from 'normalize-url';
import { reservationKey } from '../kernel/names.js';

/**
 * The key under which a work's address is held, equal for spellings of one address: https, host in ASCII without `www.`,
 * no fragment, no `utm_` parameters, no trailing slash, parameters sorted. For comparison only; the address that is
 * stored stays as it was given. Takes an http or https address.
 */
export const addressKey = (url: string): string =>
  reservationKey('url', normalizeUrl(url, { forceHttps: true, stripHash: true, stripWWW: true }));
