import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { HttpException, RequestMethod } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PublicAddress } from '../../access/public-address.js';
import { newId } from '../../ledger/identifiers.js';
import { Ledger } from '../../ledger/ledger.js';
import { addSecurityHeaders, BARE_HEADERS, isDocs } from './headers.js';
import { serveDocs } from '../openapi/openapi.js';
import { Problem } from './problem.js';
import { problemOf } from './problem-mapping.js';
import { Routes } from './routes.js';

/** The prefix of every route but the log's, which stand at the root (C2SP tlog-tiles), the documentation and the pages. */
const PREFIX = '/api/v1';
const PAGES = ['/', 'assets', 'setup', 'invitation', 'reset', 'sign-in', 'sign-out', 'account'];
const AT_ROOT = [
  ...['checkpoint', 'log.vkey', 'tile/*path'].map((path) => ({ path, method: RequestMethod.GET })),
  ...PAGES.flatMap((path) => [path, `${path}/*path`]).map((path) => ({ path, method: RequestMethod.ALL })),
].filter(({ path }) => path !== '//*path');
const BODY_LIMIT = 2 * 1024 * 1024;
/** A body is read before anybody is asked who he is: a slow one is not waited for longer than this. */
const REQUEST_TIMEOUT_MS = 30_000;

/** An answer that nobody reads is not waited for longer than this when the server ends. */
const SHUTDOWN_TIMEOUT_MS = 5000;

/**
 * The server that the application runs on. What it refuses before any route is found is a problem document, too.
 *
 * @param options `trustedProxies`: addresses and networks whose `X-Forwarded-For` is believed; nobody else's is
 */
export const httpAdapter = ({ trustedProxies = [] }: { readonly trustedProxies?: readonly string[] } = {}) =>
  new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
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

/** What is no HTTP, or has more headers than the server reads (16 KiB), is answered on the bare connection. */
function refuseRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem(431, 'headers-too-large', 'The headers of a request have at most 16 KiB.')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? new Problem(408, 'too-slow', 'A request is sent within 30 seconds.')
        : new Problem(400, 'bad-request', 'This is no request that the server understands.');
  const body = JSON.stringify(problem.body(newId()));
  const headers = { ...BARE_HEADERS, 'content-type': 'application/problem+json', connection: 'close' };
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

/**
 * Sets up the HTTP edge of an application that is made and not yet started.
 *
 * @param options `docs: false` leaves the documentation's pages out; `sample` says of every answer that it is one
 */
export function configure(app: NestFastifyApplication, { docs = true, sample = false } = {}): void {
  const server = app.getHttpAdapter().getInstance();
  app.setGlobalPrefix(PREFIX, { exclude: AT_ROOT });
  // A body is read as bytes and looked at only after the guards; what is not JSON is refused there as well.
  app.useBodyParser('application/json', { bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body));
  app.useBodyParser('*', { bodyLimit: BODY_LIMIT }, (_request, _body, done) => done(null, 'not JSON'));
  app.get(Routes).watch(server);
  addHeaders(server, app.get(Ledger));
  if (sample) markSample(server);
  addSecurityHeaders(server, app.get(PublicAddress).secure);
  endInTime(server);
  if (docs) serveDocs(app);
}

/** Nobody is to take the sample for somebody's published fact-check, least of all a search engine. */
function markSample(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('ledger-sample', 'Claim Ledger sample, not a fact-check').header('x-robots-tag', 'noindex');
    done(null, payload);
  });
}

/** What an answer may say of itself. */
interface Telling {
  readonly id?: unknown;
  readonly revision?: unknown;
  readonly position?: unknown;
}
type Config = { readonly created?: string };

function addHeaders(server: FastifyInstance, ledger: Ledger): void {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    const { id, revision, position } = (payload ?? {}) as Telling;
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
