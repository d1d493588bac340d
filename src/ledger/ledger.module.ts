import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { AppendKeys } from '../database/append-keys.js';
import { poolOf } from '../database/data-source.js';
import type { Catalogue, Event } from '../kernel/event.js';
import { ExecuteHandler, RuleSettings } from './execute.js';
import { Ledger } from './ledger.js';

/** The ledger, and the one handler through which every command reaches it. */
@Global()
@Module({})
export class LedgerModule {
  /**
   * @param catalogues the events of every noun: the ledger itself knows none.
   * @param keys under which this process appends.
   * @param rules settings that deciders judge by.
   */
  static with(catalogues: readonly Catalogue<Event>[], keys: AppendKeys, rules: RuleSettings): DynamicModule {
    return {
      module: LedgerModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        {
          provide: Ledger,
          useFactory: (dataSource: DataSource) => new Ledger(poolOf(dataSource), catalogues, keys),
          inject: [DataSource],
        },
        { provide: RuleSettings, useValue: rules },
        ExecuteHandler,
      ],
      exports: [Ledger, CqrsModule],
    };
  }

  constructor(private readonly ledger: Ledger) {}

  /** After the server has answered its last request: what was handed in is still written. */
  onApplicationShutdown(): Promise<void> {
    return this.ledger.close();
  }
}
