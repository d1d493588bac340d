import { Logger } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { Execute } from '../../ledger/execute.js';
import { newId } from '../../ledger/identifiers.js';
import type { Ledger } from '../../ledger/ledger.js';
import { NoteRestore } from '../../ledger/ledger.commands.js';
import { ledgerStream } from '../../ledger/ledger-stream.js';
import { keptElsewhere, type Memories } from '../kept-elsewhere.js';
import { LogError } from './errors.js';
import { readIdentity } from './log-keys.js';
import type { PublishedLog } from './published-log.js';

const OPERATOR = { id: 'system', roles: ['system'] } as const;

/**
 * Records that an older copy of the ledger was restored, so that its readers learn of it from the history that goes on.
 *
 * @throws LogError `rolled-back` where somebody remembers more than was restored, and nothing is recorded then
 */
export async function noteRestore(
  bus: CommandBus,
  ledger: Ledger,
  published: PublishedLog,
  memories: Memories,
): Promise<void> {
  const size = (await ledger.read.head()).position + 1;
  const origin = (await readIdentity(ledger))?.origin ?? '';
  const { kept, unasked } = await keptElsewhere(memories, origin);
  const larger = kept.find((each) => each.size > size);
  if (larger)
    throw new LogError(
      'rolled-back',
      `${larger.from} covers ${larger.size} events, and ${size} were restored. Restore a newer copy: what is signed beyond ` +
        'this one can be proven by whoever saw it, so that nothing else may be signed in its place.',
    );
  for (const why of unasked) new Logger('Restore').warn(`not held against what others remember: ${why}`);
  const checkpoint = (await published.newestSigned())?.size ?? 0;
  const command = Object.assign(new NoteRestore(), { size, checkpoint });
  const step = { decider: ledgerStream, target: { id: '' }, command };
  await bus.execute(new Execute([step], { actor: OPERATOR, causation: newId() }));
}
