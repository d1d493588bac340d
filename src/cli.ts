import { Command } from 'commander';
import { EXIT } from './cli/command.js';
import { exporting } from './cli/export.js';
import { publicLog } from './cli/log.js';
import { peopleAndTokens } from './cli/people.js';
import { rebuilding } from './cli/rebuild.js';
import { repairing } from './cli/repair.js';
import { renewingReservations } from './cli/reservations.js';
import { serving } from './cli/serving.js';
import { appendsAndTheirKey } from './cli/unauthorised.js';
import { verifying } from './cli/verify.js';
import { witnessing } from './cli/witness.js';
import { reportFailure } from './failure.js';

const program = new Command('claim-ledger')
  .description("The operator's door to a claim ledger. Settings come from the environment; options go over them.")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.usage))
  .showHelpAfterError();

for (const commands of [
  serving,
  peopleAndTokens,
  publicLog,
  exporting,
  verifying,
  repairing,
  renewingReservations,
  rebuilding,
  witnessing,
  appendsAndTheirKey,
])
  commands(program);

program.parseAsync().catch((error: unknown) => {
  reportFailure(error);
  const { name } = error as Error;
  if (['InvalidArgumentError', 'SettingsError'].includes(name)) process.exit(EXIT.usage);
  process.exit(name === 'Refused' ? EXIT.refused : EXIT.failed);
});
