import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Exports } from '../audit/archive/exports.js';
import { ProjectionsModule } from '../projections/projections.module.js';
import { ActivityController } from './people/activity.controller.js';
import { AgreementController } from './review/agreement.controller.js';
import { AttributionController } from './claims/attribution.controller.js';
import { ClaimProofs } from '../audit/claim-proofs.js';
import { ClaimProofController } from './claims/claim-proof.controller.js';
import { ClaimsController } from './claims/claims.controller.js';
import { BodyGuard } from './http/body.guard.js';
import { CommandPipe } from './http/command.pipe.js';
import { CorrectionsController } from './claims/corrections.controller.js';
import { ClaimHandlers } from './claims/claim.handlers.js';
import { CorrectionRequestIntake } from './claims/correction-request-intake.js';
import { controllerOf } from './command-controller.js';
import { commands } from './commands.js';
import { LinkHandlers, PeopleHandlers, TokenHandlers } from './people/people.handlers.js';
import { WorkHandlers } from './works/work.handlers.js';
import { CursorSealer } from './cursor-sealer.js';
import { CosignaturesController } from './log/cosignatures.controller.js';
import { CommandDispatcher } from './command-dispatcher.js';
import { EventsController } from './ledger/events.controller.js';
import { ExportController } from './ledger/export.controller.js';
import { AuthGuard } from './http/auth.guard.js';
import { LogController } from './log/log.controller.js';
import { MeController } from './people/me.controller.js';
import { OutletRecordController } from './outlets/outlet-record.controller.js';
import { OriginsController } from './origins/origins.controller.js';
import { OutletsController } from './outlets/outlets.controller.js';
import { ReceiptsController } from './claims/receipts.controller.js';
import { OutsideReviewsController } from './claims/outside-reviews.controller.js';
import { OwnTokensController } from './people/own-tokens.controller.js';
import { PeopleController } from './people/people.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ProofsController } from './log/proofs.controller.js';
import { ProjectionsController } from './ledger/projections.controller.js';
import { QueryDispatcher } from './query-dispatcher.js';
import { QueueController } from './review/queue.controller.js';
import { Routes } from './http/routes.js';
import { StrangerGuard } from './http/stranger.guard.js';
import { SimilarController } from './claims/similar.controller.js';
import { PeopleQueries } from './people/people-queries.js';
import { TileController } from './log/tile.controller.js';
import { VerificationController } from './ledger/verification.controller.js';
import { VerdictsController } from './claims/verdicts.controller.js';
import { Authenticator } from './http/authenticator.js';
import { WorksController } from './works/works.controller.js';

/** The public log, whose addresses other people's tools know (C2SP tlog-tiles): they stand at the root. */
@Module({ controllers: [LogController, TileController] })
export class PublicLogModule {}

/** The HTTP edge. It needs the ledger, the data source, the buses, and who may come in. */
@Module({
  imports: [CqrsModule, DiscoveryModule, ProjectionsModule],
  controllers: [
    controllerOf(commands.filter(({ composed }) => !composed)),
    ClaimHandlers,
    WorkHandlers,
    PeopleHandlers,
    TokenHandlers,
    LinkHandlers,
    OutletsController,
    OriginsController,
    WorksController,
    SimilarController,
    ClaimsController,
    ClaimProofController,
    VerdictsController,
    MeController,
    PeopleController,
    OwnTokensController,
    OutletRecordController,
    AttributionController,
    OutsideReviewsController,
    ReceiptsController,
    QueueController,
    CorrectionsController,
    AgreementController,
    ActivityController,
    EventsController,
    ProofsController,
    CosignaturesController,
    ExportController,
    VerificationController,
    ProjectionsController,
  ],
  providers: [
    CommandDispatcher,
    CorrectionRequestIntake,
    QueryDispatcher,
    CursorSealer,
    Authenticator,
    Routes,
    PeopleQueries,
    Exports,
    ClaimProofs,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: BodyGuard },
    { provide: APP_GUARD, useClass: StrangerGuard },
    { provide: APP_PIPE, useClass: CommandPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  // Pages ask the same questions, and take in what strangers may send.
  exports: [QueryDispatcher, CorrectionRequestIntake],
})
export class ApiModule {}
