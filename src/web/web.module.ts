import { Module } from '@nestjs/common';
import { AccountController } from './account.controller.js';
import { HomeController } from './home.controller.js';
import { LinksController } from './links.controller.js';
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
  ],
  providers: [SessionUsers, OidcSignIn],
})
export class WebModule {}
