import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Checkpoints } from '../../dist/src/audit/log/checkpoints.js';
import { foundLedger } from '../../dist/src/audit/log/founding.js';
import { Signer } from '../../dist/src/audit/log/signer.js';
import { CATALOGUES } from '../../dist/src/catalogues.js';
import { openDataSource, poolOf } from '../../dist/src/database/data-source.js';
import { prepareDatabase } from '../../dist/src/database/migrate.js';
import { newId } from '../../dist/src/ledger/identifiers.js';
import { Ledger } from '../../dist/src/ledger/ledger.js';
import { countOf, once } from './databases.mjs';

/** The product's own append, as its commands call it: salts, commitments and leaf made, dense positions, one lock. */
export async function openLedger(serverUrl) {
  return (await opened(serverUrl)).contender;
}

/** The same, in a database of its own, while the tree follows and a checkpoint is signed every second, as a server does. */
export async function openFollowed(serverUrl) {
  await once(serverUrl, (client) => client.query('create database followed'));
  const url = new URL(serverUrl);
  url.pathname = '/followed';
  const { contender, ledger, pool } = await opened(url.href);
  const folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-bench-key-'));
  const keyFile = path.join(folder, 'signing-key.pem');
  const scales = [{ scale: 'truth-5', version: 1, ratings: [] }];
  await foundLedger(ledger, { origin: 'bench.example.org', keyFile, scales, sample: undefined });
  const checkpoints = new Checkpoints(new Signer(pool, ledger, keyFile), { keyFile, intervalMs: 1000 });
  checkpoints.onApplicationBootstrap();
  return {
    ...contender,
    close: async () => {
      await checkpoints.onApplicationShutdown();
      await contender.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function opened(serverUrl) {
  const folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-bench-key-'));
  const { appUrl, appendKeys } = await prepareDatabase({
    ownerUrl: serverUrl,
    appendKeyFile: path.join(folder, 'append'),
  });
  await rm(folder, { recursive: true });
  const dataSource = await openDataSource(appUrl);
  const pool = poolOf(dataSource);
  const ledger = new Ledger(pool, CATALOGUES, appendKeys);
  const actor = randomUUID();
  const contender = {
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
  return { contender, ledger, pool };
}
