import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { networkOf } from '../../access/network.js';
import type { StrangerLimits } from '../../access/stranger-limits.js';
import { newId } from '../../ledger/identifiers.js';
import { BARE_HEADERS } from './headers.js';
import { Problem } from './problem.js';

/** Headers that a request has at most. The server itself would drop those behind its own bound in silence. */
const MAX_HEADERS = 200;
/** How long an answer on a bare connection may take to be read: then it is cut off, whatever the client still sends. */
const LINGER_MS = 1000;

/** A host with or without a port (RFC 9110 section 7.2, RFC 3986 section 3.2.2), without what tells one user from another. */
const HOST = /^(?:\[[0-9a-f:.]+\]|(?:[\w.~!$&'()*+;=-]|%[0-9a-f]{2})+)(?::\d{0,5})?$/i;

/**
 * Refuses what the server would let through or refuse by itself, without a document: no `Host`, several, or one that is
 * none (RFC 9112 section 3.2), since whoever stands in between may take another one for meant; more headers than are read;
 * and whatever comes while it ends.
 *
 * @param isEnding whether the server was asked to end
 * @param limits by which who sends such is counted
 */
export function refuseMalformed(server: FastifyInstance, isEnding: () => boolean, limits: StrangerLimits): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (isEnding()) {
      void reply.header('connection', 'close');
      return done(new Problem(503, 'unavailable', 'The server is ending.', { headers: { 'retry-after': '5' } }));
    }
    const problem = malformed(request.raw);
    if (problem) limits.refuse('pages', networkOf(request.ip), problem).catch(done);
    else done();
  });
}

function malformed({ rawHeaders, httpVersion }: IncomingMessage): Problem | undefined {
  if (rawHeaders.length > 2 * MAX_HEADERS)
    return new Problem(431, 'headers-too-large', `A request has at most ${MAX_HEADERS} headers.`);
  const hosts = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'host');
  const [host, ...others] = hosts;
  const lacks = host === undefined && httpVersion !== '1.0';
  if (!lacks && others.length === 0 && (host === undefined || HOST.test(host))) return undefined;
  const detail = 'A request names its host, once.';
  return new Problem(400, 'bad-request', detail, { errors: [{ pointer: '/header/host', code: 'malformed', detail }] });
}

/** Answers an `Expect` that nobody knows (RFC 9110 section 10.1.1), for which the server itself has no words. */
export function refuseExpectations(server: Server): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const problem = new Problem(417, 'expectation-failed', 'The one expectation that is known is 100-continue.');
    const { headers, body } = bareAnswer(problem);
    response.writeHead(problem.status, headers).end(body);
  });
}

/** What is no HTTP, or has more headers than the server reads (16 KiB), is answered on the bare connection, which ends. */
export function refuseRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = ofConnection(error.code);
  const { headers, body } = bareAnswer(problem);
  const head = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  // Ended is only our side of it: whoever goes on sending would keep it for as long as they like.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${head}\r\n${body}`);
}

function ofConnection(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem(431, 'headers-too-large', 'The headers of a request have at most 16 KiB.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem(408, 'too-slow', 'A request is sent within 30 seconds.');
  return new Problem(400, 'bad-request', 'This is no request that the server understands.');
}

/** What a problem is answered with where nothing of ours runs; the connection ends with it. */
function bareAnswer(problem: Problem) {
  const body = JSON.stringify(problem.body(newId()));
  const length = Buffer.byteLength(body);
  const own = { 'content-type': 'application/problem+json', 'content-length': length, connection: 'close' };
  return { headers: { ...BARE_HEADERS, ...own }, body };
}
