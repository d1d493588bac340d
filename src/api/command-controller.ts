import { applyDecorators, Body, Controller, HttpCode, Param, Post, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { newId } from '../ledger/identifiers.js';
import type { StreamCommand } from '../ledger/unit-of-work.js';
import type { CommandAnswer } from './answers.views.js';
import type { CommandRoute } from './command-routes.js';
import { actorOf, CurrentRequest, CommandDispatcher } from './command-dispatcher.js';
import { Anyone, Permit, type AuthenticatedRequest } from './http/auth.guard.js';

/**
 * Makes a method the route that a declaration names: its path, who may use it, and what the OpenAPI document says of it.
 * The build reads docstrings and answers off `*.controller.ts` only, so that what stands here is said once.
 */
export function Handles(route: CommandRoute): MethodDecorator {
  const { operationId, path, roles, status, answer, tag, summary, remarks } = route;
  return applyDecorators(
    Post(path),
    HttpCode(status),
    roles.includes('public') ? Anyone() : Permit(...roles),
    ApiTags(tag),
    ApiOperation({ operationId, summary, ...(remarks === undefined ? {} : { description: remarks }) }),
    ApiResponse({ status, type: answer }),
    ...(status === 201 && route.target !== 'caller' ? [RouteConfig({ created: path.split('/')[1] })] : []),
  );
}

/** What takes commands to the bus. */
interface Dispatching {
  readonly commands: CommandDispatcher;
}

/**
 * Makes the controller of commands that are given as they come: a method for each route, with its parameters as Nest and
 * the OpenAPI document know them from controllers that are written by hand.
 */
export function controllerOf(routes: readonly CommandRoute[]): Type<Dispatching> {
  class CommandsController {
    constructor(readonly commands: CommandDispatcher) {}
  }
  for (const route of routes) addMethod(CommandsController.prototype, route);
  Reflect.defineMetadata('design:paramtypes', [CommandDispatcher], CommandsController);
  Controller()(CommandsController);
  return CommandsController;
}

function addMethod(prototype: Dispatching, route: CommandRoute): void {
  const { operationId: name, params, body } = route;
  const method = async function (
    this: Dispatching,
    request: AuthenticatedRequest,
    ...given: unknown[]
  ): Promise<object> {
    const named = Object.fromEntries(params.map((param, i) => [param, String(given[i])]));
    const command = given[params.length] as never;
    const steps = stepsOf(route, named, command, request);
    const answer = await this.commands.dispatch<CommandAnswer>(request, steps, { names: route.names?.(command) ?? [] });
    // The ledger itself has no identifier to show.
    const { id, ...rest } = answer;
    return id === '' ? rest : answer;
  };
  // The OpenAPI document finds a method's parameters by its own name.
  Object.defineProperty(method, 'name', { value: name });
  const descriptor = { value: method, configurable: true, writable: true };
  Object.defineProperty(prototype, name, descriptor);
  // From the last to the first, as the compiler does it: the OpenAPI document lists them in the other order.
  const decorators = [CurrentRequest(), ...params.map((param) => Param(param)), Body()];
  for (const [i, decorate] of [...decorators.entries()].reverse()) decorate(prototype, name, i);
  Reflect.defineMetadata('design:paramtypes', [Object, ...params.map(() => String), body], prototype, name);
  Handles(route)(prototype, name, descriptor);
}

function stepsOf(
  { decider, target: kind, companion }: CommandRoute,
  { id, ...others }: Readonly<Record<string, string>>,
  command: object,
  request: AuthenticatedRequest,
): [StreamCommand, ...StreamCommand[]] {
  const [part] = Object.values(others);
  const fresh = kind === 'new';
  const target = {
    id: id ?? (fresh ? newId() : kind === 'caller' ? actorOf(request).id : ''),
    ...(part === undefined ? {} : { part }),
  };
  const step = { decider, target, command, ...(fresh ? { fresh } : {}) };
  return companion ? [step, { decider, ...companion(target.id, command as never) }] : [step];
}
