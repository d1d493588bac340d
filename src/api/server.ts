import helmet from '@fastify/helmet';
import { HttpException, RequestMethod } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../ledger/identifiers.js';
import { Ledger } from '../ledger/ledger.js';
import { serveDocs } from './openapi.js';
import { problemOf } from './problems.js';
import { Routes } from './routes.js';

/** The prefix of every route but the log's, which stand at the root (C2SP tlog-tiles), and the documentation. */
const PREFIX = '/api/v1';
const AT_ROOT = ['checkpoint', 'log.vkey', 'tile/*path'];
const BODY_LIMIT = 2 * 1024 * 1024;
/** A body is read before anybody is asked who he is: a slow one is not waited for longer than this. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The server that the application runs on. What it refuses before any route is found is a problem document, too. */
export const httpAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: newId,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(new HttpException(error.message, error.statusCode ?? 400));
      void reply
        .status(problem.status)
        .header('cache-control', 'no-store')
        .type('application/problem+json')
        .send(JSON.stringify(problem.body(request.id)));
    },
  });

/**
 * Sets up the HTTP edge of an application that is made and not yet started.
 *
 * @param options `docs: false` leaves the documentation's pages out; `sample` says of every answer that it is one
 */
export async function configure(app: NestFastifyApplication, { docs = true, sample = false } = {}): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  app.setGlobalPrefix(PREFIX, { exclude: AT_ROOT.map((path) => ({ path, method: RequestMethod.GET })) });
  // A body is read as bytes and looked at only after the guards; what is not JSON is refused there as well.
  app.useBodyParser('application/json', { bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body));
  app.useBodyParser('*', { bodyLimit: BODY_LIMIT }, (_request, _body, done) => done(null, 'not JSON'));
  app.get(Routes).watch(server);
  addHeaders(server, app.get(Ledger));
  if (sample) markSample(server);
  await app.register(helmet, { contentSecurityPolicy: false });
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
  server.addHook('onSend', async (request, reply, payload) => {
    void reply.header('vary', 'Authorization, Cookie');
    void reply.header('content-security-policy', policyFor(request));
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    if (!reply.hasHeader('ledger-position') && !isDocs(request)) await addHead(reply, ledger);
    return payload;
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

const isDocs = ({ url }: FastifyRequest): boolean => /^\/docs(?:[-/?]|$)/.test(url);

/** Answers are data: nothing in them may run or load. The documentation's pages load their own scripts and styles. */
const policyFor = (request: FastifyRequest): string =>
  isDocs(request)
    ? "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    : "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
