import { createHmac } from 'node:crypto';
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Secrets } from '../access/secrets.js';
import { canonicalJson } from '../kernel/canonical-json.js';
import { Execute, type Beside, type Receipt, type Standing } from '../ledger/execute.js';
import type { Repeat } from '../ledger/request.js';
import type { Step } from '../ledger/session.js';
import type { CommandAnswer } from './answers.views.js';
import { parseBody } from './body.js';
import type { KnownRequest } from './gate.js';
import { invalid } from './problem.js';

/** The request that a route answers, with the one who makes it. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<KnownRequest>(),
);

/** What a command needs beside its steps. */
export interface Errand {
  /** The step that `If-Match` is about; the first unless said. */
  readonly matched?: number;
  /** Makes the answer's named parts of what each step named; by default all names together. */
  readonly parts?: Beside['answer'];
}

/** Takes commands from the edge to the bus, with all that travels beside them. */
@Injectable()
export class Desk {
  constructor(
    private readonly bus: CommandBus,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Gives one command, or several that hold together or not at all.
   *
   * @returns the first step's target, its revision, the ledger's position, and the new parts by name: the shape of `Answer`
   * @throws Problem 400 for `If-Match` or `Idempotency-Key` that are not of their form, and all that `Execute` throws
   */
  async give<Answer extends CommandAnswer>(
    request: KnownRequest,
    steps: readonly [Step, ...Step[]],
    errand: Errand = {},
  ): Promise<Answer> {
    const { matched = 0, parts } = errand;
    const ifMatch = revisionOf(request.headers['if-match']);
    const [first, ...others] = steps.map((step, i) =>
      i === matched && ifMatch !== undefined ? { ...step, ifMatch } : step,
    ) as [Step, ...Step[]];
    const actor = standingOf(request);
    const repeat = this.#repeat(request, actor);
    const beside = { actor, causation: request.id, ...(repeat ? { repeat } : {}), ...(parts ? { answer: parts } : {}) };
    const receipt: Receipt = await this.bus.execute(new Execute([first, ...others], beside));
    // Which parts a decider names is its own affair; the specs of every route hold them against the declared answer.
    return receipt as unknown as Answer;
  }

  #repeat({ headers, method, url, body }: KnownRequest, actor: Standing): Repeat | undefined {
    const key = headers['idempotency-key'];
    if (key === undefined) return undefined;
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw malformed('idempotency-key', 'Idempotency-Key has 1 to 255 visible ASCII characters.');
    }
    // Under a secret, because a fingerprint of a short text is found by trying, and this one outlives an erasure.
    const fingerprint = createHmac('sha256', this.secrets.fingerprint)
      .update(`${method} ${url.split('?')[0]}\n`)
      .update(canonicalJson(Buffer.isBuffer(body) ? parseBody(body) : {}))
      .digest();
    return { scope: actor.id, key, fingerprint };
  }
}

/** `If-Match` (RFC 9110 section 13.1.1) with one revision; `*` asks for nothing that a command does not need anyway. */
function revisionOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const digits = /^"([1-9]\d{0,9})"$/.exec(header)?.[1];
  if (digits === undefined) throw malformed('if-match', 'If-Match is one revision in quotes, as ETag gives it.');
  return Number(digits);
}

/** Who makes a request; the gate has let nobody else through to a route that is not for anyone. */
export function standingOf({ standing }: KnownRequest): Standing {
  if (!standing) throw new TypeError('a route that acts for somebody must not be open to anyone');
  return standing;
}

const malformed = (header: string, detail: string) =>
  invalid([{ pointer: `/header/${header}`, code: 'malformed', detail }]);
