import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../messages/languages.js';

/** For how long anybody may show what was answered to nobody in particular. */
const FRESH_SECONDS = 10;

/** Something public, ready to be sent. */
export interface PublicAnswer {
  /** Its media type. */
  readonly type: string;
  readonly body: string | Buffer;
  /** The language that its words are in; absent where it has none of ours. */
  readonly language?: Language;
  readonly status?: number;
}

/**
 * Answers with a page, feed or table of the public record, with a validator of its bytes (RFC 9110 section 8.8.3). What was
 * asked for with neither cookie nor token is the same for everybody and may be kept for some seconds; anything else by nobody.
 */
export function sendPublic(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  { type, body, language, status = 200 }: PublicAnswer,
): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const isAnybody =
    headers.cookie === undefined && headers.authorization === undefined && !reply.hasHeader('set-cookie');
  void reply.header('cache-control', isAnybody ? `public, max-age=${FRESH_SECONDS}` : 'no-store').header('etag', etag);
  if (language) void reply.header('content-language', language);
  const known = headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? [];
  if (known.includes(etag)) return void reply.status(304).send();
  void reply.status(status).type(type).send(body);
}
