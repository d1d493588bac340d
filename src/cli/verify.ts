import { InvalidArgumentError, type Command } from 'commander';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { verifyArchive, type ArchiveVerificationResult } from '../audit/archive/verify-archive.js';
import { sizeIn } from '../audit/log/remembered.js';
import { verifyLedger, type LedgerVerificationResult } from '../audit/verify-ledger.js';
import { MEANINGS, type Finding } from '../audit/verify/findings.js';
import type { KeptCheckpoint } from '../audit/verify/history.js';
import { pinnedKeys } from '../audit/verify/keys.js';
import { verifyProof, type ProofVerdict } from '../audit/verify/proof.js';
import type { VerificationResult } from '../audit/verify/verify-history.js';
import { readAppendKeys } from '../database/append-keys.js';
import { poolOf } from '../database/data-source.js';
import { openDatabase } from '../database/open.js';
import { NoteRejected, parseVkey } from '../kernel/signed-note.js';
import { command, EXIT, print, settingsOf, type Options } from './command.js';
import { progressBar } from './progress.js';

interface VerifyOptions extends Options {
  readonly key?: string;
  readonly checkpoint?: string;
  readonly proof?: string;
  readonly leaf?: string;
  readonly replay?: boolean;
}

/** `verify`: whether a history is what was recorded, whole and in order. */
export function addVerifyCommand(program: Command): void {
  command(
    program,
    'verify [archive]',
    'Verifies this ledger; or an archive, or the proof of an event, with neither database nor settings.',
  )
    .option(
      '--key <vkey>',
      "the log's key as come by on another way; without it, the one that the history itself names",
    )
    .option('--checkpoint <file>', 'a checkpoint kept from earlier, with which the history must be consistent')
    .option('--proof <file>', "an event's proof (C2SP tlog-proof), to be checked with --key and --leaf")
    .option('--leaf <file>', "the event's leaf, as the log publishes it")
    .option('--replay', 'also replay every projection and compare it with what stands; for this ledger only')
    .action(async (archive: string | undefined, options: VerifyOptions) => {
      refuseMixed(archive, options);
      if (options.proof !== undefined) return tellProof(options, await proofOf(options.proof, options));
      const kept = options.checkpoint === undefined ? undefined : await keptIn(options.checkpoint);
      const verdict = archive === undefined ? await ofLedger(options, kept) : await ofArchive(archive, options, kept);
      tell(options, verdict, archive === undefined ? 'the ledger' : 'the archive');
    });
}

function refuseMixed(archive: string | undefined, { key, proof, leaf, replay, checkpoint }: VerifyOptions): void {
  const wrong = (message: string) => {
    throw new InvalidArgumentError(message);
  };
  if (key !== undefined) {
    try {
      parseVkey(key);
    } catch (error) {
      if (error instanceof NoteRejected)
        wrong(`--key takes a key such as example.org/log+0123abcd+AAAA… (${error.code})`);
      throw error;
    }
  }
  if (proof !== undefined && (archive !== undefined || replay || checkpoint !== undefined))
    wrong('--proof is checked by itself, without an archive, --checkpoint or --replay');
  if (proof !== undefined && (key === undefined || leaf === undefined))
    wrong('--proof needs --key and --leaf: without them nothing is proved');
  if (proof === undefined && leaf !== undefined) wrong('--leaf goes with --proof');
  if (archive !== undefined && replay) wrong('--replay needs the ledger itself, not an archive');
}

async function ofLedger(
  options: VerifyOptions,
  kept: KeptCheckpoint | undefined,
): Promise<LedgerVerificationResult & { pinned: boolean }> {
  const settings = settingsOf(options);
  const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, DATA_FOLDER: folder, appendKeyFile } = settings;
  const database = await openDatabase({ ownerUrl, appUrl, folder, beside: true });
  const appendKeys = await readAppendKeys(appendKeyFile);
  const bar = progressBar(options, 'events');
  try {
    const verdict = await verifyLedger(poolOf(database.dataSource), {
      ...(options.key === undefined ? {} : { vkey: options.key }),
      ...(kept ? { kept } : {}),
      ...(appendKeys ? { appendKeys } : {}),
      memories: { files: settings.rememberedFiles, witnesses: settings.witnesses },
      replay: options.replay ?? false,
      progress: bar.tell,
    });
    return { ...verdict, pinned: options.key !== undefined };
  } finally {
    bar.stop();
    await database.close();
  }
}

async function ofArchive(file: string, options: VerifyOptions, kept: KeptCheckpoint | undefined) {
  if (!existsSync(file)) throw new InvalidArgumentError(`there is no file ${file}`);
  const bar = progressBar(options, 'events');
  try {
    const vkey = options.key === undefined ? {} : { vkey: options.key };
    return await verifyArchive(file, { ...vkey, ...(kept ? { kept } : {}), progress: bar.tell });
  } finally {
    bar.stop();
  }
}

async function keptIn(file: string): Promise<KeptCheckpoint> {
  const note = await given(file);
  return { size: sizeIn(note), note, from: file };
}

async function proofOf(file: string, { key = '', leaf = '' }: VerifyOptions): Promise<ProofVerdict> {
  // An editor may have ended the line; a leaf itself has no newline.
  const bytes = Buffer.from((await given(leaf, 'latin1')).replace(/\n$/, ''), 'latin1');
  return verifyProof(await given(file), bytes, pinnedKeys(key));
}

async function given(file: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
  try {
    return await readFile(file, encoding);
  } catch (error) {
    throw new InvalidArgumentError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** What an archive leaves open must be told: one that shows less than its reader asked for is whole, too. */
function scopeLine({ scope, complete = 0 }: VerifyOutput): string[] {
  if (scope === undefined) return [];
  if (scope === 'all') return ['It shows all events.'];
  return [
    `It shows ${scope === 'claim' ? 'one claim' : 'what is public'}: ${complete} streams, the ledger's own among them, from their first event to their last.`,
  ];
}

type VerifyOutput = VerificationResult &
  Pick<ArchiveVerificationResult, 'pinned' | 'scope' | 'complete'> &
  Partial<Pick<LedgerVerificationResult, 'unasked'>>;

function tell(options: Options, verdict: VerifyOutput, what: string): void {
  const { whole, events, covered, checkpoints, erased, opened, findings, more, pinned, keys, accepted } = verdict;
  const { unasked = [] } = verdict;
  print(options, verdict, () =>
    [
      ...linesOf(findings, more),
      `${events} events, ${opened} of them open (${erased} with their words erased); ${checkpoints} checkpoints, the newest good one over ${covered}.`,
      ...scopeLine(verdict),
      ...unasked.map((why) => `Not held against what others remember: ${why}.`),
      ...(accepted.length > 0 ? [`Written without the append key, and accepted: ${accepted.join(', ')}.`] : []),
      ...keys.map(
        (key) => `Signed by ${key}${pinned ? '' : ` (as ${what} itself says: compare it with what you know)`}`,
      ),
      whole ? `Nothing is wrong with ${what}.` : `Something is wrong with ${what}.`,
    ].join('\n'),
  );
  if (!whole) process.exitCode = EXIT.failed;
}

function tellProof(options: Options, verdict: ProofVerdict): void {
  const { whole, position, at, size, origin, findings } = verdict;
  print(options, verdict, () =>
    whole
      ? `Event ${position}, recorded at ${at}, stands in ${origin} under its checkpoint over ${size} events.`
      : linesOf(findings).join('\n'),
  );
  if (!whole) process.exitCode = EXIT.failed;
}

/** Each code with what it means and what to do, and under it every place. */
function linesOf(findings: readonly Finding[], more: VerificationResult['more'] = {}): string[] {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.flatMap((code) => [
    `${code}: ${MEANINGS[code]}`,
    ...findings.filter((each) => each.code === code).map(placeOf),
    ...(more[code] === undefined ? [] : [`  and ${more[code]} more`]),
  ]);
}

function placeOf({ position, through, stream, revision, at, expected, found }: Finding): string {
  const place = [
    position === undefined ? '' : through === undefined ? `event ${position}` : `events ${position} to ${through}`,
    stream === undefined ? '' : `${stream}${revision === undefined ? '' : ` revision ${revision}`}`,
    at ?? '',
  ].filter(Boolean);
  return `  ${place.join(', ')}\n    expected ${expected}\n    found    ${found}`;
}
