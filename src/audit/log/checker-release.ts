import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { Execute } from '../../ledger/execute.js';
import { newId } from '../../ledger/identifiers.js';
import { ReleaseChecker } from '../../ledger/ledger.commands.js';
import { ledgerStream } from '../../ledger/ledger-stream.js';
import { Refused } from '../../kernel/refusal.js';

const OPERATOR = { id: 'system', roles: ['system'] } as const;

/**
 * Records which checker of claim proofs this server hands out, once for each that it ever did: who finds its digest in the
 * history knows that it is the one that was handed out then.
 *
 * @param file the bundled checker, as the build makes it
 */
export async function releaseChecker(bus: CommandBus, file: URL): Promise<void> {
  try {
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    const command = Object.assign(new ReleaseChecker(), { sha256 });
    const step = { decider: ledgerStream, target: { id: '' }, command };
    await bus.execute(new Execute([step], { actor: OPERATOR, causation: newId() }));
  } catch (error) {
    if (error instanceof Refused && error.code === 'nothing-changed') return;
    // Without it proofs are as good as before: no reason not to serve.
    new Logger('Checker').warn(`the checker of claim proofs could not be recorded: ${(error as Error).message}`);
  }
}
