import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Data: nothing in it may run, load, be framed or be sent anywhere. */
const OF_DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Pages: their own style sheet, scripts, pictures and forms, and nothing that stands in the page itself. */
const OF_PAGES =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** The documentation's page, whose library sets styles on its elements; no script but its own files. */
const OF_DOCS =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What no page of ours asks of a browser. */
const NOTHING_OF_THE_DEVICE = 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()';

const YEAR_SECONDS = 31_536_000;

/** Whether a request is about the documentation. */
export const isDocs = ({ url }: Pick<FastifyRequest, 'url'>): boolean => /^\/docs(?:[-/?]|$)/.test(url);

/**
 * Says with every answer what browsers may do with it, errors and files included.
 *
 * @param secure whether people reach the server over https: only then may they be held to it
 */
export async function addSecurityHeaders(app: NestFastifyApplication, secure: boolean): Promise<void> {
  await app.register(helmet, {
    // By what an answer is, below.
    contentSecurityPolicy: false,
    // Not `no-referrer`: with that a browser's forms name no origin, by which we know them for ours.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      void reply.headers({
        vary: 'Authorization, Cookie',
        'permissions-policy': NOTHING_OF_THE_DEVICE,
        'content-security-policy': policyFor(request, reply),
      });
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      done(null, payload);
    });
}

const policyFor = (request: FastifyRequest, reply: FastifyReply): string => {
  if (isDocs(request)) return OF_DOCS;
  return /^text\/html\b/.test(String(reply.getHeader('content-type') ?? '')) ? OF_PAGES : OF_DATA;
};

/** The same for answers that the server gives before it knows of any request: nothing of ours runs for those. */
export const BARE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': OF_DATA,
  'permissions-policy': NOTHING_OF_THE_DEVICE,
  'referrer-policy': 'same-origin',
  vary: 'Authorization, Cookie',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
