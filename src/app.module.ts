import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AccessModule, type AccessOptions } from './access/access.module.js';
import { ApiModule } from './api/api.module.js';
import { CATALOGUES } from './catalogues.js';
import { DatabaseModule } from './database/database.module.js';
import type { Rules } from './ledger/execute.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ProjectionsModule } from './projections/projections.module.js';
import { WebModule } from './web/web.module.js';

/** The table of contents. */
@Module({})
export class AppModule {
  /** All of it. */
  static with(dataSource: DataSource, rules: Rules, access: AccessOptions = {}): DynamicModule {
    return {
      module: AppModule,
      imports: [...write(dataSource, rules, access), ProjectionsModule, ApiModule, WebModule],
    };
  }

  /** Only what commands need: no projections, no HTTP. */
  static desk(dataSource: DataSource, rules: Rules, access: AccessOptions = {}): DynamicModule {
    return { module: AppModule, imports: write(dataSource, rules, access) };
  }
}

const write = (dataSource: DataSource, rules: Rules, access: AccessOptions) => [
  DatabaseModule.of(dataSource),
  LedgerModule.with(CATALOGUES, rules),
  AccessModule.with(access),
];
