import { Module } from '@nestjs/common';
import { ApiModule } from '../api/api.module.js';
import { AccountController } from './account.controller.js';
import { Arrivals } from './arrivals.js';
import { CitationPagesController } from './claims/citation-pages.controller.js';
import { ClaimDataController } from './claims/claim-data.controller.js';
import { ClaimGroupPagesController } from './claims/claim-group-pages.controller.js';
import { ClaimPagesController } from './claims/claim-pages.controller.js';
import { CorrectionDataController } from './corrections/correction-data.controller.js';
import { CorrectionPagesController } from './corrections/correction-pages.controller.js';
import { EmbedController } from './machines/embed.controller.js';
import { MachineFilesController } from './machines/machine-files.controller.js';
import { DataPages } from './machines/data-pages.js';
import { PageFrames } from './page-frame.js';
import { HomeController } from './home.controller.js';
import { LinksController } from './links.controller.js';
import { LogPagesController } from './log/log-pages.controller.js';
import { NoticesController } from './notices.controller.js';
import { OutletPagesController } from './outlets/outlet-pages.controller.js';
import { WorkPagesController } from './outlets/work-pages.controller.js';
import { PolicyPagesController } from './policy/policy-pages.controller.js';
import { RequestPagesController } from './requests/request-pages.controller.js';
import { OidcController } from './oidc.controller.js';
import { OidcSignIn } from './oidc-sign-in.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SignInController } from './sign-in.controller.js';
import { SessionUsers } from './session-users.js';

/** The pages. */
@Module({
  imports: [ApiModule],
  controllers: [
    HomeController,
    ClaimPagesController,
    ClaimDataController,
    ClaimGroupPagesController,
    CitationPagesController,
    CorrectionPagesController,
    CorrectionDataController,
    OutletPagesController,
    WorkPagesController,
    LogPagesController,
    PolicyPagesController,
    RequestPagesController,
    MachineFilesController,
    EmbedController,
    LinksController,
    SignInController,
    OidcController,
    SecondFactorController,
    AccountController,
    NoticesController,
  ],
  providers: [SessionUsers, PageFrames, DataPages, Arrivals, OidcSignIn],
})
export class WebModule {}
