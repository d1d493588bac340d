import path from 'node:path';
import { CATALOGUES } from '../dist/src/catalogues.js';
import { openDataSource, poolOf } from '../dist/src/database/data-source.js';
import { startEmbedded } from '../dist/src/database/embedded.js';
import { prepareDatabase } from '../dist/src/database/migrate.js';
import { Ledger } from '../dist/src/ledger/ledger.js';

/**
 * A ledger on an embedded server whose data lie in a folder, opened as the application opens its own.
 *
 * @param {string} folder
 */
export async function openLedger(folder) {
  const server = await startEmbedded({ folder: path.join(folder, 'postgres') });
  const { appUrl, appendKeys } = await prepareDatabase({
    ownerUrl: server.url,
    appendKeyFile: path.join(folder, 'signing-key.pem.append'),
  });
  const dataSource = await openDataSource(appUrl);
  const pool = poolOf(dataSource);
  const ledger = new Ledger(pool, CATALOGUES, appendKeys);
  return {
    server,
    pool,
    ledger,
    async close() {
      await ledger.close();
      await dataSource.destroy();
      await server.stop();
    },
  };
}
