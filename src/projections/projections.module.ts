import { Module } from '@nestjs/common';
import { AskHandler } from './ask.js';
import { Projections } from './projections.js';

/** What can be asked. The bus, the ledger and the data source are there for every module. */
@Module({ providers: [Projections, AskHandler], exports: [Projections] })
export class ProjectionsModule {}
