import { existsSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import { repairFrom } from '../audit/repair.js';
import { withOwner } from '../database/open.js';
import { NoteRejected, parseVkey } from '../kernel/signed-note.js';
import { command, say, settingsOf, type Options } from './command.js';

type RepairOptions = Options & { readonly from: string; readonly key: string };

/** `repair`: puts damaged events back as they were recorded. */
export function repairing(program: Command): void {
  command(program, 'repair', 'Puts damaged events back from an archive, if their bytes are those that were signed.')
    .requiredOption('--from <archive>', 'an archive of this ledger, older or newer than the damage')
    .requiredOption('--key <vkey>', "the log's key as come by on another way: the archive must be signed with it")
    .action(async ({ from, key, ...options }: RepairOptions) => {
      mustBeKey(key);
      if (!existsSync(from)) throw new InvalidArgumentError(`there is no file ${from}`);
      const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, DATA_FOLDER: folder } = settingsOf(options);
      const items = await withOwner({ ownerUrl, appUrl, folder, beside: true }, (url) => repairFrom(url, from, key));
      say(options, { items }, () =>
        items.length === 0
          ? 'Nothing is damaged that the archive has.'
          : items
              .map(({ position, stream, outcome, columns }) =>
                [`event ${position}`, stream ?? '', `${outcome}: ${columns.join(', ') || 'nothing'}`]
                  .filter(Boolean)
                  .join('  '),
              )
              .join('\n'),
      );
    });
}

function mustBeKey(key: string): void {
  try {
    parseVkey(key);
  } catch (error) {
    if (!(error instanceof NoteRejected)) throw error;
    throw new InvalidArgumentError(`--key takes a key such as example.org/log+0123abcd+AAAA… (${error.code})`);
  }
}
