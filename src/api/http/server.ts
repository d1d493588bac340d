import { HttpException } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PublicAddress } from '../../access/public-address.js';
import { StrangerLimits } from '../../access/stranger-limits.js';
import { VerificationRuns } from '../../audit/verification-runs.js';
import { newId } from '../../ledger/identifiers.js';
import { Ledger } from '../../ledger/ledger.js';
import { limitConnections } from './connections.js';
import { addSecurityHeaders, BARE_HEADERS, isDocs } from './headers.js';
import { serveDocs } from '../openapi/openapi.js';
import { problemOf } from './problem-mapping.js';
import { watchForProxies } from './proxy-watch.js';
import { refuseExpectations, refuseMalformed, refuseRaw } from './refusals.js';
import { Routes } from './routes.js';
import { chargeStrangers } from './stranger.guard.js';

/** The prefix of the interface; pages, the documentation and the log (C2SP tlog-tiles) stand at the root. */
export const PREFIX = '/api/v1';
/** A request is sent within 30 s: whoever lets it drip is cut off at the first look after 29 s. */
const SLOWEST = { requestTimeout: 29_000, headersTimeout: 29_000, connectionsCheckingInterval: 1000 };
/** A connection on which nothing moves for so long is cut off, such as one that takes no answer. */
const SILENCE_MS = 120_000;

/** An answer that nobody reads is not waited for longer than this when the server ends. */
const SHUTDOWN_TIMEOUT_MS = 5000;

/**
 * The server that the application runs on. What it refuses before any route is found is a problem document, too.
 *
 * @param options `trustedProxies`: addresses and networks whose `X-Forwarded-For` is believed; nobody else's is
 */
export function httpAdapter({
  trustedProxies = [],
}: { readonly trustedProxies?: readonly string[] } = {}): HttpAdapter {
  const adapter = new HttpAdapter({
    requestTimeout: SLOWEST.requestTimeout,
    connectionTimeout: SILENCE_MS,
    // What it would say by itself to a request without a host, or while it ends, is no document.
    http: { ...SLOWEST, requireHostHeader: false },
    return503OnClosing: false,
    genReqId: newId,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    clientErrorHandler: refuseRaw,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(new HttpException(error.message, error.statusCode ?? 400));
      void reply
        .status(problem.status)
        .headers(BARE_HEADERS)
        .type('application/problem+json')
        .send(JSON.stringify(problem.body(request.id)));
    },
  });
  const instance = adapter.getInstance<FastifyInstance>();
  limitConnections(instance.server, trustedProxies);
  if (trustedProxies.length === 0) watchForProxies(instance);
  return adapter;
}

/** Knows from the first moment on that it is ending. */
class HttpAdapter extends FastifyAdapter {
  isEnding = false;

  override beforeClose(): void {
    super.beforeClose();
    this.isEnding = true;
  }
}

/**
 * Sets up the HTTP edge of an application that is made and not yet started.
 *
 * @param options `docs: false` leaves the documentation's pages out; `sample` says of every answer that it is one
 */
export function configure(app: NestFastifyApplication, { docs = true, sample = false } = {}): void {
  const server = app.getHttpAdapter().getInstance();
  const adapter = app.getHttpAdapter();
  const limits = app.get(StrangerLimits);
  refuseMalformed(server, () => adapter instanceof HttpAdapter && adapter.isEnding, limits);
  refuseExpectations(server.server);
  leaveBodiesToTheGuard(server);
  chargeStrangers(server, limits);
  app.get(Routes).watch(server);
  addHeaders(server, app.get(Ledger));
  markDamage(server, app.get(VerificationRuns));
  if (sample) markSample(server);
  addSecurityHeaders(server, app.get(PublicAddress).secure);
  endInTime(server);
  if (docs) serveDocs(app);
}

/** A body is received by `BodyGuard`, after the guards before it have let the request through. */
function leaveBodiesToTheGuard(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (request, _payload, done) => done(null, request.raw));
  server.addHook('onSend', ({ raw, headers }, reply, payload, done) => {
    // What is left of a body that nobody has read does not stand in the way of the next request.
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (hasBody && !raw.complete) void reply.header('connection', 'close');
    done(null, payload);
  });
}

/** While the ledger is known to be damaged every answer says so: whoever builds on one is to know. */
function markDamage(server: FastifyInstance, verifications: VerificationRuns): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    const { findings = [] } = verifications.verdict ?? {};
    if (findings.length > 0)
      void reply.header('ledger-damage', [...new Set(findings.map(({ code }) => code))].join(', '));
    done(null, payload);
  });
}

/** Nobody is to take the sample for somebody's published fact-check, least of all a search engine. */
function markSample(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('ledger-sample', 'Claim Ledger sample, not a fact-check').header('x-robots-tag', 'noindex');
    done(null, payload);
  });
}

/** What an answer may say of itself. */
interface AnswerFields {
  readonly id?: unknown;
  readonly revision?: unknown;
  readonly position?: unknown;
}
type Config = { readonly created?: string };

function addHeaders(server: FastifyInstance, ledger: Ledger): void {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    const { id, revision, position } = (payload ?? {}) as AnswerFields;
    if (typeof position === 'number') void reply.header('ledger-position', position);
    if (request.method !== 'POST' && typeof revision === 'number') void reply.header('etag', `"${revision}"`);
    const { created } = request.routeOptions.config as Config;
    if (created && typeof id === 'string') void reply.header('location', `${PREFIX}/${created}/${id}`);
    done(null, payload);
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    if (reply.hasHeader('ledger-position') || isDocs(request)) return done(null, payload);
    void addHead(reply, ledger).then(() => done(null, payload));
  });
}

/** An answer that rests on no position tells how far the ledger is; one that cannot know is sent without. */
async function addHead(reply: FastifyReply, ledger: Ledger): Promise<void> {
  try {
    void reply.header('ledger-position', (await ledger.read.head()).position);
  } catch {
    void reply.removeHeader('ledger-position');
  }
}

/** Ends connections that are still busy some seconds after the server was asked to end: whose client does not read. */
function endInTime(server: FastifyInstance): void {
  server.addHook('preClose', (done) => {
    setTimeout(() => server.server.closeAllConnections(), SHUTDOWN_TIMEOUT_MS).unref();
    done();
  });
}
