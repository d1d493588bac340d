import { existsSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import { repairDerived } from '../audit/repair-derived.js';
import { repairFrom, type Repaired } from '../audit/repair.js';
import { withOwner } from '../database/open.js';
import { NoteRejected, parseVkey } from '../kernel/signed-note.js';
import { command, print, settingsOf, type Options } from './command.js';

type RepairOptions = Options & { readonly from?: string; readonly key?: string };

/** `repair`: puts damaged events back as they were recorded, and what follows from events as they make it. */
export function addRepairCommand(program: Command): void {
  command(
    program,
    'repair',
    'Puts right what follows from the events: size and time of the head, rows among the checkpoints that nobody signed, who ' +
      'holds which key. With an archive, damaged events first, if its bytes are those that were signed.',
  )
    .option('--from <archive>', 'an archive of this ledger, older or newer than the damage')
    .option('--key <vkey>', "the log's key as come by on another way: the archive must be signed with it")
    .action(async ({ from, key, ...options }: RepairOptions) => {
      if ((from === undefined) !== (key === undefined))
        throw new InvalidArgumentError('--from and --key go together: without the key nothing is put back');
      if (key !== undefined) mustBeKey(key);
      if (from !== undefined && !existsSync(from)) throw new InvalidArgumentError(`there is no file ${from}`);
      const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, DATA_FOLDER: folder } = settingsOf(options);
      const { items, mended } = await withOwner({ ownerUrl, appUrl, folder, beside: true }, async (url) => ({
        items: from !== undefined && key !== undefined ? await repairFrom(url, from, key) : [],
        mended: await repairDerived(url),
      }));
      const lines = [...items.map(lineOf), ...mended.map(({ what, change }) => `${what}  ${change}`)];
      print(
        options,
        { items, mended },
        () => lines.join('\n') || 'Nothing is damaged that can be put right from here.',
      );
    });
}

const lineOf = ({ position, stream, outcome, columns }: Repaired): string =>
  [`event ${position}`, stream ?? '', `${outcome}: ${columns.join(', ') || 'nothing'}`].filter(Boolean).join('  ');

function mustBeKey(key: string): void {
  try {
    parseVkey(key);
  } catch (error) {
    if (!(error instanceof NoteRejected)) throw error;
    throw new InvalidArgumentError(`--key takes a key such as example.org/log+0123abcd+AAAA… (${error.code})`);
  }
}
