import { closeOnSignal, startService } from './serve.js';
import { readSettings } from './settings.js';

try {
  const service = await startService(readSettings(process.env));
  closeOnSignal(service);
  console.error(`Claim Ledger ${service.founded.origin} serves at ${await service.listen()}`);
} catch (error) {
  // What an operator can mend says so in its message; a stack is for the rest.
  const known = error instanceof Error && ['SettingsError', 'DatabaseUnusable', 'OtherFoundation'].includes(error.name);
  console.error(known ? (error as Error).message : error);
  process.exit(1);
}
