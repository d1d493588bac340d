import type { Class, Decider, Target } from '../kernel/decider.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import type { Capacity } from '../kernel/roles.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- deciders of all nouns side by side
export type Noun = Decider<any, any>;

/** A class that can be made of what a client sent. */
type Constructor = new () => object;

/** A second command that is given together with the first, to another thing of the same noun: both, or neither. */
interface Companion {
  readonly target: Target;
  readonly command: object;
}

/**
 * One command as a route: declared once, and read by whatever shows or takes it. Its controller, its part of the OpenAPI
 * document and its line in docs/commands.md are made from this, and so may a form be. Every command is a POST.
 */
export interface CommandRoute {
  /** What clients made from the OpenAPI document call it, for ever: `VerdictsController_publish`. */
  readonly operationId: string;
  /** Where it is posted to, below `/api/v1`: `/claims/:id/verdicts/:verdictId/publication`. */
  readonly path: string;
  /** Names in the path, in order. `id` is the target, any other its part. */
  readonly params: readonly string[];
  /**
   * What it is given to: the thing in the path, a new one, the person who asks, or the ledger itself, of which the path
   * names a part.
   */
  readonly target: 'named' | 'new' | 'caller' | 'ledger';
  readonly decider: Noun;
  /** The class of the body. */
  readonly body: Constructor;
  /** The commands that may be given by it: the body itself, unless the route is composed. */
  readonly gives: readonly Class<object>[];
  /** Who may use it, as the rule of its command says; `public` is anyone. */
  readonly roles: readonly Capacity[];
  /** Whether a handler of its own makes of the body what is given, rather than the body being the command. */
  readonly composed: boolean;
  readonly status: 200 | 201;
  /** The class of the answer. */
  readonly answer: Constructor;
  readonly tag: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** What else who uses it should know. */
  readonly remarks?: string;
  /** What is given together with it, made of its target and the command. */
  readonly companion?: (id: string, command: never) => Companion;
  /** The names in the body that make origins: the answer says which others are near. */
  readonly names?: (command: never) => readonly string[];
}

/** What routes have in common that stand under one path. */
interface Group {
  /** The first half of their operation ids, without `Controller`. */
  readonly name: string;
  readonly tag: string;
  readonly decider: Noun;
  readonly path: string;
  readonly answer: Constructor;
}

interface Options {
  /** Where it is not the group's. */
  readonly answer?: Constructor;
  /** 201 for what makes a new thing; 200 unless said. */
  readonly status?: 201;
  /** It has a handler of its own (`Handles`); this is the command whose rule says who may use it. */
  readonly composed?: Class<object>;
  /** What such a handler gives, where that is not this one command. */
  readonly gives?: readonly Class<object>[];
  readonly remarks?: string;
  readonly companion?: CommandRoute['companion'];
  readonly names?: CommandRoute['names'];
}

/** A row of a group: the path below the group's, the body's class, what it does. */
type Row = readonly [path: string, body: Constructor, summary: string, options?: Options];

/** What the routes of a group have in common. */
export const group = (name: string, tag: string, decider: Noun, path: string, answer: Constructor): Group => ({
  name,
  tag,
  decider,
  path,
  answer,
});

/**
 * Declares commands, each in one row under its name.
 *
 * @throws TypeError for a command without a rule
 */
export function commandsOf<Name extends string>(
  { name, tag, decider, path: under, answer: usual }: Group,
  rows: Readonly<Record<Name, Row>>,
): Readonly<Record<Name, CommandRoute>> {
  const routes = Object.entries<Row>(rows).map(([key, [below, body, summary, options = {}]]) => {
    const path = below === '' ? under : `${under}/${below}`;
    const { composed, companion, names, answer = usual, status = 200, remarks } = options;
    const command: Class<object> = composed ?? body;
    const route: CommandRoute = {
      operationId: `${name}Controller_${key}`,
      path,
      params: [...path.matchAll(/:(\w+)/g)].map(([, param = '']) => param),
      target: targetOf(path),
      decider,
      body,
      gives: options.gives ?? [
        command,
        ...(companion ? [companion('', {} as never).command.constructor as Constructor] : []),
      ],
      roles: rolesOf(decider, command),
      composed: composed !== undefined,
      status,
      answer,
      tag,
      summary,
      ...omitUndefined({ remarks, companion, names }),
    };
    return [key, route] as const;
  });
  return Object.fromEntries(routes) as Record<Name, CommandRoute>;
}

function targetOf(path: string): CommandRoute['target'] {
  if (path.includes('/:id')) return 'named';
  if (path.startsWith('/me/')) return 'caller';
  return path.includes(':') ? 'ledger' : 'new';
}

function rolesOf({ noun, rules }: Noun, command: Class<object>): readonly Capacity[] {
  const rule = rules.find((each) => each.command === command);
  if (!rule) throw new TypeError(`no rule of ${noun} judges ${command.name}`);
  return rule.roles;
}
