import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
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
  readonly #log = new Logger('Projections');

  constructor(ledger: Ledger, dataSource: DataSource) {
    const pool = poolOf(dataSource);
    this.engine = new Engine(pool, ledger, PROJECTIONS);
    this.source = { pool, ledger: ledger.read };
  }

  /**
   * Waits for tables that have caught up once: where this release brings others, those of the release before it go on
   * answering elsewhere. For rows that lag it does not wait: answers are marked stale until they have caught up.
   */
  async onApplicationBootstrap(): Promise<void> {
    await this.engine.start();
    await this.engine.built((builds) => {
      this.#log.warn(`still building ${builds.map(({ id, position }) => `${id} (at ${position})`).join(', ')}`);
    });
  }

  /** After the server has answered its last request, which may have waited for rows. */
  onApplicationShutdown(): Promise<void> {
    return this.engine.stop();
  }
}
