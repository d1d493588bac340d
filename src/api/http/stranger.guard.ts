import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { networkOf } from '../../access/network.js';
import { StrangerLimits } from '../../access/stranger-limits.js';
import type { AuthenticatedRequest } from './auth.guard.js';
import { isDocs } from './headers.js';

/** Since when requests of strangers are worked on. */
const began = new WeakMap<object, number>();

/**
 * Lets strangers in one behind the other: few of an address are worked on at once, others wait. The place is given back
 * when the answer has been taken, so that one who takes none holds no more than that.
 */
@Injectable()
export class StrangerGuard implements CanActivate {
  constructor(private readonly limits: StrangerLimits) {}

  /** @throws TooManyRequests */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    if (request.actor) return true;
    const { raw } = http.getResponse<FastifyReply>();
    const gone = new AbortController();
    raw.once('close', () => gone.abort());
    const leave = await this.limits.enter(networkOf(request.ip), gone.signal);
    if (raw.closed) leave();
    else raw.once('close', leave);
    began.set(request, performance.now());
    return true;
  }
}

/** Charges strangers what their answers took until they were ready, and counts what no guard sees: unknown paths, the documentation. */
export function chargeStrangers(server: FastifyInstance, limits: StrangerLimits): void {
  server.addHook('onRequest', async (request) => {
    if (request.is404 || isDocs(request)) await limits.count('pages', networkOf(request.ip));
  });
  server.addHook('onSend', (request, _reply, payload, done) => {
    const since = began.get(request);
    if (since !== undefined) limits.charge(networkOf(request.ip), performance.now() - since);
    began.delete(request);
    done(null, payload);
  });
}
