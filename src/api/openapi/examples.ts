import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { validated } from '../http/validation.js';

/** A class's description as the build wrote it down. */
interface Schema {
  readonly properties?: Readonly<Record<string, { readonly example?: unknown }>>;
}

/** The classes that routes take, by name: a body's schema bears its class's name. */
export function classesTaken(app: NestFastifyApplication): ReadonlyMap<string, ClassConstructor<object>> {
  const scanner = app.get(MetadataScanner);
  const controllers = app.get(DiscoveryService).getControllers();
  const types = controllers.flatMap(({ instance }) => {
    const prototype = Object.getPrototypeOf(instance) as object;
    return scanner
      .getAllMethodNames(prototype)
      .flatMap((method) => (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as unknown[]);
  });
  return new Map(
    types
      .filter((type): type is ClassConstructor<object> => typeof type === 'function')
      .map((type) => [type.name, type]),
  );
}

/**
 * A body that can be sent as it stands: of the examples of its class's properties, those that the class's own rules
 * take together. What may be left out and names something is left out, because nothing of that name is there.
 */
export function exampleOf(type: ClassConstructor<object>, document: OpenAPIObject): object {
  const { properties = {} } = (document.components?.schemas?.[type.name] ?? {}) as Schema;
  let body: object = {};
  for (const [name, { example }] of Object.entries(properties)) {
    if (example === undefined) continue;
    const fuller = { ...body, [name]: example };
    const gain = wrongIn(type, body) - wrongIn(type, fuller);
    if (gain > 0 || (gain === 0 && !namesSomething(example))) body = fuller;
  }
  return body;
}

function wrongIn(type: ClassConstructor<object>, body: object): number {
  const outcome = validated(type, body);
  return 'errors' in outcome ? outcome.errors.length : 0;
}

const namesSomething = (example: unknown): boolean => /[0-9a-f]{8}-[0-9a-f]{4}-/.test(JSON.stringify(example));
