import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Ledger } from '../ledger/ledger.js';
import type { BuildsView } from './engine/builds.views.js';
import { Engine } from './engine/engine.js';
import { PROJECTIONS } from './index.js';
import type { ReadDeps } from './engine/view.js';

/** Keeps all projections up with the ledger while the application runs. */
@Injectable()
export class Projections implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly engine: Engine;
  readonly deps: ReadDeps;
  readonly #log = new Logger('Projections');

  constructor(ledger: Ledger, dataSource: DataSource) {
    const pool = poolOf(dataSource);
    this.engine = new Engine(pool, ledger, PROJECTIONS);
    this.deps = { pool, ledger: ledger.read };
  }

  /**
   * Waits for tables that have caught up once: where this release brings others, those of the release before it go on
   * answering elsewhere. For rows that lag it does not wait: answers are marked stale until they have caught up.
   */
  async onApplicationBootstrap(): Promise<void> {
    await this.engine.start();
    await this.engine.caughtUp((builds) => {
      this.#log.warn(`still building ${builds.map(({ id, position }) => `${id} (at ${position})`).join(', ')}`);
    });
  }

  /** Every generation there is, by projection, and how far behind the ledger it is. */
  async generations(): Promise<BuildsView> {
    const [builds, { position: head }] = await Promise.all([this.engine.generations(), this.deps.ledger.head()]);
    const items = builds.map(({ id, projection: { name, version }, number: build, status, position, stoppedAt }) => ({
      id,
      name,
      version,
      build,
      status,
      position,
      // Read apart: rows may be ahead of the head that was read.
      lag: Math.max(0, head - position),
      stoppedAt,
    }));
    return { items, position: head };
  }

  /** After the server has answered its last request, which may have waited for rows. */
  onApplicationShutdown(): Promise<void> {
    return this.engine.stop();
  }
}
