import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Actors } from '../ledger/execute.js';
import { Access } from './access.js';
import { People } from './people.js';
import { PublicAddress } from './public-address.js';
import { Secrets } from './secrets.js';
import { Sessions } from './sessions.js';

/** What who comes in depends on beside the database. */
export interface AccessOptions {
  /** Scheme, host and port under which people reach this server; without it, where it listens. */
  readonly publicUrl?: string;
  /** Where it is told to listen. */
  readonly listensAt?: string;
}

/** Who somebody is, and what they may do. */
@Global()
@Module({
  providers: [
    Access,
    People,
    Sessions,
    { provide: Actors, useExisting: Access },
    {
      provide: Secrets,
      useFactory: (dataSource: DataSource) => Secrets.load(poolOf(dataSource)),
      inject: [DataSource],
    },
  ],
  exports: [Access, People, Actors, Secrets, Sessions, PublicAddress],
})
export class AccessModule {
  static with({ publicUrl, listensAt = 'http://127.0.0.1' }: AccessOptions): DynamicModule {
    const address = new PublicAddress(publicUrl ?? listensAt, publicUrl !== undefined);
    return { module: AccessModule, providers: [{ provide: PublicAddress, useValue: address }] };
  }
}
