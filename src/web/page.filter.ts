import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountRefused } from '../access/account-refusal.js';
import { TooManyRequests } from '../access/limits.js';
import type { FieldError } from '../api/http/problem.js';
import { problemOf } from '../api/http/problem-mapping.js';
import { messagesIn, type Messages } from '../messages/messages.js';
import { ClaimMoved } from '../projections/claims/claim-stream.js';
import { noticePage } from './notice.page.js';
import { readerLanguage } from './reader-language.js';
import { sendPage } from './session-users.js';

/** What a page says where it cannot do what it was asked. */
interface Said {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

/** Turns whatever was thrown into a page. Nothing that was not meant for a visitor leaves here. */
@Catch()
export class PageFilter implements ExceptionFilter {
  readonly #log = new Logger('Pages');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof ClaimMoved) return void reply.status(301).header('location', movedTo(error, request)).send();
    const language = readerLanguage(request);
    const messages = messagesIn(language);
    const { status, title, text } = saidOf(error, messages.errors);
    if (status >= 500) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      // Without the path: it may hold the token of a link.
      this.#log.error(`${request.id} ${request.method}: ${told}`);
    }
    if (reply.sent) return;
    if (error instanceof TooManyRequests) void reply.header('retry-after', error.retryAfter);
    const locale = { language, messages, timeZone: 'UTC' };
    sendPage(reply, noticePage({ locale, title, text, to: '/', label: messages.errors.toFront }), status);
  }
}

/** A duplicate is read where it goes on: the same page, with the same query, of that claim. */
const movedTo = ({ into }: ClaimMoved, { url }: FastifyRequest): string =>
  url.replace(/(?<=\/claims\/)[0-9a-fA-F-]{36}/, into);

function saidOf(error: unknown, t: Messages['errors']): Said {
  if (error instanceof AccountRefused) return { status: 410, title: t.goneTitle, text: t.gone };
  if (error instanceof TooManyRequests) return { status: 429, title: t.tooManyTitle, text: wait(error.retryAfter, t) };
  const { status, extras } = problemOf(error);
  if (status === 404 || isOfPath(extras.errors)) return { status: 404, title: t.missingTitle, text: t.missing };
  if (status === 403) return { status, title: t.foreignTitle, text: t.foreign };
  if (status === 429) return { status, title: t.tooManyTitle, text: wait(60, t) };
  if (status < 500) return { status, title: t.malformedTitle, text: t.malformed };
  return { status, title: t.failedTitle, text: t.failed };
}

/** An address with no identifier where one belongs is the address of nothing. */
const isOfPath = (errors: readonly FieldError[] = []): boolean =>
  errors.length > 0 && errors.every(({ pointer }) => pointer.startsWith('/path/'));

const wait = (seconds: number, t: Messages['errors']): string =>
  seconds < 90 ? t.waitSeconds(seconds) : t.waitMinutes(Math.ceil(seconds / 60));
