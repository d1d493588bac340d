import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Ledger } from '../ledger/ledger.js';
import { Checkpoints, SIGNING, type Signing } from './log/checkpoints.js';
import { Cosigning, type Asked } from './witness/cosigning.js';
import type { KnownWitness } from './witness/known-witnesses.js';
import { readIdentity } from './log/log-keys.js';
import { Published } from './log/published.js';
import { Signer } from './log/signer.js';
import { WitnessClient } from './witness/witness-client.js';

/** Those who watch the log, as this process knows them. */
export interface Watching {
  readonly witnesses: readonly KnownWitness[];
  /** Milliseconds between two rounds of asking those that have an address. */
  readonly intervalMs: number;
}
/** A log that nobody watches. */
export const UNWATCHED: Watching = { witnesses: [], intervalMs: 60_000 };
const ASKED = Symbol('asked');

/** The public log: the tree over the ledger, its checkpoints, and what everybody may read of both. */
@Global()
@Module({})
export class AuditModule {
  static with(signing: Signing, watching: Watching): DynamicModule {
    return {
      module: AuditModule,
      providers: [
        { provide: SIGNING, useValue: signing },
        {
          provide: ASKED,
          useFactory: (ledger: Ledger) => askedOf(watching.witnesses, ledger),
          inject: [Ledger],
        },
        {
          provide: Signer,
          useFactory: (dataSource: DataSource, ledger: Ledger, asked: readonly Asked[]) =>
            new Signer(
              poolOf(dataSource),
              ledger,
              signing.keyFile,
              asked.map(({ client }) => client),
            ),
          inject: [DataSource, Ledger, ASKED],
        },
        {
          provide: Published,
          useFactory: (dataSource: DataSource, ledger: Ledger) => new Published(poolOf(dataSource), ledger),
          inject: [DataSource, Ledger],
        },
        {
          provide: Cosigning,
          useFactory: (dataSource: DataSource, published: Published, asked: readonly Asked[]) =>
            new Cosigning(poolOf(dataSource), published, watching.witnesses, asked, watching.intervalMs),
          inject: [DataSource, Published, ASKED],
        },
        Checkpoints,
      ],
      exports: [Checkpoints, Cosigning, Published],
    };
  }
}

function askedOf(witnesses: readonly KnownWitness[], ledger: Ledger): readonly Asked[] {
  const origin = async (): Promise<string | undefined> => (await readIdentity(ledger))?.origin;
  return witnesses.flatMap(({ key, url }) => (url ? [{ key, url, client: new WitnessClient(url, origin) }] : []));
}
