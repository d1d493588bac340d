import { setTimeout as sleep } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streamOf, type Actor, type Fold, type ReviewPolicy, type Rule } from '../kernel/decider.js';
import type { ActorId } from '../kernel/event.js';
import type { EnabledBy } from '../kernel/independence.js';
import { omitUndefined } from '../kernel/omit-undefined.js';
import { Refused } from '../kernel/refusal.js';
import { ROLES, type Capacity } from '../kernel/roles.js';
import { mayActAs } from '../kernel/scopes.js';
import { LedgerError } from './errors.js';
import { Ledger } from './ledger.js';
import type { IdempotencyKey } from './append-request.js';
import { UnitOfWork, type StreamCommand } from './unit-of-work.js';
import { KeyedMutex } from './keyed-mutex.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- one message carries the steps of any noun */

/** Who acts, what they may do, and the revision of their own stream that says so. */
export interface ActorContext extends Actor {
  readonly guard?: readonly [stream: string, revision: number];
}

/** What travels beside the commands, where no client can set it. */
export interface CommandMetadata {
  readonly actor: ActorContext;
  /** The request: a lower-case UUID. */
  readonly causation: string;
  readonly idempotencyKey?: IdempotencyKey;
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
    readonly steps: readonly [StreamCommand, ...StreamCommand[]],
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

/** Tells anew who somebody is when their own stream has moved under a command. */
export abstract class ActorContextProvider {
  /** How it follows from people's own streams who may act through them: the ledger knows no noun and is handed this. */
  abstract readonly fold: Fold<EnabledBy, any>;

  abstract contextOf(id: ActorId): Promise<ActorContext>;

  /**
   * Who an actor is now. Who knows of tokens looks at the actor's own once more: what came by a token that has been
   * revoked meanwhile is decided as of nobody.
   */
  async refresh({ id, session }: ActorContext): Promise<ActorContext> {
    return { ...(await this.contextOf(id)), ...omitUndefined({ session }) };
  }
}

/** Settings that rules depend on. */
export abstract class RuleSettings {
  abstract readonly reviewPolicy: ReviewPolicy;
  /** How many days whoever let in, reset or equipped somebody counts as one person with them where two must act. */
  abstract readonly independenceDays: number;
}

const MAX_TRIES = 10;
const MAX_PAUSE_MS = 100;

/** Loads, decides, appends and retries: for every command of every noun. */
@CommandHandler(Execute)
export class ExecuteHandler implements ICommandHandler<Execute> {
  /** Commands on one stream would only make each other decide again. */
  readonly #mutex = new KeyedMutex();

  constructor(
    private readonly ledger: Ledger,
    private readonly actors: ActorContextProvider,
    private readonly rules: RuleSettings,
  ) {}

  /**
   * @throws Refused when a rule says no; LedgerError `revision-mismatch`, `key-reused`, `busy`, `clock`,
   * `outcome-unknown`, `append-too-large`, or `corrupt` when an event that the decision needs is.
   */
  async execute({ steps, metadata }: Execute): Promise<Receipt> {
    const earlier = await this.#earlier(metadata);
    if (earlier) return earlier;
    return this.#mutex.runExclusive(streamOf(steps[0].decider.noun, steps[0].target.id), () =>
      this.#retried(steps, metadata),
    );
  }

  async #retried(steps: readonly [StreamCommand, ...StreamCommand[]], metadata: CommandMetadata): Promise<Receipt> {
    let { actor } = metadata;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      try {
        return await this.#attempt(steps, { ...metadata, actor });
      } catch (error) {
        if (!(error instanceof LedgerError && error.code === 'conflict')) return this.#answerOr(error, metadata);
        // Other processes write too: a moment of its own for each, so that they do not meet again.
        await sleep(Math.random() * Math.min(MAX_PAUSE_MS, 2 ** tries));
        actor = await this.actors.refresh(actor);
      }
    }
    throw new LedgerError('busy', 'what this command rests on keeps changing');
  }

  async #earlier({ idempotencyKey }: CommandMetadata): Promise<Receipt | undefined> {
    return idempotencyKey && ((await this.ledger.earlier(idempotencyKey))?.result as Receipt | undefined);
  }

  /**
   * Of two equal requests at once the slower one may be decided on what the faster has written, and so be refused what
   * it was granted: its answer is the faster one's.
   */
  async #answerOr(error: unknown, metadata: CommandMetadata): Promise<Receipt> {
    const refused = error instanceof Refused || (error instanceof LedgerError && error.code === 'revision-mismatch');
    const earlier = refused ? await this.#earlier(metadata) : undefined;
    if (earlier) return earlier;
    throw error;
  }

  async #attempt(steps: readonly [StreamCommand, ...StreamCommand[]], metadata: CommandMetadata): Promise<Receipt> {
    const { reviewPolicy: policy, independenceDays } = this.rules;
    const work = await UnitOfWork.open(this.ledger.read, steps, { fold: this.actors.fold, independenceDays });
    const capacities: Capacity[] = [];
    for (const step of steps) {
      const rule = ruleFor(step);
      const { roles, scopes } = metadata.actor;
      const capacity = rule.roles.find((role) => roles.includes(role) && mayActAs(role, rule.roles, scopes));
      if (!capacity) throw new Refused('role-required', `this needs one of: ${rule.roles.join(', ')}`);
      capacities.push(capacity);
      await work.decide(step, rule, { actor: metadata.actor, capacity, policy });
    }
    const ids = work.decisions.map((decision) => decision.ids ?? {});
    const parts = metadata.answer?.(ids) ?? (Object.assign({}, ...ids) as object);
    const role = ROLES.find((held) => held === capacities[0]);
    const { result } = await this.ledger.append({
      ...work.changes(),
      unchanged: [...work.guards(), ...(metadata.actor.guard ? [metadata.actor.guard] : [])],
      actor: metadata.actor.id,
      ...(role ? { role } : {}),
      causation: metadata.causation,
      ...(metadata.idempotencyKey ? { idempotencyKey: metadata.idempotencyKey } : {}),
      ...(metadata.priority ? { priority: metadata.priority } : {}),
      result: { id: steps[0].target.id, ...parts },
    });
    return result as Receipt;
  }
}

/** The rule of the command's own class, else of the nearest one that it extends: a body may carry more than a rule reads. */
function ruleFor({ decider, command }: StreamCommand): Rule<any, any, any> {
  for (let type: unknown = command.constructor; type !== Function.prototype; type = Object.getPrototypeOf(type)) {
    const rule = decider.rules.find((candidate) => candidate.command === type);
    if (rule) return rule;
  }
  throw new TypeError(`no rule of ${decider.noun} is for ${command.constructor.name}`);
}
