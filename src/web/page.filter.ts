import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountRefused } from '../access/account-refusal.js';
import { TooManyRequests } from '../access/limits.js';
import { Problem } from '../api/http/problem.js';
import { noticePage } from './notice.page.js';
import { sendPage } from './session-users.js';

/** What a page says where it cannot do what it was asked. */
interface Said {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const GONE: Said = {
  status: 410,
  title: 'This link is over',
  text: 'It was used, has ended, or was replaced by a newer one. Ask for another.',
};
const MISSING: Said = { status: 404, title: 'There is nothing here', text: 'Nothing, or nothing that you may see.' };
const FOREIGN: Said = {
  status: 403,
  title: 'This was not sent from here',
  text: 'A form of this site was sent from another one, which is not taken. Open the page here and send it again.',
};
const FAILED: Said = {
  status: 500,
  title: 'Something went wrong',
  text: 'Nothing that you did is lost, and nothing was done by half. Try again in a moment.',
};

/** Turns whatever was thrown into a page. Nothing that was not meant for a visitor leaves here. */
@Catch()
export class PageFilter implements ExceptionFilter {
  readonly #log = new Logger('Pages');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const said = saidOf(error);
    if (said === FAILED) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      // Without the path: it may hold the token of a link.
      this.#log.error(`${request.id} ${request.method}: ${told}`);
    }
    if (reply.sent) return;
    if (error instanceof TooManyRequests) void reply.header('retry-after', error.retryAfter);
    const { status, title, text } = said;
    sendPage(reply, noticePage({ title, text, to: '/', label: 'To the front page' }), status);
  }
}

function saidOf(error: unknown): Said {
  if (error instanceof AccountRefused) return GONE;
  if (error instanceof TooManyRequests) return retryLater(error.retryAfter);
  const status = error instanceof Problem ? error.status : error instanceof HttpException ? error.getStatus() : 500;
  if (status === 404) return MISSING;
  if (status === 403) return FOREIGN;
  if (status === 429) return retryLater(60);
  return status < 500
    ? { ...MISSING, status, title: 'This cannot be taken', text: 'The request is malformed.' }
    : FAILED;
}

const retryLater = (seconds: number): Said => ({
  status: 429,
  title: 'Too many tries',
  text: `Wait ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`} and try again.`,
});
