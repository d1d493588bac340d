import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { DataSource } from 'typeorm';
import { Exports } from '../audit/archive/exports.js';
import { PublishedLog } from '../audit/log/published-log.js';
import { Signer } from '../audit/log/signer.js';
import { poolOf } from '../database/data-source.js';
import { LEDGER_STREAM } from '../ledger/ledger.events.js';
import { Ledger } from '../ledger/ledger.js';
import { Projections } from '../projections/projections.js';
import { openWithViews } from '../serve.js';
import { command, print, settingsOf, type Options } from './command.js';
import { progressBar } from './progress.js';

type ExportOptions = Options & { readonly claim?: string };

/** Who exports from here reads all but confidential sources, as an auditor does. */
const OPERATOR = { id: 'system', roles: ['system'] } as const;

/** `export`: an archive that is verified with nothing else. */
export function addExportCommand(program: Command): void {
  command(program, 'export <file>', 'Writes an archive of the ledger, which `verify <file>` checks with nothing else.')
    .option('--claim <id>', 'one claim only')
    .action(async (file: string, options: ExportOptions) => {
      if (existsSync(file)) throw new InvalidArgumentError(`${file} exists; choose another name`);
      const settings = settingsOf(options);
      const reading = await openWithViews(settings);
      const bar = progressBar(options, 'events');
      try {
        const [dataSource, ledger] = [reading.app.get(DataSource), reading.app.get(Ledger)];
        const { claim } = options;
        if (claim !== undefined) await mustExist(ledger, claim);
        const signer = new Signer(poolOf(dataSource), ledger, settings.signingKeyFile, [], settings.rememberedFile);
        while ((await signer.sign(true))?.behind);
        const published = new PublishedLog(poolOf(dataSource), ledger, settings.witnesses);
        const exports = new Exports(dataSource, ledger, published, reading.app.get(Projections));
        const made = await exports.begin(OPERATOR, claim, { progress: (events) => bar.tell(events) });
        if (!made) throw new Error('the log has not been founded');
        await write(made.tar, file);
        bar.stop();
        print(options, { file, events: made.size }, () => `${file}: ${made.size} events`);
      } finally {
        bar.stop();
        await reading.close();
      }
    });
}

async function mustExist(ledger: Ledger, claim: string): Promise<void> {
  const found = (await ledger.read.streamSalt(`claim-${claim}`)) !== null && claim !== LEDGER_STREAM;
  if (!found) throw new InvalidArgumentError(`there is no claim ${claim}`);
}

/** Whole or not at all, and for its owner only: it holds what is not published. */
async function write(tar: NodeJS.ReadableStream, file: string): Promise<void> {
  const half = `${file}.part`;
  try {
    await pipeline(tar, createWriteStream(half, { mode: 0o600, flush: true }));
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
