import { MultiBar, Presets } from 'cli-progress';
import { InvalidArgumentError, type Command } from 'commander';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Ledger } from '../ledger/ledger.js';
import { PROJECTIONS } from '../projections/index.js';
import type { AnyProjection } from '../projections/engine/projection.js';
import { rebuild, type RebuildProgress } from '../projections/engine/rebuild.js';
import { openForCommands } from '../serve.js';
import { command, EXIT, print, settingsOf, type Options } from './command.js';

/** How often progress is told where nobody watches a bar. */
const LINE_MS = 2000;

interface RebuildOptions extends Options {
  readonly all?: boolean;
  readonly verify?: boolean;
}

/**
 * `rebuild`: makes the tables of projections anew beside those that are read, also while servers run. Without a name it
 * builds what this release has no tables of yet, so that the server that follows starts at once.
 */
export function addRebuildCommand(program: Command): void {
  command(program, 'rebuild [projection...]', 'Builds projections anew beside those that are read.')
    .option('--all', 'every projection')
    .option('--verify', 'lets a new build take over only if it is equal to the one before it, row for row')
    .addHelpText('after', `\nProjections: ${PROJECTIONS.map(({ name }) => name).join(', ')}`)
    .action(async (names: string[], options: RebuildOptions) => {
      const again = options.all ? PROJECTIONS : names.map(projectionOf);
      const opened = await openForCommands(settingsOf(options));
      const progress = options.json || !process.stderr.isTTY ? linesOf(options) : barOf();
      try {
        const parts = { pool: poolOf(opened.app.get(DataSource)), ledger: opened.app.get(Ledger) };
        const order = { again: [...new Set(again)], verify: options.verify ?? false, progress: progress.tell };
        const rebuilt = await rebuild(parts, PROJECTIONS, order);
        progress.end();
        print(options, rebuilt, () => rebuilt.builds.map(sentenceOf).join('\n') || 'There is nothing to build.');
        if (!rebuilt.live) process.exitCode = EXIT.failed;
      } finally {
        progress.end();
        await opened.close();
      }
    });
}

const SENTENCES = {
  live: 'is read now',
  retired: 'was read, and another has followed',
  differs: 'is NOT equal to the one that is read, and does not take over; the log says where',
  building: 'cannot get past this position, and does not take over; the log says why',
} as const;

const sentenceOf = ({ id, status, position }: { id: string; status: keyof typeof SENTENCES; position: number }) =>
  `${id}  at position ${position}  ${SENTENCES[status]}`;

function projectionOf(name: string): AnyProjection {
  const found = PROJECTIONS.find((each) => each.name === name);
  if (!found) {
    throw new InvalidArgumentError(
      `a projection is one of ${PROJECTIONS.map((each) => each.name).join(', ')}, not ${name}`,
    );
  }
  return found;
}

interface ProgressOutput {
  readonly tell: (progress: RebuildProgress) => void;
  readonly end: () => void;
}

/** A bar with events a second and how long it will take. */
function barOf(): ProgressOutput {
  const bars = new MultiBar(
    {
      format: '{bar} {percentage} %  {value} of {total} events  {rate} a second  {left}  {name}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  const bar = bars.create(0, 0, { rate: 0, left: '', name: '' });
  const rate = rateFrom();
  return {
    tell: (progress) => {
      const { done, total, builds } = progress;
      const { perSecond, secondsLeft } = rate(progress);
      bar.setTotal(total);
      const name = builds.find(({ status }) => status === 'building')?.id ?? '';
      const left = secondsLeft === null ? '' : secondsLeft === 0 ? 'indexes' : `${secondsLeft} s left`;
      bar.update(done, { rate: perSecond, left, name });
    },
    end: () => bars.stop(),
  };
}

/** A line every now and then, on standard error: of JSON, where that was asked for. */
function linesOf({ json }: Options): ProgressOutput {
  const rate = rateFrom();
  let told = Date.now();
  return {
    tell: (progress) => {
      if (Date.now() - told < LINE_MS) return;
      told = Date.now();
      const { done, total } = progress;
      const line = { done, total, ...rate(progress) };
      const { perSecond, secondsLeft } = line;
      const text = `${done} of ${total} events, ${perSecond} a second, ${secondsLeft ?? '?'} s left`;
      process.stderr.write(`${json ? JSON.stringify(line) : text}\n`);
    },
    end: () => undefined,
  };
}

/** Events a second since it was first asked, and the seconds that the rest takes at that; null until one has moved. */
function rateFrom(): (progress: RebuildProgress) => { perSecond: number; secondsLeft: number | null } {
  let first: { readonly at: number; readonly done: number } | undefined;
  return ({ done, total }) => {
    first ??= { at: Date.now(), done };
    const perSecond = Math.round(((done - first.done) * 1000) / Math.max(1, Date.now() - first.at));
    return { perSecond, secondsLeft: perSecond > 0 ? Math.ceil((total - done) / perSecond) : null };
  };
}
