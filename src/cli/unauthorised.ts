import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { InvalidArgumentError, type Command } from 'commander';
import { DataSource } from 'typeorm';
import { UnauthorisedAppend } from '../audit/log/errors.js';
import { Signer } from '../audit/log/signer.js';
import { renewAppendKey } from '../database/append-keys.js';
import { poolOf } from '../database/data-source.js';
import { withOwner } from '../database/open.js';
import { Execute } from '../ledger/execute.js';
import { newId } from '../ledger/identifiers.js';
import { Ledger } from '../ledger/ledger.js';
import { AcceptUnauthorisedAppend } from '../ledger/ledger.commands.js';
import { ledgerStream } from '../ledger/ledger-stream.js';
import { openForCommands } from '../serve.js';
import type { Settings } from '../settings.js';
import { command, print, settingsOf, type Options } from './command.js';

const OPERATOR = { id: 'system', roles: ['system'] } as const;

/** `unauthorised` and `append-key`: what was written without the append key, and that key. */
export function appendsAndTheirKey(program: Command): void {
  const events = program.command('unauthorised').description('Events that were written without the append key.');

  command(events, 'list', 'Lists those before which checkpoints stop, with who they say caused them.').action(
    (options: Options) =>
      withLedger(options, async (app, settings) => {
        const items = await told(app.get(Ledger), await unauthorised(app, settings));
        const lines = items.map(({ position, ...rest }) => `${position}  ${Object.values(rest).join('  ')}`);
        return [{ items }, lines.join('\n') || 'There is none.'];
      }),
  );

  command(events, 'accept <position...>', 'Lets them stand, marked for ever, so that checkpoints go on behind them.')
    .requiredOption('--reason <text>', 'what was found out about them, at most 2,000 characters')
    .action((given: string[], options: Options & { readonly reason: string }) =>
      withLedger(options, async (app, settings) => {
        const stopping = await unauthorised(app, settings);
        const positions = positionsOf(given, stopping);
        if (!/\S/.test(options.reason) || options.reason.length > 2000)
          throw new InvalidArgumentError('--reason takes 1 to 2,000 characters');
        const accepting = Object.assign(new AcceptUnauthorisedAppend(), { positions, reason: options.reason });
        const step = { decider: ledgerStream, target: { id: '' }, command: accepting };
        const { position } = await app
          .get(CommandBus)
          .execute(new Execute([step], { actor: OPERATOR, causation: newId() }));
        return [{ positions, position }, `accepted by event ${position}: ${positions.join(', ')}`];
      }),
    );

  const keys = program.command('append-key').description('The key without which nobody writes to the ledger.');

  command(keys, 'renew', 'Makes a new one in its file; the one before stays good until the next is made.').action(
    async (options: Options) => {
      const settings = settingsOf(options);
      const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, DATA_FOLDER: folder, appendKeyFile: file } = settings;
      await withOwner({ ownerUrl, appUrl, folder, beside: true }, (url) => renewAppendKey(url, file));
      print(options, { file }, () => `The new key lies in ${file}. Copy it to every server, then start each again.`);
    },
  );
}

/** Positions of the first append without a key that no checkpoint covers. */
async function unauthorised(
  app: INestApplicationContext,
  { signingKeyFile, rememberedFile }: Settings,
): Promise<readonly number[]> {
  const signer = new Signer(poolOf(app.get(DataSource)), app.get(Ledger), signingKeyFile, [], rememberedFile);
  try {
    for (;;) {
      const signed = await signer.sign(true);
      if (signed?.stop instanceof UnauthorisedAppend) return signed.stop.positions;
      if (!signed?.behind) return [];
    }
  } catch (error) {
    if (error instanceof UnauthorisedAppend) return error.positions;
    throw error;
  }
}

/** What each says of itself, as far as that can be read: whoever wrote it may have written anything. */
function told(ledger: Ledger, positions: readonly number[]) {
  return Promise.all(
    positions.map(async (position) => {
      try {
        const [event] = await ledger.read.at([position]);
        return { position, type: event?.type, stream: event?.stream, actor: event?.actor, at: event?.at };
      } catch (error) {
        return { position, damaged: (error as Error).message };
      }
    }),
  );
}

function positionsOf(given: readonly string[], stopping: readonly number[]): number[] {
  return [...new Set(given)]
    .map((text) => {
      const position = stopping.find((each) => String(each) === text);
      if (position === undefined)
        throw new InvalidArgumentError(`${text} is not one of the positions that "unauthorised list" names`);
      return position;
    })
    .sort((a, b) => a - b);
}

async function withLedger(
  options: Options,
  work: (app: INestApplicationContext, settings: Settings) => Promise<[answer: object, text: string]>,
): Promise<void> {
  const settings = settingsOf(options);
  const desk = await openForCommands(settings);
  try {
    const [answer, text] = await work(desk.app, settings);
    print(options, answer, () => text);
  } finally {
    await desk.close();
  }
}
