import { createHash } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AttributeUpstream, RecordAppearance } from '../claims/appearances/appearances.commands.js';
import { claimDecider } from '../claims/claim.decider.js';
import { AttachEvidence } from '../claims/evidence/evidence.commands.js';
import { RelateClaim } from '../claims/relations/relations.commands.js';
import { SubmitClaim } from '../claims/submission/submission.commands.js';
import { ProposeVerdict, PublishVerdict, SupersedeVerdict } from '../claims/verdicts/verdicts.commands.js';
import type { Target } from '../kernel/decider.js';
import { Execute, type Receipt, type ActorContext } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import type { IdempotencyKey } from '../ledger/append-request.js';
import type { StreamCommand } from '../ledger/unit-of-work.js';
import { RegisterOutlet } from '../outlets/outlet.commands.js';
import { outletDecider } from '../outlets/outlet.decider.js';
import { CorrectWork, RecordWork } from '../works/work.commands.js';
import { workDecider } from '../works/work.decider.js';

/** Recognises a step of the sample that was taken before: loading goes on where it was stopped. */
export const sampleKey = (scope: string, name: string): IdempotencyKey => ({
  scope,
  key: `sample/${name}`,
  fingerprint: createHash('sha256').update(name).digest(),
});

/** Somebody of the sample's desk at work: every call is a command like any other, taken once under its name. */
export class SampleActor {
  constructor(
    private readonly bus: CommandBus,
    private readonly actor: ActorContext,
  ) {}

  registers(name: string, body: RegisterOutlet): Promise<string> {
    return this.#make(name, { decider: outletDecider, command: checked(RegisterOutlet, body) });
  }

  records(name: string, body: RecordWork): Promise<string> {
    return this.#make(name, { decider: workDecider, command: checked(RecordWork, body) });
  }

  async corrects(name: string, workId: string, body: CorrectWork): Promise<void> {
    await this.#give(name, { decider: workDecider, target: { id: workId }, command: checked(CorrectWork, body) });
  }

  submits(name: string, body: SubmitClaim): Promise<string> {
    return this.#make(name, { decider: claimDecider, command: checked(SubmitClaim, body) });
  }

  /** @returns the upstream nearest to the appearance; empty where none is given */
  async finds(name: string, claimId: string, body: RecordAppearance): Promise<string> {
    const receipt = await this.#onClaim(name, { id: claimId }, checked(RecordAppearance, body));
    return body.upstream ? part(receipt, 'upstreamId') : '';
  }

  async traces(name: string, claimId: string, body: AttributeUpstream): Promise<void> {
    await this.#onClaim(name, { id: claimId }, checked(AttributeUpstream, body));
  }

  async relates(name: string, claimId: string, body: RelateClaim): Promise<void> {
    await this.#onClaim(name, { id: claimId }, checked(RelateClaim, body));
  }

  async attaches(name: string, claimId: string, body: AttachEvidence): Promise<string> {
    return part(await this.#onClaim(name, { id: claimId }, checked(AttachEvidence, body)), 'evidenceId');
  }

  async proposes(name: string, claimId: string, body: ProposeVerdict): Promise<string> {
    return part(await this.#onClaim(name, { id: claimId }, checked(ProposeVerdict, body)), 'verdictId');
  }

  async supersedes(name: string, claimId: string, verdictId: string, body: SupersedeVerdict): Promise<string> {
    const target = { id: claimId, part: verdictId };
    return part(await this.#onClaim(name, target, checked(SupersedeVerdict, body)), 'verdictId');
  }

  async publishes(name: string, claimId: string, verdictId: string): Promise<void> {
    await this.#onClaim(name, { id: claimId, part: verdictId }, new PublishVerdict());
  }

  #onClaim(name: string, target: Target, command: object): Promise<Receipt> {
    return this.#give(name, { decider: claimDecider, target, command });
  }

  async #make(name: string, step: Omit<StreamCommand, 'target'>): Promise<string> {
    return (await this.#give(name, { ...step, target: { id: newId() }, fresh: true })).id;
  }

  #give(name: string, step: StreamCommand): Promise<Receipt> {
    const repeat = sampleKey(this.actor.id, name);
    return this.bus.execute(new Execute([step], { actor: this.actor, causation: newId(), idempotencyKey: repeat }));
  }
}

/** The sample's bodies meet the same rules as anybody's. */
function checked<C extends object>(type: new () => C, body: C): C {
  const command = plainToInstance(type, body);
  const wrong = validateSync(command, { whitelist: true, forbidNonWhitelisted: true });
  if (wrong.length > 0) throw new TypeError(`the sample's ${type.name} is malformed: ${wrong.join('; ')}`);
  return command;
}

function part(receipt: Receipt, name: string): string {
  const id = receipt[name];
  if (typeof id !== 'string') throw new TypeError(`the receipt names no ${name}`);
  return id;
}
