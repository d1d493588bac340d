import { Module } from '@nestjs/common';
import { ApiModule } from '../api/api.module.js';
import { AccountController } from './account.controller.js';
import { Arrivals } from './arrivals.js';
import { ClaimDataController } from './claims/claim-data.controller.js';
import { ClaimGroupPagesController } from './claims/claim-group-pages.controller.js';
import { ClaimPagesController } from './claims/claim-pages.controller.js';
import { CorrectionDataController } from './corrections/correction-data.controller.js';
import { CorrectionPagesController } from './corrections/correction-pages.controller.js';
import { DataPages } from './machines/data-pages.js';
import { PageFrames } from './page-frame.js';
import { HomeController } from './home.controller.js';
import { LinksController } from './links.controller.js';
import { NoticesController } from './notices.controller.js';
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
    CorrectionPagesController,
    CorrectionDataController,
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
