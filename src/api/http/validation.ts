import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { step } from './body.js';
import { byPrecedence, codeOf, sentenceOf } from './constraints.js';
import type { FieldError } from './problem.js';

/** What a value became, or every field that is wrong with it. */
export type Validated = { readonly instance: object } | { readonly errors: readonly FieldError[] };

/**
 * Makes an instance of a class of a plain value and validates it: no conversion but what the class itself asks for, no
 * field that it does not know.
 *
 * @param root the pointer under which wrong fields are named: empty for a body, `/query` for a query
 */
export function validated(type: ClassConstructor<object>, plain: unknown, root = ''): Validated {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    return { errors: [{ pointer: root, code: 'not-an-object', detail: 'The body must be an object.' }] };
  }
  const instance = plainToInstance(type, plain);
  const found = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    // A command without fields has no rules, which the validator would otherwise take for a class it does not know.
    forbidUnknownValues: false,
  });
  return found.length > 0 ? { errors: found.flatMap((error) => flatten(error, root)) } : { instance };
}

/**
 * The rules of a class are looked up once. The library looks through every class that has rules for inherited ones at each
 * object, which took more time than all checks of a body. Rules stand with their classes and none has a group, so that
 * what was found for a class stays right.
 */
function rememberRules(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const found = new WeakMap<object, Metadata[]>();
  storage.getTargetValidationMetadatas = (type, ...others) => {
    const known = found.get(type) ?? find(type, ...others);
    found.set(type, known);
    return known;
  };
}
rememberRules();

/** Every wrong place once, each with what says best what is wrong there. */
function flatten(error: ValidationError, at: string): FieldError[] {
  const pointer = at + step(error.property);
  const places = new Map<string, FieldError>();
  const name = (where: string, constraint: string, value: unknown): void => {
    if (places.has(where)) return;
    const code = codeOf(constraint, value);
    places.set(where, { pointer: where, code, detail: sentenceOf(code, constraint, error) });
  };
  for (const constraint of byPrecedence(error.constraints ?? {})) {
    const items = wrongItems(error, constraint);
    for (const i of items) name(pointer + step(i), constraint, (error.value as unknown[])[i]);
    if (items.length === 0) name(pointer, constraint, error.value);
  }
  return [...places.values(), ...(error.children ?? []).flatMap((child) => flatten(child, pointer))];
}

/**
 * Which items of an array break a constraint: the validator itself only says that some do. Its constraints are asked
 * once more, item by item.
 */
function wrongItems({ target, property, value }: ValidationError, constraint: string): number[] {
  if (!Array.isArray(value) || !target) return [];
  const rule = metadataOf(target).find((m) => m.propertyName === property && m.each && nameOf(m) === constraint);
  const checker = rule?.constraintCls && getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls)[0];
  if (!rule || !checker) return [];
  const breaks = (item: unknown): boolean =>
    checker.instance.validate(item, {
      value: item,
      constraints: rule.constraints,
      targetName: target.constructor.name,
      object: target,
      property,
    }) !== true;
  return value.flatMap((item, i) => (breaks(item) ? [i] : []));
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const metadataOf = (target: object): Metadata[] =>
  getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);

const nameOf = (metadata: Metadata): string | undefined =>
  metadata.name ??
  (metadata.constraintCls && getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls)[0]?.name);
