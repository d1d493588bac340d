import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';

/** Data: nothing in it may run, load, be framed or be sent anywhere. */
const OF_DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Pages: their own style sheet, scripts, pictures and forms, and nothing that stands in the page itself. */
const OF_PAGES =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** Cards on other people's pages: the only pages of ours that may be framed. They run nothing and take nothing. */
const OF_EMBEDS =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *";
/** The documentation's page, whose library sets styles on its elements; no script but its own files. */
const OF_DOCS =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What no page of ours asks of a browser. */
const NOTHING_OF_THE_DEVICE = 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()';

const YEAR_SECONDS = 31_536_000;

/** Whether a request is about the documentation. */
export const isDocs = ({ url }: Pick<FastifyRequest, 'url'>): boolean => /^\/docs(?:[-/?]|$)/.test(url);

/** Whether a request is about a card for other people's pages. */
const isEmbed = ({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean =>
  routeOptions.url?.startsWith('/embed/') ?? false;

/** What browsers may do with an answer, by its name as `reply.headers` takes it. */
type Headers = Readonly<Record<string, string>>;

/**
 * Says with every answer what browsers may do with it, errors and files included.
 *
 * @param secure whether people reach the server over https: only then may they be held to it
 */
export function addSecurityHeaders(server: FastifyInstance, secure: boolean): void {
  const ofData = headersWith(OF_DATA, secure);
  const ofPages = headersWith(OF_PAGES, secure);
  const ofDocs = headersWith(OF_DOCS, secure);
  const { 'x-frame-options': _, ...framed } = headersWith(OF_EMBEDS, secure);
  const ofEmbeds = { ...framed, 'cross-origin-resource-policy': 'cross-origin' };
  const headersOf = (request: FastifyRequest, reply: FastifyReply): Headers => {
    if (isDocs(request)) return ofDocs;
    if (!/^text\/html\b/.test(String(reply.getHeader('content-type') ?? ''))) return ofData;
    return reply.statusCode === 200 && isEmbed(request) ? ofEmbeds : ofPages;
  };
  server.addHook('onSend', (request, reply, payload, done) => {
    // What is written in a language was written in that of the reader; a page says by itself what else it depends on.
    const own = [reply.hasHeader('content-language') ? 'Accept-Language' : [], reply.getHeader('vary') ?? []].flat();
    const headers = headersOf(request, reply);
    void reply.headers(headers);
    if (own.length > 0) void reply.header('vary', [headers.vary, ...own].join(', '));
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}

/** Helmet is asked once: what it says is the same for every request, and asking costs as much as all else here. */
function headersWith(policy: string, secure: boolean): Headers {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  const say = helmet({
    // By what an answer is, above.
    contentSecurityPolicy: false,
    // Not `no-referrer`: with that a browser's forms name no origin, by which we know them for ours.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
  });
  say(answer.req, answer, (error) => {
    if (error) throw error as Error;
  });
  return {
    ...(answer.getHeaders() as Headers),
    vary: 'Authorization, Cookie',
    'permissions-policy': NOTHING_OF_THE_DEVICE,
    'content-security-policy': policy,
  };
}

/** The same for answers that the server gives before it knows of any request: nothing of ours runs for those. */
export const BARE_HEADERS: Headers = {
  'cache-control': 'no-store',
  'content-security-policy': OF_DATA,
  'permissions-policy': NOTHING_OF_THE_DEVICE,
  'referrer-policy': 'same-origin',
  vary: 'Authorization, Cookie',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
