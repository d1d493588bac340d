import { Command } from 'commander';
import { EXIT } from './cli/command.js';
import { addExportCommand } from './cli/export.js';
import { addLogCommands } from './cli/log.js';
import { addPeopleCommands } from './cli/people.js';
import { addRebuildCommand } from './cli/rebuild.js';
import { addRepairCommand } from './cli/repair.js';
import { renewingReservations } from './cli/reservations.js';
import { addServeCommands } from './cli/serving.js';
import { appendsAndTheirKey } from './cli/unauthorised.js';
import { addVerifyCommand } from './cli/verify.js';
import { addWitnessCommand } from './cli/witness.js';
import { reportFailure } from './failure.js';
import { printable } from './kernel/printable.js';

/** Whoever asks for JSON is told in JSON, too, why there is none. */
const json = process.argv.includes('--json');
const usageError = (message: string): Error => Object.assign(new Error(message), { name: 'InvalidArgumentError' });

const program = new Command('claim-ledger')
  .description("The operator's door to a claim ledger. Settings come from the environment; options go over them.")
  .configureOutput({ writeErr: (text) => void (json || process.stderr.write(printable(text))) })
  .exitOverride((error) => {
    if (json && error.exitCode !== 0) reportFailure(usageError(error.message), json);
    process.exit(error.exitCode === 0 ? 0 : EXIT.usage);
  })
  .showHelpAfterError();

for (const commands of [
  addServeCommands,
  addPeopleCommands,
  addLogCommands,
  addExportCommand,
  addVerifyCommand,
  addRepairCommand,
  renewingReservations,
  addRebuildCommand,
  addWitnessCommand,
  appendsAndTheirKey,
])
  commands(program);

program.parseAsync().catch((error: unknown) => {
  reportFailure(error, json);
  const { name } = error as Error;
  if (['InvalidArgumentError', 'SettingsError'].includes(name)) process.exit(EXIT.usage);
  process.exit(name === 'Refused' ? EXIT.refused : EXIT.failed);
});
