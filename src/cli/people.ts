import { isRFC3339 } from 'class-validator';
import { InvalidArgumentError, type Command } from 'commander';
import { People } from '../access/people.js';
import { ROLES, type Role } from '../kernel/roles.js';
import { openDesk } from '../serve.js';
import { command, say, settingsOf, type Options } from './command.js';

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;

/** `person` and `token`: who may do what. */
export function peopleAndTokens(program: Command): void {
  personCommands(program);
  tokenCommands(program);
}

function personCommands(program: Command): void {
  const people = program.command('person').description('People and their roles.');

  command(people, 'invite <name>', 'Enters a person.')
    .option('--role <role...>', `one or more of ${ROLES.join(', ')}`, collectRoles, [])
    .action((name: string, options: Options & { role: Role[] }) =>
      atDesk(options, async (desk) => {
        if (!isText(name)) throw new InvalidArgumentError('a person has a name of 1 to 300 characters');
        const receipt = await desk.invite(name, options.role, OPERATOR);
        return [receipt, `${receipt.id}  ${name}`];
      }),
    );

  command(people, 'grant <person> <role>', 'Gives a person a role.').action(
    (id: string, role: string, options: Options) =>
      atDesk(options, async (desk) => [await desk.grant(id, roleOf(role), OPERATOR), `${id} is ${role} now`]),
  );

  command(people, 'revoke <person> <role>', 'Takes a role from a person, at once.').action(
    (id: string, role: string, options: Options) =>
      atDesk(options, async (desk) => [await desk.revoke(id, roleOf(role), OPERATOR), `${id} is not ${role} any more`]),
  );

  command(people, 'list', 'Lists people by name.').action((options: Options) =>
    atDesk(options, async (desk) => {
      const all = await desk.all();
      return [
        { items: all.map(({ id, name }) => ({ id, name })) },
        all.map(({ id, name }) => `${id}  ${name}`).join('\n'),
      ];
    }),
  );
}

function tokenCommands(program: Command): void {
  const tokens = program.command('token').description('Tokens, by which programs act as a person.');

  command(tokens, 'issue <person>', 'Issues a token and shows it once.')
    .option('--label <text>', 'what it is for')
    .option('--expires <instant>', 'when it ends, RFC 3339; without it, when it is revoked')
    .action((id: string, options: Options & { label?: string; expires?: string }) =>
      atDesk(options, async (desk) => {
        const issued = await desk.issueToken(id, wanted(options), OPERATOR);
        return [issued, issued.secret];
      }),
    );

  command(tokens, 'list <person>', 'Lists the tokens of a person that are not revoked.').action(
    (id: string, options: Options) =>
      atDesk(options, async (desk) => {
        const items = await desk.tokens(id);
        const lines = items.map(
          ({ tokenId, label, expiresAt }) => `${tokenId}  ${expiresAt ?? 'until revoked'}  ${label ?? ''}`,
        );
        return [{ items }, lines.join('\n')];
      }),
  );

  command(tokens, 'revoke <person> <token>', 'Revokes a token, at once.').action(
    (id: string, tokenId: string, options: Options) =>
      atDesk(options, async (desk) => [await desk.revokeToken(id, tokenId, OPERATOR), `${tokenId} is revoked`]),
  );
}

/** Runs one command of the operator and says what came of it. */
async function atDesk(
  options: Options,
  work: (people: People) => Promise<[answer: object, text: string]>,
): Promise<void> {
  const desk = await openDesk(settingsOf(options));
  try {
    const [answer, text] = await work(desk.app.get(People));
    say(options, answer, () => text);
  } finally {
    await desk.close();
  }
}

function wanted({ label, expires }: { label?: string; expires?: string }): { label?: string; expiresAt?: string } {
  if (expires !== undefined && !isRFC3339(expires)) {
    throw new InvalidArgumentError(`--expires takes an instant such as 2027-01-31T00:00:00Z, not ${expires}`);
  }
  if (label !== undefined && !isText(label)) throw new InvalidArgumentError('--label takes 1 to 300 characters');
  return { ...(label ? { label } : {}), ...(expires ? { expiresAt: expires } : {}) };
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
