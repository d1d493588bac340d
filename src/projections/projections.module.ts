import { Module } from '@nestjs/common';
import { ViewQueryHandler } from './view-query.js';
import { Projections } from './projections.js';

/** What can be asked. The bus, the ledger and the data source are there for every module. */
@Module({ providers: [Projections, ViewQueryHandler], exports: [Projections] })
export class ProjectionsModule {}
