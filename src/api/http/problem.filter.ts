import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClaimMoved } from '../../projections/claims/claim-stream.js';
import { Problem } from './problem.js';
import { problemOf } from './problem-mapping.js';
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
    if (problem.status >= 500) this.#tell(problem, error, request);
    if (reply.sent) return;
    void reply
      .status(problem.status)
      .headers({ ...problem.extras.headers, ...moved(error, request) })
      .type('application/problem+json')
      .send(problem.body(request.id));
  }

  /** An address is told without its query, in which people put what nobody should read. */
  #tell({ status, code }: Problem<string>, error: unknown, { id, method, url }: FastifyRequest): void {
    const asked = `${id} ${method} ${url.split('?')[0]}`;
    const { stack, message } = error instanceof Error ? error : { message: String(error) };
    // A 503 says by its code what the matter is, and comes in numbers: a line each.
    if (status === 503) this.#log.warn(`${asked}: ${status} ${code}: ${message}`);
    else this.#log.error(`${asked}: ${stack ?? message}`);
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
