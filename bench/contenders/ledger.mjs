import { randomUUID } from 'node:crypto';
import { CATALOGUES } from '../../dist/src/catalogues.js';
import { openDataSource, poolOf } from '../../dist/src/database/data-source.js';
import { prepareDatabase } from '../../dist/src/database/migrate.js';
import { newId } from '../../dist/src/ledger/identifiers.js';
import { Ledger } from '../../dist/src/ledger/ledger.js';
import { countOf } from './databases.mjs';

/** The product's own append, as its commands call it: salts, commitments and leaf made, dense positions, one lock. */
export async function openLedger(serverUrl) {
  const { appUrl } = await prepareDatabase({ ownerUrl: serverUrl });
  const dataSource = await openDataSource(appUrl);
  const ledger = new Ledger(poolOf(dataSource), CATALOGUES);
  const actor = randomUUID();
  return {
    append: ({ stream, type, facts, words }) => {
      const name = `claim-${stream}`;
      return ledger.append({
        events: [{ id: newId(), stream: name, type, facts, words }],
        expected: new Map([[name, 0]]),
        actor,
        role: 'editor',
        causation: randomUUID(),
        result: { id: stream },
      });
    },
    stored: () => countOf(serverUrl, 'ledger.events'),
    close: async () => {
      await ledger.close();
      await dataSource.destroy();
    },
  };
}
