import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountLinksController } from './account-links.controller.js';
import { Exports } from '../audit/archive/exports.js';
import { Verifications } from '../audit/verifications.js';
import { ProjectionsModule } from '../projections/projections.module.js';
import { ActivityController } from './activity.controller.js';
import { AgreementController } from './agreement.controller.js';
import { AppearancesController } from './appearances.controller.js';
import { AttributionController } from './attribution.controller.js';
import { ClaimOutsideReviewsController } from './claim-outside-reviews.controller.js';
import { ClaimsController } from './claims.controller.js';
import { ClosingController } from './closing.controller.js';
import { CommandPipe } from './command.pipe.js';
import { CorrectionRequestsController } from './correction-requests.controller.js';
import { CorrectionsController } from './corrections.controller.js';
import { Cursors } from './cursors.js';
import { CosignaturesController } from './cosignatures.controller.js';
import { Desk } from './desk.js';
import { DisputesController } from './disputes.controller.js';
import { ErasureController } from './erasure.controller.js';
import { EventsController } from './events.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { ExportController } from './export.controller.js';
import { Gate } from './gate.js';
import { LogController } from './log.controller.js';
import { MeController } from './me.controller.js';
import { OutletIdentityController } from './outlet-identity.controller.js';
import { OutletRecordController } from './outlet-record.controller.js';
import { OutletRepliesController } from './outlet-replies.controller.js';
import { OutletsController } from './outlets.controller.js';
import { OutsideReviewsController } from './outside-reviews.controller.js';
import { OwnTokensController } from './own-tokens.controller.js';
import { PeopleController } from './people.controller.js';
import { PersonErasureController } from './person-erasure.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { ProofsController } from './proofs.controller.js';
import { ProjectionsController } from './projections.controller.js';
import { Questions } from './questions.js';
import { QueueController } from './queue.controller.js';
import { RelationsController } from './relations.controller.js';
import { RepliesController } from './replies.controller.js';
import { ReviewController } from './review.controller.js';
import { Routes } from './routes.js';
import { SimilarController } from './similar.controller.js';
import { Staff } from './staff.js';
import { TileController } from './tile.controller.js';
import { TokensController } from './tokens.controller.js';
import { VerificationController } from './verification.controller.js';
import { VerdictCorrectionsController } from './verdict-corrections.controller.js';
import { VerdictsController } from './verdicts.controller.js';
import { Visitors } from './visitors.js';
import { WithholdingController } from './withholding.controller.js';
import { WordingsController } from './wordings.controller.js';
import { WorkObservationsController } from './work-observations.controller.js';
import { WorksController } from './works.controller.js';

/** The HTTP edge. It needs the ledger, the data source, the buses, and who may come in. */
@Module({
  imports: [CqrsModule, DiscoveryModule, ProjectionsModule],
  controllers: [
    OutletsController,
    OutletIdentityController,
    OutletRepliesController,
    WorksController,
    WorkObservationsController,
    SimilarController,
    ClaimsController,
    WordingsController,
    RelationsController,
    ClosingController,
    ReviewController,
    AppearancesController,
    EvidenceController,
    VerdictsController,
    VerdictCorrectionsController,
    WithholdingController,
    ClaimOutsideReviewsController,
    DisputesController,
    RepliesController,
    CorrectionRequestsController,
    MeController,
    PeopleController,
    TokensController,
    AccountLinksController,
    OwnTokensController,
    PersonErasureController,
    OutletRecordController,
    AttributionController,
    OutsideReviewsController,
    QueueController,
    CorrectionsController,
    AgreementController,
    ActivityController,
    EventsController,
    ErasureController,
    LogController,
    TileController,
    ProofsController,
    CosignaturesController,
    ExportController,
    VerificationController,
    ProjectionsController,
  ],
  providers: [
    Desk,
    Questions,
    Cursors,
    Visitors,
    Routes,
    Staff,
    Exports,
    Verifications,
    { provide: APP_GUARD, useClass: Gate },
    { provide: APP_PIPE, useClass: CommandPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ApiModule {}
