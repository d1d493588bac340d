import { applyDecorators, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access } from '../access/access.js';
import type { Capacity } from '../kernel/roles.js';
import type { Standing } from '../ledger/execute.js';
import { Problem } from './problem.js';

const PERMIT = 'claim-ledger:permit';
type Permission = 'anyone' | readonly Capacity[];

/** Who may use a route: people with one of these roles. The rule behind a command judges once more. */
export const Permit = (...capacities: readonly Capacity[]): MethodDecorator =>
  applyDecorators(SetMetadata(PERMIT, capacities), ApiExtension('x-permit', [...capacities]));

/** Anybody may use a route; who has a token is known by it, and may see more. */
export const Anyone = (): MethodDecorator =>
  applyDecorators(SetMetadata(PERMIT, 'anyone'), ApiExtension('x-permit', ['anyone']));

/** A request with the one who makes it, once the gate has let it through. */
export type KnownRequest = FastifyRequest & { standing?: Standing };

/** RFC 6750 section 2.1. In the header only: an address with a token in it ends up in logs and histories. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

/**
 * Lets nobody through whose token is unknown or who holds none of the roles that a route asks for: 401 first, then 403,
 * before anything of the request is read.
 */
@Injectable()
export class Gate implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: Access,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission | undefined>(PERMIT, context.getHandler());
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const standing = await this.#standing(request);
    if (standing) request.standing = standing;
    if (permission === 'anyone') return true;
    if (!standing) throw unauthenticated('token-required', 'This needs a token in the Authorization header.', '');
    if (permission?.some((capacity) => standing.roles.includes(capacity))) return true;
    const needed = permission?.filter((capacity) => capacity !== 'system').join(', ') ?? 'nobody';
    throw new Problem(403, 'role-required', `This needs one of: ${needed}.`);
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

  async #standing({ headers }: FastifyRequest): Promise<Standing | undefined> {
    if (headers.authorization === undefined) return undefined;
    const token = BEARER.exec(headers.authorization)?.[1];
    const standing = token === undefined ? undefined : await this.access.resolve(token);
    if (!standing) throw unauthenticated('token-invalid', 'This token is not valid.', ', error="invalid_token"');
    return standing;
  }
}

const unauthenticated = (code: 'token-required' | 'token-invalid', detail: string, more: string): Problem =>
  new Problem(401, code, detail, { headers: { 'www-authenticate': `Bearer realm="claim-ledger"${more}` } });
