import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { omitUndefined } from '../kernel/omit-undefined.js';
import type { AppendKeys } from './append-keys.js';
import { openDataSource } from './data-source.js';
import { runningEmbedded, startEmbedded } from './embedded.js';
import { prepareDatabase } from './migrate.js';
import { DatabaseUnusable } from './unusable.js';

/** Which database to use: one that runs somewhere, or one of our own in a folder. */
export interface DatabaseChoice {
  readonly ownerUrl: string | undefined;
  readonly appUrl: string | undefined;
  /** Holds the embedded database, in `pg`, where no address is given. */
  readonly folder: string;
  /** Whether to go beside the process that runs the embedded database, as a command does, rather than be refused. */
  readonly beside?: boolean;
  /** Where the key lies without which nobody appends; not named: it is opened for reading. */
  readonly appendKeyFile?: string;
}

/** What appends need: connections, and the keys without which the ledger takes none. */
export interface WritableDatabase {
  readonly dataSource: DataSource;
  readonly appendKeys: AppendKeys;
}

export interface OpenDatabase {
  readonly dataSource: DataSource;
  /** Missing where no file was named for them. */
  readonly appendKeys?: AppendKeys;
  /** Ends the connections, and the embedded server if it was ours to start. */
  close(): Promise<void>;
}

/**
 * Starts or finds the database, brings it up to date and connects as the application's role.
 *
 * @throws DatabaseUnusable when none can be had.
 */
export async function openDatabase(
  { ownerUrl, appUrl, folder, beside, appendKeyFile }: DatabaseChoice,
  entities?: NonNullable<DataSourceOptions['entities']>,
): Promise<OpenDatabase> {
  const own = path.join(folder, 'pg');
  // A command in a folder that holds no ledger was mistyped: making one there would answer it with nothing.
  if (!ownerUrl && beside && !existsSync(own)) {
    throw new DatabaseUnusable(
      'no-ledger-here',
      `There is no ledger in ${folder}. One is made where the server starts.`,
    );
  }
  const found = ownerUrl ?? (beside ? await runningEmbedded(own) : undefined);
  const server = found ? undefined : await startEmbedded({ folder: own });
  try {
    const prepared = await prepareDatabase({
      ownerUrl: found ?? server?.url ?? '',
      ...omitUndefined({ appUrl, appendKeyFile }),
    });
    const dataSource = await openDataSource(prepared.appUrl, entities);
    return {
      dataSource,
      ...omitUndefined({ appendKeys: prepared.appendKeys }),
      close: async () => {
        await dataSource.destroy();
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

/** Opens a database as `openDatabase` does, with the keys to append to its ledger. */
export async function openWritable(
  choice: DatabaseChoice & { readonly appendKeyFile: string },
  entities?: NonNullable<DataSourceOptions['entities']>,
): Promise<OpenDatabase & WritableDatabase> {
  const database = await openDatabase(choice, entities);
  return { ...database, appendKeys: database.appendKeys as AppendKeys };
}

/**
 * Runs something that only the ledger's owner may do, on the database that is chosen, without opening it for anything
 * else: it may be damaged.
 *
 * @param run given the owner's address
 * @throws DatabaseUnusable when none can be had.
 */
export async function withOwner<T>(choice: DatabaseChoice, run: (ownerUrl: string) => Promise<T>): Promise<T> {
  const { ownerUrl, folder, beside } = choice;
  if (ownerUrl) return run(ownerUrl);
  const own = path.join(folder, 'pg');
  if (!existsSync(own)) throw new DatabaseUnusable('no-ledger-here', `There is no ledger in ${folder}.`);
  const running = beside ? await runningEmbedded(own) : undefined;
  if (running) return run(running);
  const server = await startEmbedded({ folder: own });
  try {
    return await run(server.url);
  } finally {
    await server.stop();
  }
}
