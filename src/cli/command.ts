import { Command } from 'commander';
import { printable } from '../kernel/printable.js';
import { readSettings, type Settings } from '../settings.js';

/** 0: done. 1: failed. 2: called wrongly. 3: a rule refused it. */
export const EXIT = { failed: 1, usage: 2, refused: 3 } as const;

/** What every command takes. */
export interface Options {
  readonly data?: string;
  readonly port?: string;
  readonly json?: boolean;
}

/** A command with the options that every command has. */
export const command = (parent: Command, name: string, description: string): Command =>
  parent
    .command(name)
    .description(description)
    .option('--data <folder>', 'where the embedded database and the signing key lie (DATA_FOLDER)')
    .option('--json', 'one line of JSON on standard output, and nothing else there');

/** The settings from the environment, with the command's options over them. Throws SettingsError. */
export const settingsOf = ({ data, port }: Options): Settings =>
  readSettings({ ...process.env, ...(data ? { DATA_FOLDER: data } : {}), ...(port ? { PORT: port } : {}) });

/** Says what came of a command: a line of JSON where that was asked for, else text for people. */
export function print({ json }: Options, answer: object, text: () => string): void {
  process.stdout.write(`${printable(json ? JSON.stringify(answer) : text())}\n`);
}
