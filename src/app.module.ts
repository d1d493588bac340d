import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, type AccessOptions } from './access/access.module.js';
import { RouterModule } from '@nestjs/core';
import { ApiModule, PublicLogModule } from './api/api.module.js';
import { PREFIX } from './api/http/server.js';
import { AuditModule, UNWATCHED, type WatchOptions } from './audit/audit.module.js';
import type { SigningOptions } from './audit/log/checkpoints.js';
import type { VerificationOptions } from './audit/verification-runs.js';
import { CATALOGUES } from './catalogues.js';
import type { WritableDatabase } from './database/open.js';
import { DatabaseModule } from './database/database.module.js';
import type { RuleSettings } from './ledger/execute.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ProjectionsModule } from './projections/projections.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { WebModule } from './web/web.module.js';

/** How a process serves: under which keys it signs, who watches, who may come in and how. */
export interface Serving extends AccessOptions {
  readonly signing: SigningOptions;
  readonly watching?: WatchOptions;
  readonly verifying?: VerificationOptions;
  /** How often what falls due by itself is recorded, in milliseconds; not said: by other processes only. */
  readonly scheduleMs?: number;
}

/** The table of contents. */
@Module({})
export class AppModule {
  static with(
    database: WritableDatabase,
    rules: RuleSettings,
    { signing, watching = UNWATCHED, verifying = {}, scheduleMs, ...access }: Serving,
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...write(database, rules, access),
        ProjectionsModule,
        AuditModule.with(signing, watching, verifying),
        ApiModule,
        PublicLogModule,
        RouterModule.register([{ path: PREFIX, module: ApiModule }]),
        WebModule,
        ...(scheduleMs === undefined ? [] : [SchedulesModule.every(scheduleMs)]),
      ],
    };
  }

  /** Only what commands need: no projections, no checkpoints, no HTTP. */
  static commands(database: WritableDatabase, rules: RuleSettings, access: AccessOptions = {}): DynamicModule {
    return { module: AppModule, imports: write(database, rules, access) };
  }

  /** What commands need that read the views, too. */
  static withViews(database: WritableDatabase, rules: RuleSettings): DynamicModule {
    return { module: AppModule, imports: [...write(database, rules, {}), ProjectionsModule] };
  }
}

const write = ({ dataSource, appendKeys }: WritableDatabase, rules: RuleSettings, access: AccessOptions) => [
  DatabaseModule.of(dataSource),
  LedgerModule.with(CATALOGUES, appendKeys, rules),
  AccessModule.with(access),
];
