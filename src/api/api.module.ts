import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountLinksController } from './people/account-links.controller.js';
import { Exports } from '../audit/archive/exports.js';
import { Verifications } from '../audit/verification-runs.js';
import { ProjectionsModule } from '../projections/projections.module.js';
import { ActivityController } from './people/activity.controller.js';
import { AgreementController } from './review/agreement.controller.js';
import { AppearancesController } from './claims/appearances.controller.js';
import { AttributionController } from './claims/attribution.controller.js';
import { ClaimOutsideReviewsController } from './claims/claim-outside-reviews.controller.js';
import { ClaimsController } from './claims/claims.controller.js';
import { ClosingController } from './claims/closing.controller.js';
import { CommandPipe } from './http/command.pipe.js';
import { CorrectionRequestsController } from './claims/correction-requests.controller.js';
import { CorrectionsController } from './claims/corrections.controller.js';
import { CursorSigner } from './cursor-signer.js';
import { CosignaturesController } from './log/cosignatures.controller.js';
import { CommandDispatcher } from './command-dispatcher.js';
import { DisputesController } from './claims/disputes.controller.js';
import { ErasureController } from './ledger/erasure.controller.js';
import { EventsController } from './ledger/events.controller.js';
import { EvidenceController } from './claims/evidence.controller.js';
import { ExportController } from './ledger/export.controller.js';
import { AuthGuard } from './http/auth.guard.js';
import { LogController } from './log/log.controller.js';
import { MeController } from './people/me.controller.js';
import { OutletIdentityController } from './outlets/outlet-identity.controller.js';
import { OutletRecordController } from './outlets/outlet-record.controller.js';
import { OutletRepliesController } from './outlets/outlet-replies.controller.js';
import { OutletsController } from './outlets/outlets.controller.js';
import { OutsideReviewsController } from './claims/outside-reviews.controller.js';
import { OwnTokensController } from './people/own-tokens.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PersonErasureController } from './people/person-erasure.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ProofsController } from './log/proofs.controller.js';
import { ProjectionsController } from './ledger/projections.controller.js';
import { QueryDispatcher } from './query-dispatcher.js';
import { QueueController } from './review/queue.controller.js';
import { RelationsController } from './claims/relations.controller.js';
import { RepliesController } from './claims/replies.controller.js';
import { ReviewController } from './claims/review.controller.js';
import { Routes } from './http/routes.js';
import { SimilarController } from './claims/similar.controller.js';
import { PeopleQueries } from './people/people-queries.js';
import { TileController } from './log/tile.controller.js';
import { TokensController } from './people/tokens.controller.js';
import { VerificationController } from './ledger/verification.controller.js';
import { VerdictCorrectionsController } from './claims/verdict-corrections.controller.js';
import { VerdictsController } from './claims/verdicts.controller.js';
import { Authenticator } from './http/authenticator.js';
import { WithholdingController } from './claims/withholding.controller.js';
import { WordingsController } from './claims/wordings.controller.js';
import { WorkObservationsController } from './works/work-observations.controller.js';
import { WorksController } from './works/works.controller.js';

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
    CommandDispatcher,
    QueryDispatcher,
    CursorSigner,
    Authenticator,
    Routes,
    PeopleQueries,
    Exports,
    Verifications,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_PIPE, useClass: CommandPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ApiModule {}
