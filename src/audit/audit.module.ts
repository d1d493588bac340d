import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Ledger } from '../ledger/ledger.js';
import { Checkpoints, SIGNING, type Signing } from './checkpoints.js';
import { Published } from './published.js';
import { Signer } from './signer.js';

/** The public log: the tree over the ledger, its checkpoints, and what everybody may read of both. */
@Global()
@Module({})
export class AuditModule {
  static with(signing: Signing): DynamicModule {
    return {
      module: AuditModule,
      providers: [
        { provide: SIGNING, useValue: signing },
        {
          provide: Signer,
          useFactory: (dataSource: DataSource, ledger: Ledger) =>
            new Signer(poolOf(dataSource), ledger, signing.keyFile),
          inject: [DataSource, Ledger],
        },
        {
          provide: Published,
          useFactory: (dataSource: DataSource, ledger: Ledger) => new Published(poolOf(dataSource), ledger),
          inject: [DataSource, Ledger],
        },
        Checkpoints,
      ],
      exports: [Checkpoints, Published],
    };
  }
}
