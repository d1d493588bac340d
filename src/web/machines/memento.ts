import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid } from '../../api/http/problem.js';

/** A page whose past is at hand (RFC 7089). */
export interface TimedPage {
  /** Absolute address of its present: the original, and its own time gate. */
  readonly original: string;
  /** Absolute address of the list of its past states, where there is one. */
  readonly timemap?: string;
  /** RFC 3339: when it first was there; null: nobody knows, and any moment may be asked for. */
  readonly first: string | null;
}

/** HTTP-date (RFC 9110 section 5.6.7): the one form that is sent. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** Says where the past of a page is found, and of a page of the past when it was. */
export function addMementoHeaders(
  reply: FastifyReply,
  { original, timemap }: Omit<TimedPage, 'first'>,
  at: string | null | undefined,
): void {
  const links = [
    `<${original}>; rel="original timegate"`,
    ...(timemap === undefined ? [] : [`<${timemap}>; rel="timemap"; type="application/link-format"`]),
  ];
  void reply.header('link', links.join(', ')).header('vary', 'Accept-Datetime');
  if (at) void reply.header('memento-datetime', new Date(at).toUTCString());
}

/**
 * Answers `Accept-Datetime` by the address of the page as it stood then; before it was there, as it first was.
 *
 * @returns whether it has answered
 * @throws Problem 400 for what is no HTTP-date (RFC 7089 section 4.5.3)
 */
export function sendToMemento(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  page: TimedPage,
): boolean {
  const asked = headers['accept-datetime'];
  if (typeof asked !== 'string') return false;
  if (!HTTP_DATE.test(asked) || Number.isNaN(Date.parse(asked)))
    throw invalid([
      { pointer: '/header/accept-datetime', code: 'malformed', detail: 'It is such as Thu, 27 Mar 2025 10:00:00 GMT.' },
    ]);
  // What was recorded within the second was there by its end.
  const end = new Date(Date.parse(asked) + 999).toISOString();
  const moment = page.first !== null && end < page.first ? page.first : end;
  addMementoHeaders(reply, page, undefined);
  void reply
    .status(302)
    .header('location', `${page.original}?asOf=${encodeURIComponent(moment)}`)
    .send();
  return true;
}

/** The past states of a page as links (RFC 7089 section 5), oldest first; `instants` are RFC 3339. */
export function timemapOf({ original, timemap = '' }: Omit<TimedPage, 'first'>, instants: readonly string[]): string {
  const links = instants.map((at, index) => {
    const place = [index === 0 ? 'first ' : '', index === instants.length - 1 ? 'last ' : ''].join('');
    const address = `${original}?asOf=${encodeURIComponent(at)}`;
    return `<${address}>; rel="${place}memento"; datetime="${new Date(at).toUTCString()}"`;
  });
  return [
    `<${original}>; rel="original timegate"`,
    `<${timemap}>; rel="self"; type="application/link-format"`,
    ...links,
  ].join(',\n');
}
