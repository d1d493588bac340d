import { createHash } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { RecordAppearance } from '../claims/appearances.commands.js';
import { claim } from '../claims/claim.js';
import { AttachEvidence } from '../claims/evidence.commands.js';
import { SubmitClaim } from '../claims/submission.commands.js';
import { ProposeVerdict, PublishVerdict, SupersedeVerdict } from '../claims/verdicts.commands.js';
import { Execute, type Receipt, type Standing } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import type { Repeat } from '../ledger/request.js';
import type { Step } from '../ledger/session.js';
import { RegisterOutlet } from '../outlets/outlet.commands.js';
import { outlet } from '../outlets/outlet.js';
import { RecordWork } from '../works/work.commands.js';
import { work } from '../works/work.js';

/** Recognises a step of the sample that was taken before: loading goes on where it was stopped. */
export const sampleKey = (scope: string, name: string): Repeat => ({
  scope,
  key: `sample/${name}`,
  fingerprint: createHash('sha256').update(name).digest(),
});

/** Somebody of the sample's desk at work: every call is a command like any other, taken once under its name. */
export class DeskPerson {
  constructor(
    private readonly bus: CommandBus,
    private readonly standing: Standing,
  ) {}

  registers(name: string, body: RegisterOutlet): Promise<string> {
    return this.#make(name, { decider: outlet, command: checked(RegisterOutlet, body) });
  }

  records(name: string, body: RecordWork): Promise<string> {
    return this.#make(name, { decider: work, command: checked(RecordWork, body) });
  }

  submits(name: string, body: SubmitClaim): Promise<string> {
    return this.#make(name, { decider: claim, command: checked(SubmitClaim, body) });
  }

  async finds(name: string, claimId: string, body: RecordAppearance): Promise<void> {
    await this.#give(name, { decider: claim, target: { id: claimId }, command: checked(RecordAppearance, body) });
  }

  async attaches(name: string, claimId: string, body: AttachEvidence): Promise<string> {
    const step = { decider: claim, target: { id: claimId }, command: checked(AttachEvidence, body) };
    return part(await this.#give(name, step), 'evidenceId');
  }

  async proposes(name: string, claimId: string, body: ProposeVerdict): Promise<string> {
    const step = { decider: claim, target: { id: claimId }, command: checked(ProposeVerdict, body) };
    return part(await this.#give(name, step), 'verdictId');
  }

  async supersedes(name: string, claimId: string, verdictId: string, body: SupersedeVerdict): Promise<string> {
    const target = { id: claimId, part: verdictId };
    return part(
      await this.#give(name, { decider: claim, target, command: checked(SupersedeVerdict, body) }),
      'verdictId',
    );
  }

  async publishes(name: string, claimId: string, verdictId: string): Promise<void> {
    await this.#give(name, { decider: claim, target: { id: claimId, part: verdictId }, command: new PublishVerdict() });
  }

  async #make(name: string, step: Omit<Step, 'target'>): Promise<string> {
    return (await this.#give(name, { ...step, target: { id: newId() }, fresh: true })).id;
  }

  #give(name: string, step: Step): Promise<Receipt> {
    const repeat = sampleKey(this.standing.id, name);
    return this.bus.execute(new Execute([step], { actor: this.standing, causation: newId(), repeat }));
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
