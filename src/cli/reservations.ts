import { CommandBus } from '@nestjs/cqrs';
import type { Command } from 'commander';
import { renewReservations, type Renewed, type SharedKey } from '../audit/renew-reservations.js';
import { withOwner } from '../database/open.js';
import { Refused } from '../kernel/refusal.js';
import { Execute } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import { SuspectDuplicateOrigin } from '../origins/origin.commands.js';
import { originDecider } from '../origins/origin.decider.js';
import { openForCommands } from '../serve.js';
import { command, print, settingsOf, type Options } from './command.js';

const OPERATOR = { id: 'system', roles: ['system'] } as const;
/** Somebody has said so, or that it is so. */
const SAID: readonly string[] = ['nothing-changed', 'origin-joined'];

/** `reservations`: who holds which name and address, by the newest rules. */
export function renewingReservations(program: Command): void {
  command(
    program,
    'reservations',
    'Computes anew from the events who holds which name and address, by the newest rules; to be given once after an update ' +
      'that brings such. Origins that are one by these rules keep their identifiers and are listed for somebody to join.',
  ).action(async (options: Options) => {
    const settings = settingsOf(options);
    const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, DATA_FOLDER: folder } = settings;
    // Opened first, since a ledger of the release before has yet to be migrated.
    const opened = await openForCommands(settings);
    let renewed: Renewed;
    try {
      renewed = await withOwner({ ownerUrl, appUrl, folder, beside: true }, renewReservations);
      for (const { kind, keptBy, others } of renewed.shared) {
        if (kind === 'origin') for (const id of others) await suspect(opened.app.get(CommandBus), id, keptBy);
      }
    } finally {
      await opened.close();
    }
    const { reserved, shared } = renewed;
    print(options, { reserved, shared }, () => [`${reserved} reservations`, ...shared.map(lineOf)].join('\n'));
  });
}

const lineOf = ({ kind, keptBy, others }: SharedKey): string => `${kind}  ${others.join(', ')}  may be  ${keptBy}`;

async function suspect(bus: CommandBus, id: string, ofId: string): Promise<void> {
  const step = {
    decider: originDecider,
    target: { id },
    command: Object.assign(new SuspectDuplicateOrigin(), { ofId }),
  };
  try {
    await bus.execute(new Execute([step], { actor: OPERATOR, causation: newId() }));
  } catch (error) {
    const code: unknown = error instanceof Refused ? error.code : undefined;
    if (!SAID.some((said) => said === code)) throw error;
  }
}
