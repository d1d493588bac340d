import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AppearancesController } from './appearances.controller.js';
import { ClaimsController } from './claims.controller.js';
import { CommandPipe } from './command.pipe.js';
import { Desk } from './desk.js';
import { EventsController } from './events.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { Gate } from './gate.js';
import { Leaves } from './leaves.js';
import { MeController } from './me.controller.js';
import { OutletsController } from './outlets.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { Questions } from './questions.js';
import { Routes } from './routes.js';
import { TileController } from './tile.controller.js';
import { VerdictsController } from './verdicts.controller.js';
import { WorksController } from './works.controller.js';

/** The HTTP edge. It needs the ledger, the data source, the buses, and who may come in. */
@Module({
  imports: [CqrsModule, DiscoveryModule],
  controllers: [
    OutletsController,
    WorksController,
    ClaimsController,
    AppearancesController,
    EvidenceController,
    VerdictsController,
    MeController,
    EventsController,
    TileController,
  ],
  providers: [
    Desk,
    Questions,
    Routes,
    Leaves,
    { provide: APP_GUARD, useClass: Gate },
    { provide: APP_PIPE, useClass: CommandPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ApiModule {}
