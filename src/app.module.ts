import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AccessModule } from './access/access.module.js';
import { ApiModule } from './api/api.module.js';
import { CATALOGUES } from './catalogues.js';
import { DatabaseModule } from './database/database.module.js';
import type { Rules } from './ledger/execute.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ProjectionsModule } from './projections/projections.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';

/** The table of contents. */
@Module({})
export class AppModule {
  /**
   * All of it.
   *
   * @param scheduleMs how often what falls due by itself is recorded; not said: by other processes only
   */
  static with(dataSource: DataSource, rules: Rules, scheduleMs?: number): DynamicModule {
    const schedules = scheduleMs === undefined ? [] : [SchedulesModule.every(scheduleMs)];
    return { module: AppModule, imports: [...write(dataSource, rules), ProjectionsModule, ApiModule, ...schedules] };
  }

  /** Only what commands need: no projections, no HTTP. */
  static desk(dataSource: DataSource, rules: Rules): DynamicModule {
    return { module: AppModule, imports: write(dataSource, rules) };
  }
}

const write = (dataSource: DataSource, rules: Rules) => [
  DatabaseModule.of(dataSource),
  LedgerModule.with(CATALOGUES, rules),
  AccessModule,
];
