import 'reflect-metadata';
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
  validateSync,
} from 'class-validator';
import path from 'node:path';
import type { ReviewPolicy } from './kernel/decider.js';

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

  /** How many people a verdict needs. */
  @IsIn(['two-eyes', 'four-eyes', 'six-eyes'])
  readonly REVIEW_POLICY: ReviewPolicy = 'four-eyes';

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

  @IsIn(['fatal', 'error', 'warn', 'log', 'debug', 'verbose'])
  readonly LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'log' | 'debug' | 'verbose' = 'warn';

  /** One JSON object a line, for machines that read logs. */
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'LOG_JSON must be true or false' })
  readonly LOG_JSON: boolean = false;

  get signingKeyFile(): string {
    return this.SIGNING_KEY_FILE ?? path.join(this.DATA_FOLDER, 'signing-key.pem');
  }
}

/** A setting is wrong; the message names every one that is. */
class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const NAMES = Object.keys(new Settings()).concat(
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'LEDGER_ORIGIN',
  'SIGNING_KEY_FILE',
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
