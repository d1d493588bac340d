import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { ActorContextProvider } from '../ledger/execute.js';
import { Access } from './access.js';
import { EmailAddresses } from './email-addresses.js';
import { Counters } from './counters.js';
import { AddressLimits, SignInLimits } from './limits.js';
import { AUTH, Accounts } from './accounts.js';
import { makeAuth, type Auth } from './auth.js';
import { KnownBrowsers } from './known-browsers.js';
import { OneTimeLinks } from './one-time-links.js';
import { Onboarding } from './onboarding.js';
import { Notices } from './notices.js';
import { OidcAdmission } from './oidc.js';
import type { OidcOptions } from './oidc-options.js';
import { People } from './people.js';
import { PersonErasure } from './person-erasure.js';
import { Quotas, type QuotaLimits } from './quotas.js';
import { PublicAddress } from './public-address.js';
import { Roster } from './roster.js';
import { Secrets } from './secrets.js';
import { Sessions, signingSecret } from './sessions.js';
import { StrangerLimits } from './stranger-limits.js';
import { TokenUses } from './token-uses.js';

/** What who comes in depends on beside the database. */
export interface AccessOptions {
  /** Scheme, host and port under which people reach this server; without it, where it listens. */
  readonly publicUrl?: string;
  /** Where it is told to listen. */
  readonly listensAt?: string;
  /** Where people may sign in beside their password; needs `publicUrl`, to which it sends them back. */
  readonly oidc?: OidcOptions;
  /** How much a minute; not said: it is not counted. */
  readonly allowed?: QuotaLimits;
  /** How many requests of an address of which nobody is known are answered at once; not said: as many as come. */
  readonly strangersAtOnce?: number;
}

/** The options, for who depends on them. */
export const ACCESS_OPTIONS = Symbol('ACCESS_OPTIONS');

/** Who somebody is, and what they may do. */
@Global()
@Module({
  providers: [
    Access,
    People,
    PersonErasure,
    Roster,
    Sessions,
    TokenUses,
    Counters,
    SignInLimits,
    AddressLimits,
    {
      provide: Quotas,
      useFactory: (counters: Counters, { allowed = {} }: AccessOptions) => new Quotas(counters, allowed),
      inject: [Counters, ACCESS_OPTIONS],
    },
    {
      provide: StrangerLimits,
      useFactory: (quotas: Quotas, { strangersAtOnce = 0 }: AccessOptions) =>
        new StrangerLimits(quotas, strangersAtOnce),
      inject: [Quotas, ACCESS_OPTIONS],
    },
    EmailAddresses,
    KnownBrowsers,
    OneTimeLinks,
    Onboarding,
    Notices,
    Accounts,
    {
      provide: AUTH,
      useFactory: authFor,
      inject: [DataSource, Secrets, PublicAddress, Access, People, EmailAddresses, ACCESS_OPTIONS],
    },
    { provide: ActorContextProvider, useExisting: Access },
    {
      provide: Secrets,
      useFactory: (dataSource: DataSource) => Secrets.load(poolOf(dataSource)),
      inject: [DataSource],
    },
  ],
  exports: [
    Access,
    Quotas,
    StrangerLimits,
    Counters,
    SignInLimits,
    AddressLimits,
    EmailAddresses,
    People,
    PersonErasure,
    Roster,
    ActorContextProvider,
    Secrets,
    Sessions,
    PublicAddress,
    KnownBrowsers,
    OneTimeLinks,
    Onboarding,
    Notices,
    Accounts,
    ACCESS_OPTIONS,
  ],
})
export class AccessModule {
  static with(options: AccessOptions): DynamicModule {
    const { publicUrl, listensAt = 'http://127.0.0.1' } = options;
    const address = new PublicAddress(publicUrl ?? listensAt, publicUrl !== undefined);
    return {
      module: AccessModule,
      providers: [
        { provide: PublicAddress, useValue: address },
        { provide: ACCESS_OPTIONS, useValue: options },
      ],
    };
  }
}

function authFor(
  dataSource: DataSource,
  secrets: Secrets,
  address: PublicAddress,
  access: Access,
  people: People,
  addresses: EmailAddresses,
  { oidc }: AccessOptions,
): Auth {
  const admission = oidc && new OidcAdmission(oidc, { dataSource, people, addresses, access });
  return makeAuth({
    pool: poolOf(dataSource),
    secret: signingSecret(secrets),
    address,
    mayHaveSession: (personId) => access.isActive(personId),
    oidc,
    onProfile: async (profile) => admission?.onProfile(profile),
  });
}
