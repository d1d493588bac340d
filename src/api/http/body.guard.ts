import type { IncomingMessage } from 'node:http';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from './auth.guard.js';
import { contentCodingOf, decode } from './content-coding.js';
import { bodyTooLarge, Problem, unsupportedBody } from './problem.js';
import { UnfinishedBodies, type Sender, type UnfinishedBody } from './unfinished-bodies.js';

const KIB = 1024;
/** Bytes that a body has at most, compressed or not. A form of ours holds no more than what a reader writes to the desk. */
const LIMITS = { json: { stranger: 64 * KIB, person: 2048 * KIB }, form: 64 * KIB } as const;

/**
 * Receives the body of whoever was let in, and of nobody else: until the guard before this one has let a request
 * through, its body is not read. What cannot be understood is refused by what would be right.
 *
 * Leaves in `request.body` the bytes of `application/json` or the text of a form.
 */
@Injectable()
export class BodyGuard implements CanActivate {
  readonly #unfinished = new UnfinishedBodies();

  /** @throws Problem 400, 413, 415; TooManyRequests; LedgerError `busy` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    // What the server has hung in here is what is to be received.
    if (request.body !== request.raw) return true;
    request.body = await this.#read(request);
    return true;
  }

  async #read(request: AuthenticatedRequest): Promise<Buffer | string> {
    const { headers } = request;
    const type = typeOf(headers['content-type']);
    const coding = contentCodingOf(headers['content-encoding']);
    if (/[^,\s]/.test((headers['transfer-encoding'] ?? '').replace(/chunked/i, '')))
      throw unsupportedBody('A body is compressed by Content-Encoding, not by Transfer-Encoding.');
    const sender = { key: request.countedAs ?? request.ip, isStranger: !request.actor };
    const limit = type === 'form' ? LIMITS.form : LIMITS.json[sender.isStranger ? 'stranger' : 'person'];
    if (Number(headers['content-length']) > limit) throw bodyTooLarge(limit);
    const received = await this.#receive(request.raw, limit, sender);
    const bytes = coding === undefined ? received : await decode(received, coding, limit);
    return type === 'form' ? bytes.toString() : bytes;
  }

  #receive(stream: IncomingMessage, limit: number, sender: Sender): Promise<Buffer> {
    const unfinished = this.#unfinished.begin(sender);
    return collect(stream, limit, unfinished).finally(() => unfinished.end());
  }
}

/** @throws Problem 415 */
function typeOf(contentType = ''): 'json' | 'form' {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  if (type.trim() === 'application/x-www-form-urlencoded') return 'form';
  if (type.trim() !== 'application/json') throw unsupportedBody();
  const charset = parameters.map((each) => /^ *charset *= *"?([^"]*?)"? *$/.exec(each)?.[1]).find(Boolean);
  // RFC 8259 section 8.1: JSON that systems exchange is UTF-8.
  if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii', 'ascii'].includes(charset))
    throw unsupportedBody('A body is application/json in UTF-8.');
  return 'json';
}

/** Takes in a stream up to `limit` bytes; what comes after a refusal is left to flow away. */
function collect(stream: IncomingMessage, limit: number, unfinished: UnfinishedBody): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (outcome: () => void): void => {
      stream.off('data', take).off('end', finish).off('error', breakOff).off('close', breakOff);
      outcome();
    };
    const refuse = (error: Error): void => end(() => reject(error));
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      try {
        if (size > limit) throw bodyTooLarge(limit);
        unfinished.add(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        refuse(error as Error);
      }
    };
    const finish = (): void => end(() => resolve(Buffer.concat(chunks, size)));
    const breakOff = (): void => refuse(new Problem(400, 'bad-request', 'The body ended before it was complete.'));
    // Whoever went away while it was asked who they are says so no more.
    if (stream.destroyed && !stream.readableEnded) return breakOff();
    stream.on('data', take).on('end', finish).on('error', breakOff).on('close', breakOff);
  });
}
