import { readFileSync } from 'node:fs';
import type { OidcOptions } from './access/oidc-options.js';
import type { Role } from './kernel/roles.js';
import { SettingsError, type Settings } from './settings.js';

/**
 * The OpenID provider as the settings name it; undefined where they name none.
 *
 * @throws SettingsError where one setting asks for another, or a secret's file cannot be read
 */
export function oidcOf(settings: Settings): OidcOptions | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL } = settings;
  if (issuer === undefined) return undefined;
  if (clientId === undefined) throw new SettingsError('wrong settings:\n  OIDC_ISSUER needs OIDC_CLIENT_ID');
  if (PUBLIC_URL === undefined) {
    throw new SettingsError('wrong settings:\n  OIDC_ISSUER needs PUBLIC_URL, to which the provider sends people back');
  }
  return {
    issuer,
    clientId,
    clientSecret: secretOf(settings),
    groupsClaim: settings.OIDC_GROUPS_CLAIM,
    roles: rolesOf(settings.OIDC_ROLES ?? ''),
    admit: settings.OIDC_ADMIT,
  };
}

function secretOf({ OIDC_CLIENT_SECRET: secret, OIDC_CLIENT_SECRET_FILE: file }: Settings): string {
  if (secret !== undefined) return secret;
  if (file === undefined) {
    throw new SettingsError('wrong settings:\n  OIDC_ISSUER needs OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE');
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new SettingsError(`wrong settings:\n  OIDC_CLIENT_SECRET_FILE cannot be read: ${file}`, { cause });
  }
}

const rolesOf = (mapping: string): ReadonlyMap<string, Role> =>
  new Map(
    mapping
      .split(',')
      .map((pair) => pair.split('='))
      .flatMap(([group = '', role]) => (role === undefined ? [] : [[group.trim(), role as Role] as const])),
  );
