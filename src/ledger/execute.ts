import { setTimeout as sleep } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streamOf, type Actor, type ReviewPolicy, type Rule } from '../kernel/decider.js';
import type { ActorId } from '../kernel/event.js';
import { Refused } from '../kernel/refusal.js';
import { ROLES, type Capacity } from '../kernel/roles.js';
import { LedgerError } from './errors.js';
import { Ledger } from './ledger.js';
import type { Repeat } from './request.js';
import { Session, type Step } from './session.js';
import { Turns } from './turns.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- one message carries the steps of any noun */

/** Who acts, what they may do, and the revision of their own stream that says so. */
export interface Standing extends Actor {
  readonly guard?: readonly [stream: string, revision: number];
}

/** What travels beside the commands, where no client can set it. */
export interface Beside {
  readonly actor: Standing;
  /** The request: a lower-case UUID. */
  readonly causation: string;
  readonly repeat?: Repeat;
  readonly priority?: 'interactive' | 'import';
  /** Makes the answer's named parts of what each step named; by default all names together. */
  readonly answer?: (ids: readonly Readonly<Record<string, string>>[]) => Readonly<Record<string, unknown>>;
}

/** What every command answers: the first step's target, its revision, the ledger's position, and the new parts. */
export interface Receipt {
  readonly id: string;
  readonly revision: number;
  readonly position: number;
  readonly [part: string]: unknown;
}

/** The one message on the command bus: steps that are decided in order and appended together, all or none. */
export class Execute extends Command<Receipt> {
  constructor(
    readonly steps: readonly [Step, ...Step[]],
    readonly beside: Beside,
  ) {
    super();
  }
}

/** Tells anew who somebody is when their own stream has moved under a command. */
export abstract class Actors {
  abstract standing(id: ActorId): Promise<Standing>;

  /**
   * Who an actor is now. Who knows of tokens looks at the actor's own once more: what came by a token that has been
   * revoked meanwhile is decided as of nobody.
   */
  again({ id }: Standing): Promise<Standing> {
    return this.standing(id);
  }
}

/** Settings that rules depend on. */
export abstract class Rules {
  abstract readonly reviewPolicy: ReviewPolicy;
}

const MAX_TRIES = 10;
const LONGEST_PAUSE_MS = 100;

/** Loads, decides, appends and retries: for every command of every noun. */
@CommandHandler(Execute)
export class ExecuteHandler implements ICommandHandler<Execute> {
  /** Commands on one stream would only make each other decide again. */
  readonly #turns = new Turns();

  constructor(
    private readonly ledger: Ledger,
    private readonly actors: Actors,
    private readonly rules: Rules,
  ) {}

  /**
   * @throws Refused when a rule says no; LedgerError `revision-mismatch`, `key-reused`, `busy`, `clock`,
   * `outcome-unknown`, `append-too-large`, or `corrupt` when an event that the decision needs is.
   */
  async execute({ steps, beside }: Execute): Promise<Receipt> {
    const earlier = await this.#earlier(beside);
    if (earlier) return earlier;
    return this.#turns.take(streamOf(steps[0].decider.noun, steps[0].target.id), () => this.#retried(steps, beside));
  }

  async #retried(steps: readonly [Step, ...Step[]], beside: Beside): Promise<Receipt> {
    let { actor } = beside;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      try {
        return await this.#attempt(steps, { ...beside, actor });
      } catch (error) {
        if (!(error instanceof LedgerError && error.code === 'conflict')) return this.#answerOr(error, beside);
        // Other processes write too: a moment of its own for each, so that they do not meet again.
        await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries));
        actor = await this.actors.again(actor);
      }
    }
    throw new LedgerError('busy', 'what this command rests on keeps changing');
  }

  async #earlier({ repeat }: Beside): Promise<Receipt | undefined> {
    return repeat && ((await this.ledger.earlier(repeat))?.result as Receipt | undefined);
  }

  /**
   * Of two equal requests at once the slower one may be decided on what the faster has written, and so be refused what
   * it was granted: its answer is the faster one's.
   */
  async #answerOr(error: unknown, beside: Beside): Promise<Receipt> {
    const refused = error instanceof Refused || (error instanceof LedgerError && error.code === 'revision-mismatch');
    const earlier = refused ? await this.#earlier(beside) : undefined;
    if (earlier) return earlier;
    throw error;
  }

  async #attempt(steps: readonly [Step, ...Step[]], beside: Beside): Promise<Receipt> {
    const session = await Session.open(this.ledger.read, steps);
    const capacities: Capacity[] = [];
    for (const step of steps) {
      const rule = ruleFor(step);
      const capacity = rule.roles.find((role) => beside.actor.roles.includes(role));
      if (!capacity) throw new Refused('role-required', `this needs one of: ${rule.roles.join(', ')}`);
      capacities.push(capacity);
      await session.decide(step, rule, { actor: beside.actor, capacity, policy: this.rules.reviewPolicy });
    }
    const ids = session.decisions.map((decision) => decision.ids ?? {});
    const parts = beside.answer?.(ids) ?? (Object.assign({}, ...ids) as object);
    const role = ROLES.find((held) => held === capacities[0]);
    const { result } = await this.ledger.append({
      ...session.changes(),
      unchanged: [...session.guards(), ...(beside.actor.guard ? [beside.actor.guard] : [])],
      actor: beside.actor.id,
      ...(role ? { role } : {}),
      causation: beside.causation,
      ...(beside.repeat ? { repeat: beside.repeat } : {}),
      ...(beside.priority ? { priority: beside.priority } : {}),
      result: { id: steps[0].target.id, ...parts },
    });
    return result as Receipt;
  }
}

/** The rule of the command's own class, else of the nearest one that it extends: a body may carry more than a rule reads. */
function ruleFor({ decider, command }: Step): Rule<any, any, any> {
  for (let type: unknown = command.constructor; type !== Function.prototype; type = Object.getPrototypeOf(type)) {
    const rule = decider.rules.find((candidate) => candidate.command === type);
    if (rule) return rule;
  }
  throw new TypeError(`no rule of ${decider.noun} is for ${command.constructor.name}`);
}
