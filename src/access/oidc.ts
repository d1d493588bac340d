import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../database/data-source.js';
import { Refused } from '../kernel/refusal.js';
import type { Role } from '../kernel/roles.js';
import { newId } from '../ledger/identifiers.js';
import type { Access } from './access.js';
import type { EmailAddresses } from './email-addresses.js';
import { OIDC } from './auth.js';
import type { OidcOptions, Profile } from './oidc-options.js';
import { onceOnly } from './once-only.js';
import type { People } from './people.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;

const OWNER = `select person_id as "personId" from access.accounts where provider_id = $1 and account_id = $2`;
/** Only an address that somebody else vouched for: one that a person typed could be another's. */
const INVITED = `select p.id as "personId" from access.people p where p.email = $1 and p.email_verified
  and not exists (select from access.accounts a where a.person_id = p.id and a.provider_id = '${OIDC}')`;
const LINK = `insert into access.accounts (id, person_id, provider_id, account_id) values ($1, $2, '${OIDC}', $3)
  on conflict (provider_id, account_id) do nothing`;

/**
 * Lets in whom an OpenID provider vouches for, and brings the roles that its groups give into the ledger, in the
 * system's name, at each sign-in. Whoever is not let in here has no account that the library could find.
 */
export class OidcAdmission {
  readonly #pool: Pool;
  readonly #log = new Logger('OpenID');

  constructor(
    private readonly options: OidcOptions,
    private readonly parts: {
      readonly dataSource: DataSource;
      readonly people: People;
      readonly addresses: EmailAddresses;
      readonly access: Access;
    },
  ) {
    this.#pool = poolOf(parts.dataSource);
  }

  /** Takes what the provider says of somebody, out of a verified ID token. */
  async onProfile(profile: Profile): Promise<void> {
    const subject = profile.sub;
    if (typeof subject !== 'string' || subject === '') return;
    const wanted = this.#rolesOf(profile);
    const personId = (await this.#ownerOf(subject)) ?? (await this.#admit(subject, profile, wanted));
    if (personId !== undefined && (await this.parts.access.isActive(personId))) await this.#bring(personId, wanted);
  }

  async #ownerOf(subject: string): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ personId: string }>(OWNER, [OIDC, subject]);
    return rows[0]?.personId;
  }

  /** A subject that is not known yet: the person who was invited by this address, or a new one where groups suffice. */
  async #admit(subject: string, profile: Profile, wanted: readonly Role[]): Promise<string | undefined> {
    const { email, email_verified: verified, name } = profile;
    if (typeof email !== 'string' || (verified !== true && verified !== 'true')) return undefined;
    const { rows } = await this.#pool.query<{ personId: string }>(INVITED, [email.toLowerCase()]);
    const personId = rows[0]?.personId ?? (await this.#invite(subject, email, name, wanted));
    if (personId !== undefined) await this.#pool.query(LINK, [newId(), personId, subject]);
    return personId;
  }

  async #invite(subject: string, email: string, name: unknown, wanted: readonly Role[]): Promise<string | undefined> {
    if (this.options.admit !== 'mapped' || wanted.length === 0) return undefined;
    // Somebody has the address whom nobody vouched for: who of the two is who, an admin must say.
    if (await this.parts.addresses.isTaken(email)) return undefined;
    const digest = createHash('sha256').update(`${this.options.issuer}\n${subject}`).digest('hex');
    const repeat = onceOnly(`oidc/${digest}`);
    const called = typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 300) : email;
    const { id } = await this.parts.people.invite(called, wanted, { ...OPERATOR, idempotencyKey: repeat });
    await this.parts.addresses.vouch(id, email);
    return id;
  }

  /** Grants and revokes the difference. Roles that no group gives are left alone. */
  async #bring(personId: string, wanted: readonly Role[]): Promise<void> {
    const { roles: held } = await this.parts.access.contextOf(personId);
    for (const role of new Set(this.options.roles.values())) {
      if (wanted.includes(role) && !held.includes(role)) {
        await this.#take(personId, role, () => this.parts.people.grant(personId, role, OPERATOR));
      }
      if (!wanted.includes(role) && held.includes(role)) {
        await this.#take(personId, role, () => this.parts.people.revoke(personId, role, OPERATOR));
      }
    }
  }

  /** A rule may keep a role where it is: the ledger never loses its last admin to a provider's groups. */
  async #take(personId: string, role: Role, change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Another sign-in of the same person was faster.
      if (error.code === 'nothing-changed') return;
      this.#log.warn(`the role ${role} of ${personId} stays as it is: ${error.code}`);
    }
  }

  /** A claim that is missing says that there are no groups: providers leave an empty list out. */
  #rolesOf(profile: Profile): Role[] {
    const claim = profile[this.options.groupsClaim];
    const groups = (Array.isArray(claim) ? claim : [claim]).filter((group) => typeof group === 'string');
    return [...new Set(groups.flatMap((group) => this.options.roles.get(group) ?? []))];
  }
}
