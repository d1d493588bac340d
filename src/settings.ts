import 'reflect-metadata';
import { applyDecorators } from '@nestjs/common';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  validateSync,
  type ValidationOptions,
} from 'class-validator';
import { isIP } from 'node:net';
import path from 'node:path';
import { besideKey } from './audit/log/remembered.js';
import { parseWitnesses, type KnownWitness } from './audit/witness/known-witnesses.js';
import type { ReviewPolicy } from './kernel/decider.js';

/** An address, or a network as RFC 4632 section 3.1 writes it: `10.0.0.0/8`, `2001:db8::/32`. */
const isNetwork = (value: unknown): boolean => {
  const [address = '', length, ...rest] = typeof value === 'string' ? value.split('/') : [];
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    most > 0 && rest.length === 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most))
  );
};
const IsNetwork = (options: ValidationOptions): PropertyDecorator =>
  ValidateBy({ name: 'isNetwork', validator: { validate: isNetwork } }, options);

/** How much somebody may have; 0: as much as they like. */
const IsBound = (): PropertyDecorator =>
  applyDecorators(
    Type(() => Number),
    ValidateBy({
      name: 'isBound',
      validator: {
        validate: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
        defaultMessage: () => '$property must be a whole number; 0 bounds nothing',
      },
    }),
  );

/** Every setting, from the environment. The program reads no other variable. */
export class Settings {
  /** The PostgreSQL to use, as the ledger's owner or a superuser; without it one is started on `DATA_FOLDER`. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must be an address such as postgres://user@host/database' })
  readonly DATABASE_URL?: string;

  /** The login `claim_ledger_app`, where the start cannot make it itself. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, {
    message: 'DATABASE_APP_URL must be an address such as postgres://user@host/database',
  })
  readonly DATABASE_APP_URL?: string;

  /** Where the embedded database and the signing key lie. */
  @IsString()
  @IsNotEmpty()
  readonly DATA_FOLDER: string = './data';

  @IsString()
  @IsNotEmpty()
  readonly HOST: string = '127.0.0.1';

  /** 0 takes any free port. */
  @Type(() => Number)
  @IsInt({ message: 'PORT must be a whole number from 0 to 65535' })
  @Min(0)
  @Max(65535)
  readonly PORT: number = 3000;

  /** Scheme, host and port under which people reach this server, for links and cookies; default: where it listens. */
  @IsOptional()
  @Matches(/^https?:\/\/[^/?#@\s]+\/?$/, {
    message: 'PUBLIC_URL must be an address such as https://ledger.example.org, without a path',
  })
  readonly PUBLIC_URL?: string;

  /**
   * Proxies in front of this server, whose word about a client's address counts (`X-Forwarded-For`): addresses or
   * networks, separated by commas. Nobody else's does.
   */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((each) => each.trim()) : value,
  )
  @IsNetwork({ each: true, message: 'TRUSTED_PROXIES must be addresses or networks (10.0.0.0/8), with commas between' })
  readonly TRUSTED_PROXIES: readonly string[] = [];

  /** Requests that change nothing, a minute, of one token or person; 0: as many as they like. */
  @IsBound()
  readonly API_READS_PER_MINUTE: number = 600_000;

  /** The same of requests that may change something. */
  @IsBound()
  readonly API_WRITES_PER_MINUTE: number = 120_000;

  /** The same of one address of which nobody is known: reads of the API. */
  @IsBound()
  readonly STRANGER_READS_PER_MINUTE: number = 600;

  /** Requests that may change something, forms of pages included. */
  @IsBound()
  readonly STRANGER_WRITES_PER_MINUTE: number = 60;

  /** Pages, assets, tiles of the log, the documentation. */
  @IsBound()
  readonly STRANGER_PAGES_PER_MINUTE: number = 6000;

  /** Seconds of processor and database, measured as the time until an answer is ready. */
  @IsBound()
  readonly STRANGER_SECONDS_PER_MINUTE: number = 6;

  /** Requests that are worked on at once; others wait. */
  @IsBound()
  readonly STRANGER_REQUESTS_AT_ONCE: number = 2;

  /** The OpenID provider by which people may sign in: its issuer's address. Needs the next two, and PUBLIC_URL. */
  @IsOptional()
  @Matches(/^https?:\/\/[^?#\s]+$/, {
    message: 'OIDC_ISSUER must be an address such as https://login.example.org/desk',
  })
  readonly OIDC_ISSUER?: string;

  @IsOptional()
  @IsString()
  readonly OIDC_CLIENT_ID?: string;

  @IsOptional()
  @IsString()
  readonly OIDC_CLIENT_SECRET?: string;

  /** A file that holds the client's secret, instead. */
  @IsOptional()
  @IsString()
  readonly OIDC_CLIENT_SECRET_FILE?: string;

  /** Which of the provider's groups gives which role: `group=role`, with commas between. */
  @IsOptional()
  @Matches(/^[^=,]+=(editor|reviewer|auditor|admin)(,[^=,]+=(editor|reviewer|auditor|admin))*$/, {
    message: 'OIDC_ROLES must be such as desk-editors=editor,desk-heads=reviewer',
  })
  readonly OIDC_ROLES?: string;

  /** The claim of the ID token that lists somebody's groups. */
  @IsString()
  @IsNotEmpty()
  readonly OIDC_GROUPS_CLAIM: string = 'groups';

  /** Who may come in for the first time: people invited by their address, or also whoever has a mapped role. */
  @IsIn(['invited', 'mapped'])
  readonly OIDC_ADMIT: 'invited' | 'mapped' = 'invited';

  /** How many people a verdict needs. */
  @IsIn(['two-eyes', 'four-eyes', 'six-eyes'])
  readonly REVIEW_POLICY: ReviewPolicy = 'four-eyes';

  /** For how many days whoever let in, reset or equipped somebody counts as one person with them where two must act. */
  @Type(() => Number)
  @IsInt({ message: 'INDEPENDENCE_DAYS must be a whole number from 1 to 365' })
  @Min(1)
  @Max(365)
  readonly INDEPENDENCE_DAYS: number = 7;

  /** How long to rest between two looks at what has fallen due by itself, such as verdicts that expire. */
  @Type(() => Number)
  @IsInt({ message: 'SCHEDULE_INTERVAL_MS must be a whole number from 1000 to 86400000' })
  @Min(1000)
  @Max(86_400_000)
  readonly SCHEDULE_INTERVAL_MS: number = 60_000;

  /** The log's name in its checkpoints, without a scheme; set once, at the first start. */
  @IsOptional()
  @Matches(/^[^\s+:]+$/, { message: 'LEDGER_ORIGIN must be a name such as ledger.example.org/log, without a scheme' })
  readonly LEDGER_ORIGIN?: string;

  /** The key that signs checkpoints; made at the first start, readable by its owner only. Default: in the data folder. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly SIGNING_KEY_FILE?: string;

  /** Where the newest checkpoint is remembered; best on another machine's disk. Default: beside the signing key. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly REMEMBERED_CHECKPOINT?: string;

  /** Milliseconds between two verifications in the background, each of which takes a tenth of a core at most. */
  @Type(() => Number)
  @IsInt({ message: 'VERIFY_INTERVAL_MS must be a whole number of milliseconds from 1000 to 86400000' })
  @Min(1000)
  @Max(86_400_000)
  readonly VERIFY_INTERVAL_MS: number = 600_000;

  /** Milliseconds between two checkpoints while something changes: what is recorded in between nobody can prove yet. */
  @Type(() => Number)
  @IsInt({ message: 'CHECKPOINT_INTERVAL_MS must be a whole number of milliseconds from 100 to 3600000' })
  @Min(100)
  @Max(3_600_000)
  readonly CHECKPOINT_INTERVAL_MS: number = 1000;

  /** Those whose cosignatures are taken in, apart by commas: a witness's `vkey` and, behind a space, where it answers. */
  @IsOptional()
  @ValidateBy({
    name: 'isWitnesses',
    validator: {
      validate: (value) => !wrongWitnesses(value),
      defaultMessage: (of) => `WITNESSES: ${wrongWitnesses(of?.value)}`,
    },
  })
  readonly WITNESSES?: string;

  /** Milliseconds between two rounds of asking the witnesses that have an address. */
  @Type(() => Number)
  @IsInt({ message: 'WITNESS_INTERVAL_MS must be a whole number of milliseconds from 1000 to 86400000' })
  @Min(1000)
  @Max(86_400_000)
  readonly WITNESS_INTERVAL_MS: number = 60_000;

  @IsIn(['fatal', 'error', 'warn', 'log', 'debug', 'verbose'])
  readonly LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'log' | 'debug' | 'verbose' = 'warn';

  /** One JSON object a line, for machines that read logs. */
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'LOG_JSON must be true or false' })
  readonly LOG_JSON: boolean = false;

  get witnesses(): readonly KnownWitness[] {
    return parseWitnesses(this.WITNESSES ?? '');
  }

  get signingKeyFile(): string {
    return this.SIGNING_KEY_FILE ?? path.join(this.DATA_FOLDER, 'signing-key.pem');
  }

  /** The file in which the newest checkpoint is remembered. */
  get rememberedFile(): string {
    return this.REMEMBERED_CHECKPOINT ?? besideKey(this.signingKeyFile);
  }

  /** Every file in which one may be remembered: also where it was before another place was named. */
  get rememberedFiles(): readonly string[] {
    return [...new Set([this.rememberedFile, besideKey(this.signingKeyFile)])];
  }

  /** The key of those who may append: beside the signing key, outside the database like it. */
  get appendKeyFile(): string {
    return `${this.signingKeyFile}.append`;
  }
}

function wrongWitnesses(value: unknown): string | undefined {
  try {
    parseWitnesses(String(value));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A setting is wrong; the message names every one that is. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const NAMES = Object.keys(new Settings()).concat(
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'LEDGER_ORIGIN',
  'SIGNING_KEY_FILE',
  'REMEMBERED_CHECKPOINT',
  'PUBLIC_URL',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_CLIENT_SECRET_FILE',
  'OIDC_ROLES',
  'WITNESSES',
);

/**
 * Reads the settings; an empty variable counts as none.
 *
 * @throws SettingsError that names every wrong one and says what would be right.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const settings = plainToInstance(Settings, given, { exposeDefaultValues: true });
  const wrong = validateSync(settings).flatMap(({ constraints }) => Object.values(constraints ?? {}));
  if (wrong.length > 0) throw new SettingsError(`wrong settings:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  return settings;
}
