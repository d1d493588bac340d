import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The built program's demo as a user runs it: a process of its own on a folder of its own. */
export interface RunningDemo {
  readonly url: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly process: ChildProcess;
  /** Ends it as Ctrl-C does and removes its folder. */
  stop(): Promise<void>;
}

/** Starts the demo (or a ledger that is none), on a new folder unless one is given, which then stays. */
export async function startDemo(given?: string, command: 'demo' | 'serve' = 'demo'): Promise<RunningDemo> {
  const folder = given ?? (await mkdtemp(path.join(tmpdir(), 'claim-ledger-demo-')));
  const cli = new URL('../../dist/src/cli.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [cli, command, '--json', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG },
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => first as string),
    ended.then(([code]) => Promise.reject(new Error(`the demo ended with ${code}`))),
  ]);
  const { url, tokens } = JSON.parse(line) as Pick<RunningDemo, 'url' | 'tokens'>;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    await ended;
    if (!given) await rm(folder, { recursive: true, force: true });
  };
  return { url, tokens, folder, process: child, stop };
}
