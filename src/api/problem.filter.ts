import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClaimMoved } from '../projections/claim-stream.js';
import { Problem } from './problem.js';
import { problemOf } from './problems.js';
import { Routes } from './routes.js';

/** Turns whatever was thrown into a problem document (RFC 9457). Nothing that was not meant for a client leaves here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('Http');

  constructor(private readonly routes: Routes) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.#wrongMethod(error, request) ?? problemOf(error);
    if (problem.status === 500) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#log.error(`${request.id} ${request.method} ${request.url.split('?')[0]}: ${told}`);
    }
    if (reply.sent) return;
    void reply
      .status(problem.status)
      .headers({ ...problem.extras.headers, ...moved(error, request) })
      .type('application/problem+json')
      .send(problem.body(request.id));
  }

  /** The framework knows no route for method and path together; another method of this path may have one. */
  #wrongMethod(error: unknown, request: FastifyRequest): Problem | undefined {
    if (!(error instanceof HttpException) || error.getStatus() !== 404) return undefined;
    const methods = this.routes.methodsAt(request.url.split('?')[0] ?? '');
    if (methods.length === 0) return undefined;
    return new Problem(405, 'method-not-allowed', `This address takes ${methods.join(', ')}.`, {
      headers: { allow: methods.join(', ') },
    });
  }
}

/** A merged claim is read where it goes on: the same question, with the same query, about that one. */
const moved = (error: unknown, { url }: FastifyRequest): Readonly<Record<string, string>> =>
  error instanceof ClaimMoved ? { location: url.replace(/(?<=\/claims\/)[^/?]+/, error.into) } : {};
