import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Ledger } from '../ledger/ledger.js';
import { Engine } from './engine.js';
import { PROJECTIONS } from './index.js';
import type { Source } from './view.js';

/** Keeps all projections up with the ledger while the application runs. */
@Injectable()
export class Projections implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly engine: Engine;
  readonly source: Source;

  constructor(ledger: Ledger, dataSource: DataSource) {
    const pool = poolOf(dataSource);
    this.engine = new Engine(pool, ledger, PROJECTIONS);
    this.source = { pool, ledger: ledger.read };
  }

  /** Waits for the tables, not for the rows: answers are marked stale until those have caught up. */
  onApplicationBootstrap(): Promise<void> {
    return this.engine.start();
  }

  /** After the server has answered its last request, which may have waited for rows. */
  onApplicationShutdown(): Promise<void> {
    return this.engine.stop();
  }
}
