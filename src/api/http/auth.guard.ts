import { applyDecorators, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../../access/network.js';
import { Quotas, type Remaining } from '../../access/quotas.js';
import { permits, scopesFor } from '../../access/scopes.js';
import type { SignedIn } from '../../access/sessions.js';
import { StrangerLimits } from '../../access/stranger-limits.js';
import type { Capacity } from '../../kernel/roles.js';
import type { ActorContext } from '../../ledger/execute.js';
import { Problem } from './problem.js';
import { isUnsafe } from './same-origin.js';
import { Authenticator, isApi, unauthenticated, type Requester } from './authenticator.js';

const PERMIT = 'claim-ledger:permit';
type Permission = 'anyone' | 'receipt' | readonly Capacity[];

/** Who may use a route: people with one of these roles. The rule behind a command judges once more. */
export const Permit = (...capacities: readonly Capacity[]): MethodDecorator =>
  applyDecorators(SetMetadata(PERMIT, capacities), ApiExtension('x-permit', [...capacities]));

/** Anybody may use a route; who has a token or a session is known by it, and may see more. */
export const Anyone = (): MethodDecorator =>
  applyDecorators(SetMetadata(PERMIT, 'anyone'), ApiExtension('x-permit', ['anyone']));

/** Anybody may use a route, and it alone takes `Authorization: Receipt <secret>`. */
export const WithReceipt = (): MethodDecorator =>
  applyDecorators(SetMetadata(PERMIT, 'receipt'), ApiExtension('x-permit', ['receipt']));

/** A request with the one who makes it, once the guard has let it through. */
export type AuthenticatedRequest = FastifyRequest & {
  /** By what its requests are counted: a token, a person or an address. */
  countedAs?: string;
  actor?: ActorContext;
  /** The session by which a person came, where there is one. */
  session?: SignedIn;
};

/**
 * Lets nobody through whose token is unknown, who holds none of the roles that a route asks for, or whose token was
 * narrowed to less: 401 first, then 403, before anything of the request is read.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly quotas: Quotas,
    private readonly strangers: StrangerLimits,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws Problem 400, 401, 403 as `Authenticator` and `admit` do; TooManyRequests */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission | undefined>(PERMIT, context.getHandler());
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<AuthenticatedRequest>(), http.getResponse<FastifyReply>()];
    const visitor = await this.#authenticate(request, reply, permission === 'receipt');
    admit(visitor, request.method, permission ?? []);
    request.countedAs = visitor.counted;
    if (visitor.actor) request.actor = visitor.actor;
    if (visitor.session) request.session = visitor.session;
    return true;
  }

  /** Whoever is not let in counts as a stranger, and is told no more than a stranger's share of refusals. */
  async #authenticate(request: AuthenticatedRequest, reply: FastifyReply, takesReceipt: boolean): Promise<Requester> {
    const use = isUnsafe(request.method) ? 'writes' : 'reads';
    const [strangersUse, network] = [
      use === 'reads' && !isApi(request) ? 'pages' : use,
      networkOf(request.ip),
    ] as const;
    const visitor = await this.authenticator
      .authenticate(request, reply, takesReceipt)
      .catch((error: unknown) => this.strangers.refuse(strangersUse, network, error));
    if (visitor.actor) setRateLimitHeaders(reply, use, this.quotas.consume(use, visitor.counted));
    else setRateLimitHeaders(reply, strangersUse, await this.strangers.count(strangersUse, network));
    return visitor;
  }

  /** @throws Error naming the routes of which nobody has said who may use them */
  onApplicationBootstrap(): void {
    const unguarded = this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata('path', prototype[name] ?? {}))
        .filter((name) => !Reflect.hasMetadata(PERMIT, prototype[name] ?? {}))
        .map((name) => `${metatype?.name ?? ''}.${name}`);
    });
    if (unguarded.length > 0) throw new Error(`who may use these routes? ${unguarded.join(', ')}`);
  }
}

/** @throws Problem 401 `token-required`, 403 `role-required` or `scope-required` */
function admit({ actor, scopes }: Requester, method: string, asked: Permission): void {
  const permission = asked === 'receipt' ? 'anyone' : asked;
  if (permission !== 'anyone') {
    if (!actor) throw unauthenticated('token-required', 'This needs a token in the Authorization header.');
    if (!permission.some((capacity) => actor.roles.includes(capacity))) {
      const needed = permission.filter((capacity) => capacity !== 'system').join(', ') || 'nobody';
      throw new Problem(403, 'role-required', `This needs one of: ${needed}.`);
    }
  }
  const needed = scopesFor(method, permission, actor?.roles ?? []);
  if (permits(scopes, needed)) return;
  throw new Problem(403, 'scope-required', `This token was not given what this needs: ${needed.join(' or ')}.`, {
    // RFC 6750 section 3: a list is of what is needed together, so one of those that suffice is named.
    headers: { 'www-authenticate': `Bearer realm="claim-ledger", error="insufficient_scope", scope="${needed[0]}"` },
  });
}

/** As draft-ietf-httpapi-ratelimit-headers-10 has it: q the most in w seconds; r what is left, t until it begins anew. */
function setRateLimitHeaders(reply: FastifyReply, use: string, remaining: Remaining | undefined): void {
  if (!remaining) return;
  const { most, left, seconds } = remaining;
  void reply.header('ratelimit-policy', `"${use}";q=${most};w=60`);
  void reply.header('ratelimit', `"${use}";r=${left};t=${seconds}`);
}
