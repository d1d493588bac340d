import type { INestApplicationContext } from '@nestjs/common';
import { isEmail, isRFC3339, isUUID } from 'class-validator';
import { InvalidArgumentError, type Command } from 'commander';
import { Access } from '../access/access.js';
import { EmailAddresses } from '../access/email-addresses.js';
import { SignInLimits } from '../access/limits.js';
import { OneTimeLinks } from '../access/one-time-links.js';
import { People } from '../access/people.js';
import { Roster } from '../access/roster.js';
import { ROLES, type Role } from '../kernel/roles.js';
import { SCOPES, type Scope } from '../kernel/scopes.js';
import type { IssueToken } from '../people/person.commands.js';
import { openForCommands } from '../serve.js';
import { command, print, settingsOf, type Options } from './command.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;

/** `person` and `token`: who may do what. */
export function addPeopleCommands(program: Command): void {
  personCommands(program);
  tokenCommands(program);
}

function personCommands(program: Command): void {
  const people = program.command('person').description('People and their roles.');

  command(people, 'invite <name>', 'Enters a person.')
    .option('--role <role...>', `one or more of ${ROLES.join(', ')}`, collectRoles, [])
    .option('--email <address>', 'by which they sign in; without it they choose one')
    .action((name: string, options: Options & { role: Role[]; email?: string }) =>
      withLedger(options, async (people, _, app) => {
        if (!isText(name)) throw new InvalidArgumentError('a person has a name of 1 to 300 characters');
        await mustBeFree(app.get(EmailAddresses), options.email);
        const receipt = await people.invite(name, options.role, OPERATOR);
        if (options.email) await app.get(EmailAddresses).vouch(receipt.id, options.email);
        const link = await app.get(OneTimeLinks).invitation(receipt.id);
        return [{ ...receipt, link }, `${receipt.id}  ${name}\n${link.url}`];
      }),
    );

  command(people, 'reset <person>', 'Makes a link by which a person chooses a new password, once, within an hour.')
    .option('--second-factor', 'ends their second factor as well: for who lost it and the recovery codes')
    .action((id: string, options: Options & { secondFactor?: boolean }) =>
      withLedger(options, async (desk, _, app) => {
        if (!isUUID(id) || !(await app.get(Access).isActive(id))) {
          throw new InvalidArgumentError(`there is no active person ${id}`);
        }
        if (options.secondFactor && (await app.get(EmailAddresses).of(id))?.secondFactor) {
          await desk.removeSecondFactor(id, OPERATOR);
          await app.get(EmailAddresses).endSecondFactor(id);
        }
        const link = await app.get(OneTimeLinks).reset(id);
        const { email } = (await app.get(EmailAddresses).of(id)) ?? {};
        if (email) await app.get(SignInLimits).lift(email);
        return [{ id, link }, link.url];
      }),
    );

  command(people, 'grant <person> <role>', 'Gives a person a role.').action(
    (id: string, role: string, options: Options) =>
      withLedger(options, async (people) => [await people.grant(id, roleOf(role), OPERATOR), `${id} is ${role} now`]),
  );

  command(people, 'revoke <person> <role>', 'Takes a role from a person, at once.').action(
    (id: string, role: string, options: Options) =>
      withLedger(options, async (people) => [
        await people.revoke(id, roleOf(role), OPERATOR),
        `${id} is not ${role} any more`,
      ]),
  );

  command(people, 'deactivate <person>', 'Ends all that a person may do, and all their tokens, at once.').action(
    (id: string, options: Options) =>
      withLedger(options, async (people) => [await people.deactivate(id, OPERATOR), `${id} is deactivated`]),
  );

  command(
    people,
    'reactivate <person>',
    'Lets a person do again what their roles allow; tokens are issued anew.',
  ).action((id: string, options: Options) =>
    withLedger(options, async (people) => [await people.reactivate(id, OPERATOR), `${id} is active again`]),
  );

  command(people, 'list', 'Lists everybody who was ever invited, with their roles.').action((options: Options) =>
    withLedger(options, async (_, roster) => {
      const items = (await roster.all()).map(({ id, name, shownAs, roles, status }) => ({
        ...{ id, name, shownAs, roles, status },
      }));
      const lines = items.map(
        ({ id, shownAs, roles, status }) => `${id}  ${shownAs}  ${status === 'active' ? roles.join(', ') : status}`,
      );
      return [{ items }, lines.join('\n')];
    }),
  );
}

function tokenCommands(program: Command): void {
  const tokens = program.command('token').description('Tokens, by which programs act as a person.');

  command(tokens, 'issue <person>', 'Issues a token and shows it once.')
    .option('--label <text>', 'what it is for')
    .option('--expires <instant>', 'when it ends, RFC 3339; without it, when it is revoked')
    .option('--scope <scope...>', `narrows it to one or more of ${SCOPES.join(', ')}`, collectScopes)
    .action((id: string, options: Options & Wanted) =>
      withLedger(options, async (people) => {
        const issued = await people.issueToken(id, wanted(options), OPERATOR);
        return [issued, issued.secret];
      }),
    );

  command(tokens, 'list <person>', 'Lists the tokens of a person that are not revoked.').action(
    (id: string, options: Options) =>
      withLedger(options, async (_, roster) => {
        const items = await roster.tokens(id);
        const lines = items.map(
          ({ tokenId, label, scopes, expiresAt, lastUsedAt }) =>
            `${tokenId}  ${scopes.join(',')}  ${expiresAt ?? 'until revoked'}  used ${lastUsedAt ?? 'never'}  ${label ?? ''}`,
        );
        return [{ items }, lines.join('\n')];
      }),
  );

  command(tokens, 'revoke <person> <token>', 'Revokes a token, at once.').action(
    (id: string, tokenId: string, options: Options) =>
      withLedger(options, async (people) => [await people.revokeToken(id, tokenId, OPERATOR), `${tokenId} is revoked`]),
  );
}

/** Runs one command of the operator and says what came of it. */
async function withLedger(
  options: Options,
  work: (people: People, roster: Roster, app: INestApplicationContext) => Promise<[answer: object, text: string]>,
): Promise<void> {
  const opened = await openForCommands(settingsOf(options));
  try {
    const [answer, text] = await work(opened.app.get(People), opened.app.get(Roster), opened.app);
    print(options, answer, () => text);
  } finally {
    await opened.close();
  }
}

/** Before anything is written: an address is one person's. */
async function mustBeFree(addresses: EmailAddresses, email: string | undefined): Promise<void> {
  if (email === undefined) return;
  if (!isEmail(email))
    throw new InvalidArgumentError(`--email takes an address such as edda@example.org, not ${email}`);
  if (await addresses.isTaken(email)) throw new InvalidArgumentError('somebody has this address already');
}

interface Wanted {
  readonly label?: string;
  readonly expires?: string;
  readonly scope?: Scope[];
}

function wanted({ label, expires, scope }: Wanted): Partial<IssueToken> {
  if (expires !== undefined && !isRFC3339(expires)) {
    throw new InvalidArgumentError(`--expires takes an instant such as 2027-01-31T00:00:00Z, not ${expires}`);
  }
  if (label !== undefined && !isText(label)) throw new InvalidArgumentError('--label takes 1 to 300 characters');
  return {
    ...(label ? { label } : {}),
    ...(expires ? { expiresAt: expires } : {}),
    ...(scope ? { scopes: scope } : {}),
  };
}

const isText = (text: string): boolean =>
  /[^\s\p{Cc}\p{Cf}]/u.test(text) && text.length <= 300 && !/\p{Surrogate}/u.test(text);

function roleOf(name: string): Role {
  const role = ROLES.find((known) => known === name);
  if (!role) throw new InvalidArgumentError(`a role is one of ${ROLES.join(', ')}, not ${name}`);
  return role;
}

function collectRoles(name: string, roles: Role[]): Role[] {
  return [...roles, roleOf(name)];
}

function collectScopes(name: string, scopes: Scope[] = []): Scope[] {
  const scope = SCOPES.find((known) => known === name);
  if (!scope) throw new InvalidArgumentError(`a scope is one of ${SCOPES.join(', ')}, not ${name}`);
  return [...scopes, scope];
}
