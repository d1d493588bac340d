import { InvalidArgumentError, type Command } from 'commander';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { witnessServer } from '../audit/witness/http.js';
import { LogClient, LogUnreadable } from '../audit/witness/log-client.js';
import { HistoryBroken, Watch, type WatchResult } from '../audit/witness/watch.js';
import { WitnessRefused } from '../audit/witness/refusal.js';
import { Witness } from '../audit/witness/witness.js';
import { printable } from '../kernel/printable.js';
import { NoteRejected, parseVkey } from '../kernel/signed-note.js';
import { EXIT } from './command.js';

interface WitnessOptions {
  readonly name: string;
  readonly data: string;
  readonly key: string[];
  readonly interval: string;
  readonly once?: boolean;
  readonly port?: string;
  readonly host: string;
  readonly json?: boolean;
}

const MIN_INTERVAL_S = 1;
const MAX_INTERVAL_S = 86_400;

/** `witness`: follows a ledger from outside. It needs neither the ledger's database nor its settings. */
export function addWitnessCommand(program: Command): void {
  program
    .command('witness <url>')
    .description(
      "Follows a ledger's log from another machine, cosigns it, and says loudly when its history was split or rolled back.",
    )
    .requiredOption(
      '--name <name>',
      'the name it signs under: an address without a scheme, such as witness.example.org/w1',
    )
    .option('--data <folder>', 'where its key and its memory lie; never beside the ledger', './witness')
    .option(
      '--key <vkey>',
      "the log's key as come by on another way (repeat for several); else the first that it shows",
      collect,
      [],
    )
    .option('--interval <seconds>', `${MIN_INTERVAL_S} to ${MAX_INTERVAL_S} between two looks`, '60')
    .option('--once', 'look once and end')
    .option('--port <number>', 'also answer add-checkpoint (C2SP tlog-witness) on this port; 0 takes any free one')
    .option('--host <address>', 'where to answer', '127.0.0.1')
    .option('--json', 'a line of JSON for each look on standard output')
    .action(follow);
}

async function follow(address: string, options: WitnessOptions): Promise<void> {
  const url = urlOf(address);
  const seconds = Number(options.interval);
  if (!Number.isInteger(seconds) || seconds < MIN_INTERVAL_S || seconds > MAX_INTERVAL_S) {
    throw new InvalidArgumentError(
      `--interval takes ${MIN_INTERVAL_S} to ${MAX_INTERVAL_S} seconds, not ${options.interval}`,
    );
  }
  const { witness, vkey } = await opened(options);
  say(`This witness signs as ${vkey}`);
  const watch = new Watch({ url, folder: options.data, pinned: options.key }, new LogClient(url), witness);
  if (options.once) {
    if (!(await lookAndTell(watch, options))) process.exitCode = EXIT.failed;
    return;
  }
  const server = options.port === undefined ? undefined : witnessServer(witness);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  if (server) {
    const at = await server.listen({ port: portOf(options.port ?? ''), host: options.host });
    say(`It answers at ${at}`);
  }
  while (!stop.signal.aborted) {
    await lookAndTell(watch, options);
    await sleep(seconds * 1000, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  await server?.close();
}

/**
 * A broken history is told at every look, and by the exit code at the end: nobody should have to search a log for it.
 *
 * @returns whether the log could be looked at and stood
 */
async function lookAndTell(watch: Watch, options: WitnessOptions): Promise<boolean> {
  try {
    tell(options, await watch.look());
    return true;
  } catch (error) {
    if (error instanceof HistoryBroken) {
      process.exitCode = EXIT.failed;
      say(`THE HISTORY IS BROKEN. ${error.message}. Both checkpoints are kept in ${error.evidence}`);
      tell(options, { outcome: error.code, origin: error.origin, size: error.shown });
    } else if (error instanceof LogUnreadable || error instanceof WitnessRefused) {
      say(error.message);
      tell(options, { outcome: error instanceof WitnessRefused ? error.code : 'unreadable' });
    } else {
      throw error;
    }
    return false;
  }
}

/** What the log says of itself may be anything. */
const say = (text: string): boolean => process.stderr.write(`${printable(text)}\n`);

type WitnessOutput = Partial<Omit<WatchResult, 'outcome'>> & { readonly outcome: string };

function tell({ json }: WitnessOptions, look: WitnessOutput): void {
  const at = new Date().toISOString();
  const { outcome, origin = '', size = '', delivered } = look;
  const untaken = delivered === false ? ', which the ledger did not take: is this witness among its WITNESSES?' : '';
  const line = json ? JSON.stringify({ at, ...look }) : `${at} ${outcome} ${origin} ${size}${untaken}`.trimEnd();
  process.stdout.write(`${printable(line)}\n`);
}

async function opened({ name, data, key }: WitnessOptions): Promise<{ witness: Witness; vkey: string }> {
  try {
    for (const vkey of key) parseVkey(vkey);
    const witness = await Witness.open(path.resolve(data), name);
    return { witness, vkey: witness.vkey };
  } catch (error) {
    if (error instanceof NoteRejected) throw new InvalidArgumentError(`--name or --key: ${error.code}`);
    throw error;
  }
}

function urlOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address.endsWith('/') ? address : `${address}/`) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InvalidArgumentError(
      `<url> is where a ledger answers, such as https://ledger.example.org, not ${address}`,
    );
  }
  return url;
}

function portOf(text: string): number {
  const port = Number(text);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('--port takes a number from 0 to 65535');
  }
  return port;
}

const collect = (value: string, all: string[]): string[] => [...all, value];
