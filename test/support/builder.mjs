import pg from 'pg';
import { CATALOGUES } from '../../dist/src/catalogues.js';
import { AppendKeys } from '../../dist/src/database/append-keys.js';
import { Ledger } from '../../dist/src/ledger/ledger.js';
import { Engine } from '../../dist/src/projections/engine/engine.js';
import { PROJECTIONS } from '../../dist/src/projections/index.js';

/** Another process that builds what is to be built, in small pages, until it is killed. */
const { url, pageSize } = JSON.parse(process.argv[2]);
const pool = new pg.Pool({ connectionString: url, max: 6, pipeline: true });
await new Engine(
  pool,
  new Ledger(pool, CATALOGUES, new AppendKeys(JSON.parse(process.env.TEST_APPEND_KEYS))),
  PROJECTIONS,
  { only: 'building', pageSize },
).start();
// What keeps it running is not the engine's to say.
setInterval(() => undefined, 1000);
