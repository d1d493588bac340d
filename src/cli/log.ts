import type { Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { adoptSuccessor, retirePredecessor } from '../audit/log/key-rotation.js';
import { inForce, readIdentity } from '../audit/log/log-keys.js';
import { Signer } from '../audit/log/signer.js';
import { poolOf } from '../database/data-source.js';
import { Ledger } from '../ledger/ledger.js';
import { openForCommands } from '../serve.js';
import { command, print, settingsOf, type Options } from './command.js';

/** `checkpoint` and `key`: the public log and the keys that sign it. */
export function addLogCommands(program: Command): void {
  command(program, 'checkpoint', 'Signs a checkpoint of all that is recorded, and prints it.').action(
    (options: Options) =>
      withLedger(options, async (app, keyFile, memory) => {
        const signer = new Signer(poolOf(app.get(DataSource)), app.get(Ledger), keyFile, [], memory);
        let signed = await signer.sign(true);
        while (signed?.behind) signed = await signer.sign(true);
        if (signed?.stop) throw signed.stop;
        if (!signed) throw new Error('the log has not been founded');
        const { size, root, note } = signed.checkpoint;
        return [{ size: String(size), root: root.toString('base64'), note }, note.trimEnd()];
      }),
  );

  const keys = program.command('key').description('The keys that sign checkpoints.');

  command(keys, 'list', 'Lists the keys in force as verifiers pin them, oldest first.').action((options: Options) =>
    withLedger(options, async (app) => {
      const identity = await readIdentity(app.get(Ledger));
      const items = identity ? inForce(identity).map(({ vkey }) => vkey) : [];
      const retired = identity?.keys.flatMap((key) => (key.retired === undefined ? [] : key.vkey)) ?? [];
      return [{ items, retired }, items.join('\n')];
    }),
  );

  command(keys, 'rotate', 'Makes a new key; it and the present one sign together until `key retire`.').action(
    (options: Options) =>
      withLedger(options, async (app, keyFile) => {
        const vkey = await adoptSuccessor(app.get(CommandBus), app.get(Ledger), keyFile);
        return [{ vkey }, vkey];
      }),
  );

  command(keys, 'retire', 'Retires the older of two keys; the newer one signs alone, from its place.').action(
    (options: Options) =>
      withLedger(options, async (app, keyFile) => {
        const retired = await retirePredecessor(app.get(CommandBus), app.get(Ledger), keyFile);
        return [{ retired }, `${retired} signs no more`];
      }),
  );
}

async function withLedger(
  options: Options,
  work: (app: INestApplicationContext, keyFile: string, memory: string) => Promise<[answer: object, text: string]>,
): Promise<void> {
  const settings = settingsOf(options);
  const opened = await openForCommands(settings);
  try {
    const [answer, text] = await work(opened.app, settings.signingKeyFile, settings.rememberedFile);
    print(options, answer, () => text);
  } finally {
    await opened.close();
  }
}
