import { createHmac } from 'node:crypto';
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Secrets } from '../access/secrets.js';
import { canonicalJson } from '../kernel/canonical-json.js';
import { Execute, type CommandMetadata, type Receipt, type ActorContext } from '../ledger/execute.js';
import type { IdempotencyKey } from '../ledger/append-request.js';
import type { StreamCommand } from '../ledger/unit-of-work.js';
import type { CommandAnswer } from './answers.views.js';
import { parseBody } from './http/body.js';
import type { AuthenticatedRequest } from './http/auth.guard.js';
import { invalid, notFound } from './http/problem.js';
import { claimPage } from '../projections/claims/claim-page.js';
import { ClaimMoved } from '../projections/claims/claim-stream.js';
import { ANYBODY, isStaff } from '../projections/engine/view.js';
import { nearOrigins } from '../projections/outlets/near-origins.js';
import type { NearOriginView } from '../projections/outlets/origin.views.js';
import { ViewQuery } from '../projections/view-query.js';

/** The request that a route answers, with the one who makes it. */
export const CurrentRequest = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<AuthenticatedRequest>(),
);

/** What a command needs beside its steps. */
export interface DispatchOptions {
  /** The step that `If-Match` is about; the first unless said. */
  readonly matched?: number;
  /** Makes the answer's named parts of what each step named; by default all names together. */
  readonly parts?: CommandMetadata['answer'];
  /** Names that were given: the answer names origins that may be the same ones. */
  readonly names?: readonly string[];
  /** Who acts, where that is not simply who the guard let through. */
  readonly actor?: ActorContext;
}

/** Takes commands from the edge to the bus, with all that travels beside them. */
@Injectable()
export class CommandDispatcher {
  constructor(
    private readonly bus: CommandBus,
    private readonly queries: QueryBus,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Gives one command, or several that hold together or not at all.
   *
   * @returns the first step's target, its revision, the ledger's position, and the new parts by name: the shape of `RecordAnswer`
   * @throws Problem 400 for `If-Match` or `Idempotency-Key` that are not of their form, and all that `Execute` throws
   */
  async dispatch<Answer extends CommandAnswer>(
    request: AuthenticatedRequest,
    steps: readonly [StreamCommand, ...StreamCommand[]],
    options: DispatchOptions = {},
  ): Promise<Answer> {
    const { matched = 0, parts, names = [], actor = actorOf(request) } = options;
    const ifMatch = revisionOf(request.headers['if-match']);
    const [first, ...others] = steps.map((step, i) =>
      i === matched && ifMatch !== undefined ? { ...step, ifMatch } : step,
    ) as [StreamCommand, ...StreamCommand[]];
    const metadata = { ...this.identify(request, actor), causation: request.id, ...(parts ? { answer: parts } : {}) };
    const execute = new Execute([first, ...others], metadata);
    const receipt: Receipt = await this.bus
      .execute(execute)
      .catch((error: unknown) =>
        isStaff(actor) ? Promise.reject(error as Error) : this.#refuseStranger(error, first),
      );
    // Which parts a decider names is its own affair; the specs of every route hold them against the declared answer.
    const near = names.length > 0 ? { nearOrigins: await this.#nearTo(names, actor, receipt) } : {};
    return { ...receipt, ...near } as unknown as Answer;
  }

  /** The command stands whatever comes of this, so that nothing may keep its answer: who misses it searches by name. */
  async #nearTo(names: readonly string[], reader: ActorContext, { position }: Receipt): Promise<NearOriginView[]> {
    const question = new ViewQuery(nearOrigins, { names }, { reader, after: position });
    return this.queries.execute(question).then(
      ({ items }) => items,
      () => [],
    );
  }

  /**
   * Gives a command for which a secret was made, whose digest is the target's part. The secret stands in one answer: a
   * repeat of the request is answered without it, because it is stored nowhere.
   *
   * @param part the name of the part that the command makes: a repeat is told by the identifier that the first got
   */
  async dispatchWithSecret<Answer extends CommandAnswer>(
    request: AuthenticatedRequest,
    step: StreamCommand,
    part: string,
    secret: Readonly<Record<string, string>>,
    options: DispatchOptions = {},
  ): Promise<Answer> {
    let made: string | undefined;
    const parts: DispatchOptions['parts'] = ([ids = {}]) => {
      made = ids[part];
      return ids;
    };
    const answer = await this.dispatch<CommandAnswer & Record<string, unknown>>(request, [step], { ...options, parts });
    return (answer[part] === made ? { ...answer, ...secret } : answer) as unknown as Answer;
  }

  /**
   * The one way on which a refusal reaches a stranger: of what they may not see they are told that nothing is there,
   * whatever a rule found in the way, or a revision that they named.
   */
  async #refuseStranger(error: unknown, { decider, target }: StreamCommand): Promise<never> {
    if (decider.noun !== 'claim') throw notFound();
    await this.queries.execute(new ViewQuery(claimPage, { id: target.id }, { reader: ANYBODY })).catch((unseen) => {
      // It goes on in another claim that they may see, which the refusal names.
      if (!(unseen instanceof ClaimMoved)) throw unseen;
    });
    throw error;
  }

  /** Who gives a command, and how a repeat of it is known, for what takes it to the bus by itself. */
  identify(request: AuthenticatedRequest, actor = actorOf(request)): Pick<CommandMetadata, 'actor' | 'idempotencyKey'> {
    const idempotencyKey = this.#idempotencyKey(request, actor);
    return { actor, ...(idempotencyKey ? { idempotencyKey } : {}) };
  }

  #idempotencyKey(
    { headers, method, url, body, ip }: AuthenticatedRequest,
    actor: ActorContext,
  ): IdempotencyKey | undefined {
    const key = headers['idempotency-key'];
    if (key === undefined) return undefined;
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw malformed('idempotency-key', 'Idempotency-Key has 1 to 255 visible ASCII characters.');
    }
    // Under a secret, because a fingerprint of a short text is found by trying, and this one outlives an erasure.
    const hmac = () => createHmac('sha256', this.secrets.fingerprint);
    const fingerprint = hmac()
      .update(`${method} ${url.split('?')[0]}\n`)
      .update(canonicalJson(Buffer.isBuffer(body) ? parseBody(body) : {}))
      .digest();
    // Strangers are one scope: were their keys not told apart, one could take another's, or read its answer.
    const own = actor.id === 'public' ? hmac().update(`${ip}\n${key}`).digest('base64url') : key;
    return { scope: actor.id, key: own, fingerprint };
  }
}

/** `If-Match` (RFC 9110 section 13.1.1) with one revision; `*` asks for nothing that a command does not need anyway. */
function revisionOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const digits = /^"([1-9]\d{0,9})"$/.exec(header)?.[1];
  if (digits === undefined) throw malformed('if-match', 'If-Match is one revision in quotes, as ETag gives it.');
  return Number(digits);
}

/** Who makes a request; the guard has let nobody else through to a route that is not for anyone. */
export function actorOf({ actor }: AuthenticatedRequest): ActorContext {
  if (!actor) throw new TypeError('a route that acts for somebody must not be open to anyone');
  return actor;
}

/** Whoever makes a request to a route that is open to anyone; who has a token acts in their own name. */
export const actorOrPublic = ({ actor }: AuthenticatedRequest): ActorContext =>
  actor ? { ...actor, roles: [...actor.roles, 'public'] } : { id: 'public', roles: ['public'] };

const malformed = (header: string, detail: string) =>
  invalid([{ pointer: `/header/${header}`, code: 'malformed', detail }]);
