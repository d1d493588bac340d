import { Inject, Injectable } from '@nestjs/common';
import { ACCESS_OPTIONS, type AccessOptions } from '../access/access.module.js';

/** Whether people may come in by an OpenID provider, and what to call it. */
@Injectable()
export class OidcSignIn {
  /** The provider's host, as its button names it; undefined where there is none. */
  readonly provider: string | undefined;

  constructor(@Inject(ACCESS_OPTIONS) { oidc }: AccessOptions) {
    this.provider = oidc && new URL(oidc.issuer).host;
  }
}
