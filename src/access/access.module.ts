import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Actors } from '../ledger/execute.js';
import { Access } from './access.js';
import { People } from './people.js';
import { Secrets } from './secrets.js';

/** Who somebody is, and what they may do. */
@Global()
@Module({
  providers: [
    Access,
    People,
    { provide: Actors, useExisting: Access },
    {
      provide: Secrets,
      useFactory: (dataSource: DataSource) => Secrets.load(poolOf(dataSource)),
      inject: [DataSource],
    },
  ],
  exports: [Access, People, Actors, Secrets],
})
export class AccessModule {}
