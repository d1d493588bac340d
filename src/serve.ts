import path from 'node:path';
import { ConsoleLogger, Logger, type INestApplicationContext, type LoggerService, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AccessOptions } from './access/access.module.js';
import type { Link } from './access/one-time-links.js';
import { Onboarding } from './access/onboarding.js';
import { PersonEntity } from './access/person.entity.js';
import { PublicAddress } from './access/public-address.js';
import { configure, httpAdapter } from './api/http/server.js';
import { AppModule } from './app.module.js';
import { releaseChecker } from './audit/log/checker-release.js';
import { foundLedger } from './audit/log/founding.js';
import { outdatedReservations } from './audit/outdated-reservations.js';
import { PublishedLog } from './audit/log/published-log.js';
import { noteRestore } from './audit/log/restored.js';
import { otherPolicy } from './audit/review-policy.js';
import { SCALES } from './claims/claim.events.js';
import { openWritable, type WritableDatabase } from './database/open.js';
import { omitUndefined } from './kernel/omit-undefined.js';
import { printable } from './kernel/printable.js';
import type { RuleSettings } from './ledger/execute.js';
import { Ledger } from './ledger/ledger.js';
import { oidcOf } from './oidc-settings.js';
import { noteServedAt, servedAt } from './served-at.js';
import type { Settings } from './settings.js';

/** A ledger that is open in this process. */
export interface OpenedLedger<App extends INestApplicationContext> {
  readonly app: App;
  /** What stands at position 0. */
  readonly founded: Awaited<ReturnType<typeof foundLedger>>;
  /** Finishes what was handed in, and ends the database if it is our own. */
  close(): Promise<void>;
}

/** A ledger that can be asked over HTTP. */
export interface Service extends OpenedLedger<NestFastifyApplication> {
  /** Binds the port. @returns the address that it answers under. */
  listen(): Promise<string>;
  /** @returns the link for the first admin, anew at each start as long as nobody has an account. After `listen`. */
  setUpLink(): Promise<Link | undefined>;
}

/** How a process uses the ledger. */
export interface Purpose {
  /** Whether the ledger is the demo's sample; not said: either will do. */
  readonly sample?: boolean;
  /** A command may run beside a server on the same embedded database. */
  readonly beside?: boolean;
  /** The operator has restored an older copy of the ledger, which its history is to say. */
  readonly afterRestore?: boolean;
}

/** Standard output is for answers (`--json` promises one line), so the log goes to standard error, all of it. */
class ErrorStreamLogger extends ConsoleLogger {
  protected override printMessages(messages: unknown[], context?: string, level?: LogLevel): void {
    const shown = messages.map((message) => (typeof message === 'string' ? printable(message) : message));
    super.printMessages(shown, context, level, 'stderr');
  }
}

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

const loggerOf = (settings: Settings): LoggerService =>
  new ErrorStreamLogger({
    json: settings.LOG_JSON,
    colors: !settings.LOG_JSON && process.stderr.isTTY,
    logLevels: LEVELS.slice(0, LEVELS.indexOf(settings.LOG_LEVEL) + 1),
  });

/**
 * Opens the ledger with everything that serves it.
 *
 * @throws DatabaseUnusable, or what the ledger throws, with everything that was opened closed again.
 */
export async function startService(settings: Settings, purpose: Purpose = {}): Promise<Service> {
  const opened = await open(
    settings,
    { sample: false, ...purpose },
    (database, logger) => {
      const module = AppModule.with(database, ruleSettingsOf(settings), {
        ...accessOf(settings),
        signing: {
          keyFile: settings.signingKeyFile,
          memory: settings.rememberedFile,
          intervalMs: settings.CHECKPOINT_INTERVAL_MS,
        },
        scheduleMs: settings.SCHEDULE_INTERVAL_MS,
        watching: { witnesses: settings.witnesses, intervalMs: settings.WITNESS_INTERVAL_MS },
        verifying: { restMs: settings.VERIFY_INTERVAL_MS },
      });
      return NestFactory.create<NestFastifyApplication>(
        module,
        httpAdapter({ trustedProxies: settings.TRUSTED_PROXIES }),
        {
          logger,
          bodyParser: false,
        },
      );
    },
    (app, sample) => configure(app, { sample }),
  );
  await noteAtStart(opened, settings, purpose);
  await warnOfOtherPolicy(opened.app, settings);
  await warnOfOutdatedReservations(opened.app);
  if (!purpose.sample) warnOfMemoryBeside(settings);
  warnOfUnnamedProxy(settings);
  return {
    ...opened,
    listen: async () => {
      await opened.app.listen(settings.PORT, settings.HOST);
      const url = (await opened.app.getUrl()).replace('[::1]', 'localhost');
      opened.app.get(PublicAddress).listensAt(url);
      noteServedAt(settings.DATA_FOLDER, url);
      return url;
    },
    setUpLink: () => opened.app.get(Onboarding).setUpLink(),
  };
}

const CHECKER = new URL('../checker/claim-ledger-checker.mjs', import.meta.url);

/** Records what the history is to say of this start. Where that cannot be, it is closed again. */
async function noteAtStart(
  opened: OpenedLedger<NestFastifyApplication>,
  settings: Settings,
  { afterRestore }: Purpose,
): Promise<void> {
  try {
    const [bus, ledger] = [opened.app.get(CommandBus), opened.app.get(Ledger)];
    const memories = { files: settings.rememberedFiles, witnesses: settings.witnesses };
    if (afterRestore) await noteRestore(bus, ledger, opened.app.get(PublishedLog), memories);
    await releaseChecker(bus, CHECKER);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Whoever restores the folder restores all that could tell that something is missing. */
function warnOfMemoryBeside({ DATABASE_URL, DATA_FOLDER, signingKeyFile, rememberedFile, witnesses }: Settings): void {
  const within = (file: string) => !path.relative(DATA_FOLDER, file).startsWith('..');
  if (DATABASE_URL !== undefined || witnesses.length > 0 || !within(signingKeyFile) || !within(rememberedFile)) return;
  new Logger('Checkpoints').warn(
    `database, signing key and remembered checkpoint lie together in ${DATA_FOLDER}, and no witness is named: if an older copy ` +
      'of the folder is restored, nobody can tell. Name a file on another disk (REMEMBERED_CHECKPOINT) or a witness (WITNESSES).',
  );
}

/** A change of policy is the desk's to make; that two processes differ is nobody's wish, and says itself nowhere else. */
async function warnOfOtherPolicy(app: INestApplicationContext, { REVIEW_POLICY: now }: Settings): Promise<void> {
  const other = await otherPolicy(app.get(Ledger).read, now);
  if (other === undefined) return;
  new Logger('ReviewPolicy').warn(
    `REVIEW_POLICY is ${now}, and the newest verdict was published under ${other}: give every process the same one`,
  );
}

/** By newer rules two spellings may be one name: until they are applied to what is held, the second is taken for another. */
async function warnOfOutdatedReservations(app: INestApplicationContext): Promise<void> {
  const kinds = await outdatedReservations(app.get(Ledger).read);
  if (kinds.length === 0) return;
  new Logger('Reservations').warn(
    `names of before the last update (${kinds.join(', ')}) are not compared by the newest rules: give the command \`reservations\` once`,
  );
}

/** This server speaks http: where people come by https, a proxy brings them, and unless it is named they are all one address. */
function warnOfUnnamedProxy({ PUBLIC_URL, TRUSTED_PROXIES }: Settings): void {
  if (!PUBLIC_URL?.startsWith('https://') || TRUSTED_PROXIES.length > 0) return;
  new Logger('Proxies').warn(
    `PUBLIC_URL is ${PUBLIC_URL} and TRUSTED_PROXIES names no proxy: all visitors share one address's limits`,
  );
}

/** Opens the ledger for commands of the operator: no HTTP, no projections. Throws as `startService` does. */
export function openForCommands(settings: Settings): Promise<OpenedLedger<INestApplicationContext>> {
  return open(settings, { beside: true }, (database, logger) =>
    NestFactory.createApplicationContext(
      AppModule.commands(database, ruleSettingsOf(settings), {
        ...accessOf(settings),
        ...omitUndefined({ listensAt: servedAt(settings.DATA_FOLDER) }),
      }),
      { logger },
    ),
  );
}

/** Opens the ledger for commands of the operator that read the views. Throws as `startService` does. */
export function openWithViews(settings: Settings): Promise<OpenedLedger<INestApplicationContext>> {
  return open(settings, { beside: true }, (database, logger) =>
    NestFactory.createApplicationContext(AppModule.withViews(database, ruleSettingsOf(settings)), {
      logger,
    }),
  );
}

const ruleSettingsOf = ({ REVIEW_POLICY, INDEPENDENCE_DAYS }: Settings): RuleSettings => ({
  reviewPolicy: REVIEW_POLICY,
  independenceDays: INDEPENDENCE_DAYS,
});

/** Where no address is named, links lead to where the server is told to listen. */
const accessOf = (settings: Settings): AccessOptions => {
  const { PUBLIC_URL: publicUrl, HOST, PORT } = settings;
  return {
    allowed: {
      reads: settings.API_READS_PER_MINUTE,
      writes: settings.API_WRITES_PER_MINUTE,
      'stranger-reads': settings.STRANGER_READS_PER_MINUTE,
      'stranger-writes': settings.STRANGER_WRITES_PER_MINUTE,
      'stranger-pages': settings.STRANGER_PAGES_PER_MINUTE,
      'stranger-milliseconds': settings.STRANGER_SECONDS_PER_MINUTE * 1000,
    },
    strangersAtOnce: settings.STRANGER_REQUESTS_AT_ONCE,
    listensAt: `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`,
    ...omitUndefined({ publicUrl, oidc: oidcOf(settings) }),
  };
};

async function open<App extends INestApplicationContext>(
  settings: Settings,
  { sample, beside = false }: Purpose,
  make: (database: WritableDatabase, logger: LoggerService) => Promise<App>,
  prepare: (app: App, sample: boolean) => void = () => undefined,
): Promise<OpenedLedger<App>> {
  const { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, DATA_FOLDER: folder } = settings;
  const { appendKeyFile } = settings;
  const database = await openWritable({ ownerUrl, appUrl, folder, beside, appendKeyFile }, [PersonEntity]);
  let app: App | undefined;
  try {
    app = await make(database, loggerOf(settings));
    const founded = await foundLedger(app.get(Ledger), {
      origin: settings.LEDGER_ORIGIN,
      keyFile: settings.signingKeyFile,
      scales: SCALES,
      sample,
    });
    prepare(app, founded.sample ?? false);
    await app.init();
    const opened = app;
    return { app, founded, close: () => opened.close().finally(() => database.close()) };
  } catch (error) {
    await app?.close().catch(() => undefined);
    await database.close();
    throw error;
  }
}

/** Tells the operator by which link the first admin comes in; nothing once anybody has an account. */
export async function tellSetUp(service: Pick<Service, 'setUpLink'>): Promise<void> {
  const link = await service.setUpLink();
  if (link) console.error(`Nobody has an account yet. Set up the first admin, once, by ${link.url}`);
}

/** Ends a service once when the process is asked to; a second request ends the process at once. */
export function closeOnSignal(service: Pick<Service, 'close'>): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      void service.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}
