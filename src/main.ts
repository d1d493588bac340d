import { reportFailure } from './failure.js';
import { closeOnSignal, startService, tellSetUp } from './serve.js';
import { readSettings } from './settings.js';

try {
  const service = await startService(readSettings(process.env));
  closeOnSignal(service);
  const url = await service.listen();
  console.error(`Claim Ledger ${service.founded.origin} serves at ${url}`);
  await tellSetUp(service);
} catch (error) {
  reportFailure(error);
  process.exit(1);
}
