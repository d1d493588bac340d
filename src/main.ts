import { reportFailure } from './failure.js';
import { closeOnSignal, startService } from './serve.js';
import { readSettings } from './settings.js';

try {
  const service = await startService(readSettings(process.env));
  closeOnSignal(service);
  console.error(`Claim Ledger ${service.founded.origin} serves at ${await service.listen()}`);
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
