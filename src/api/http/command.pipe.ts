import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import { findHostile, parseBody, step } from './body.js';
import { invalid, unsupportedBody, type FieldError } from './problem.js';
import { validated, type Validated } from './validation.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads what a client sent: bodies and queries into instances of their classes, identifiers of the path in lower case.
 * It runs after the guards, so that nobody without leave learns what a body should look like.
 *
 * @throws Problem 400 `not-json` or `invalid` with every wrong field named, 415 `unsupported-media-type`
 */
@Injectable()
export class CommandPipe implements PipeTransform {
  transform(value: unknown, { type, metatype, data }: ArgumentMetadata): unknown {
    if (type === 'body') return readBody(value, metatype as ClassConstructor<object>);
    if (type === 'query') return readQuery(value, metatype as ClassConstructor<object>);
    return type === 'param' && /^id$|Id$/.test(data ?? '') ? readId(String(value), data ?? '') : value;
  }
}

function readBody(value: unknown, metatype: ClassConstructor<object>): object {
  // Of `application/json` the bytes come here, and of nothing else.
  if (!Buffer.isBuffer(value) && value !== undefined && value !== null) throw unsupportedBody();
  const plain = parseBody(value ?? Buffer.alloc(0));
  return requireValid(validated(metatype, plain), findHostile(plain));
}

/** Names each wrong place once: what cannot be stored is said rather than what else it breaks. */
function requireValid(outcome: Validated, hostile: readonly FieldError[]): object {
  if (hostile.length === 0 && 'instance' in outcome) return outcome.instance;
  const named = new Set(hostile.map(({ pointer }) => pointer));
  const errors = 'errors' in outcome ? outcome.errors : [];
  throw invalid([...hostile, ...errors.filter(({ pointer }) => !named.has(pointer))]);
}

function readQuery(value: unknown, metatype: ClassConstructor<object>): object {
  // The parser's object has no prototype, and a parameter that is given twice is a list.
  const plain: Record<string, unknown> = { ...(value as object) };
  const hostile = findHostile(plain).map((error) => ({ ...error, pointer: `/query${error.pointer}` }));
  return requireValid(
    Object.keys(plain).length === 0 ? ofNothing(metatype) : validated(metatype, plain, '/query'),
    hostile,
  );
}

const NOTHING = new WeakMap<object, Validated>();

/** What becomes of a query without parameters, which is the same each time, and which most queries are. */
function ofNothing(metatype: ClassConstructor<object>): Validated {
  const known = NOTHING.get(metatype);
  if (known) return known;
  const outcome = validated(metatype, {}, '/query');
  // Requests share it, so none may change it.
  if ('instance' in outcome) Object.freeze(outcome.instance);
  NOTHING.set(metatype, outcome);
  return outcome;
}

function readId(value: string, name: string): string {
  const id = value.toLowerCase();
  if (UUID.test(id)) return id;
  throw invalid([{ pointer: `/path${step(name)}`, code: 'not-a-uuid', detail: `${name} is a UUID.` }]);
}
