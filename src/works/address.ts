import normalizeUrl from 'normalize-url';
import { parse } from 'tldts';
import { reservationKey, type Keys } from '../kernel/names.js';
import { leadingTo, onPlatform, type Page } from './platform-addresses.js';
import { tellsNothing } from './tracking.js';

/** Characters that mean the same percent-encoded (RFC 3986, 6.2.2.2) or are written for it as often, in a path. */
const PLAIN_IN_PATH = /[\w.~!$'()*,:@|[\]&=+-]/;
/** The same in a query, where `&`, `=` and `+` have a meaning that `%26`, `%3D` and `%2B` do not have. */
const PLAIN_IN_QUERY = /[\w.~!$'()*,:@|[\]/?;-]/;

/** Bytes in one way: those of plain characters as these, all others in upper case. What is no UTF-8 stays. */
const encodedOnce = (text: string, plain: RegExp): string =>
  text.replace(/%[0-9a-f]{2}/gi, (byte) => {
    const character = String.fromCharCode(Number.parseInt(byte.slice(1), 16));
    return plain.test(character) ? character : byte.toUpperCase();
  });

/** Labels in front of a host that lead to the same page. */
const DECORATION = /^(?:www\d?|m|mobile|amp)\./;

function hostOf({ hostname, port }: URL): string {
  let host = hostname.replace(/\.$/, '').replace(/^([a-z-]{2,12})\.m\.(wiki\w+\.org)$/, '$1.$2');
  // `m.de` is a domain of its own: only in front of one such a label is decoration.
  while (DECORATION.test(host) && parse(host.replace(DECORATION, '')).domain) host = host.replace(DECORATION, '');
  return port ? `${host}:${port}` : host;
}

/** An article, as against a rubric: it has a number, a hyphen or an ending. */
const ARTICLE = /[\d-]|\.\w{2,5}$/;

function pathOf({ pathname }: URL): string {
  const path = encodedOnce(pathname, PLAIN_IN_PATH)
    .replace(/;jsessionid=[^/;]*/i, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/(?:index\.(?:html?|php|aspx?))?$/i, '');
  const plain = path
    .replace(/\/amp(?:\.html)?$|^\/amp(?=\/)/i, '')
    .replace(/\.amp(\.html)?$/i, (_, ending: string | undefined) => ending ?? '');
  return ARTICLE.test(plain.split('/').at(-1) ?? '') ? plain : path;
}

function queryOf({ search }: URL): (readonly [string, string])[] {
  const pairs = encodedOnce(search.slice(1), PLAIN_IN_QUERY)
    .replaceAll('%20', '+')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): readonly [string, string] => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });
  return pairs
    .filter(([name, value]) => !tellsNothing(name.toLowerCase(), value.toLowerCase()))
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

/** A fragment names a page of its own where a program in the page routes by it; else it is a place within one. */
function fragmentOf({ hash }: URL): string {
  const fragment = hash.slice(1).replace(/:~:.*$/, '');
  const routes = /^!?\/./.test(fragment) || /^![^/]/.test(fragment);
  return routes ? encodedOnce(fragment, PLAIN_IN_PATH).replace(/\/$/, '') : '';
}

/** Addresses that lead on to one that leads on, and so on, are no address of a page. */
const LEADS = 3;

function pageOf(address: string, leads = 0): Page {
  const url = new URL(address);
  const page = { host: hostOf(url), path: pathOf(url), query: queryOf(url), fragment: fragmentOf(url) };
  const target = leads < LEADS ? leadingTo(page) : undefined;
  return target === undefined ? onPlatform(page) : pageOf(target, leads + 1);
}

/**
 * The form in which two addresses of one page are equal, and those of two pages are not. Left out is what tells no pages
 * apart: the scheme, `www.`, `m.` and `amp`, the way in which characters are encoded, the order of parameters, those that
 * track readers, places within a page, and the ways in which a platform writes one post's address.
 */
export function normaliseAddress(address: string): string {
  const { host, path, query, fragment } = pageOf(address);
  const parameters = query.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&');
  return `${host}${path}${parameters && `?${parameters}`}${fragment && `#${fragment}`}`;
}

/**
 * The keys under which an address is held, a work's unless another kind is said. For comparison only; the address that is
 * stored stays as it was given. Takes an http or https address.
 */
export const addressKeys = (url: string, kind: 'url' | 'review' = 'url'): Keys => [
  reservationKey(kind, normaliseAddress(url)),
  reservationKey(kind, normalizeUrl(url, { forceHttps: true, stripHash: true, stripWWW: true }), 1),
];

/** What the version before took for nothing, and so may have made one of two pages: a root may have been a route's. */
function wasConfused(address: string): boolean {
  const url = new URL(address);
  const written = `${url.pathname}${url.search}`;
  const page = pageOf(address);
  if (page.fragment !== '' || (page.path === '' && page.query.length === 0)) return true;
  return /%(?:2[356bf]|3[df])|\+/i.test(written) || !isUtf8(written);
}

function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

/** The keys by which what holds an address is looked up: by that of the version before only where it stood for one page. */
export const addressLookup = (url: string, kind: 'url' | 'review' = 'url'): readonly string[] =>
  wasConfused(url) ? addressKeys(url, kind).slice(0, 1) : addressKeys(url, kind);
