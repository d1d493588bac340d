import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AccessModule } from './access/access.module.js';
import { ApiModule } from './api/api.module.js';
import { AuditModule, UNWATCHED } from './audit/audit.module.js';
import type { Signing } from './audit/checkpoints.js';
import { CATALOGUES } from './catalogues.js';
import { DatabaseModule } from './database/database.module.js';
import type { Rules } from './ledger/execute.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ProjectionsModule } from './projections/projections.module.js';

/** The table of contents. */
@Module({})
export class AppModule {
  /** All of it. */
  static with(dataSource: DataSource, rules: Rules, signing: Signing, watching = UNWATCHED): DynamicModule {
    return {
      module: AppModule,
      imports: [...write(dataSource, rules), ProjectionsModule, AuditModule.with(signing, watching), ApiModule],
    };
  }

  /** Only what commands need: no projections, no checkpoints, no HTTP. */
  static desk(dataSource: DataSource, rules: Rules): DynamicModule {
    return { module: AppModule, imports: write(dataSource, rules) };
  }

  /** What commands need that read the views, too. */
  static reading(dataSource: DataSource, rules: Rules): DynamicModule {
    return { module: AppModule, imports: [...write(dataSource, rules), ProjectionsModule] };
  }
}

const write = (dataSource: DataSource, rules: Rules) => [
  DatabaseModule.of(dataSource),
  LedgerModule.with(CATALOGUES, rules),
  AccessModule,
];
