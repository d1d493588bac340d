import { Module } from '@nestjs/common';
import { AccountController } from './account.controller.js';
import { Arrivals } from './arrivals.js';
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
  controllers: [
    HomeController,
    LinksController,
    SignInController,
    OidcController,
    SecondFactorController,
    AccountController,
    NoticesController,
  ],
  providers: [SessionUsers, Arrivals, OidcSignIn],
})
export class WebModule {}
