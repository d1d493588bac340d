import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
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

/** A form of ours holds a name, an address and passwords: what is longer is none of them. */
const FORM_LIMIT = 16 * 1024;

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
export class WebModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Teaches the server to read forms. */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT },
      (_request, body, done) => done(null, body),
    );
  }
}
