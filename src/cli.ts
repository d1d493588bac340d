import { isRFC3339 } from 'class-validator';
import { Command, InvalidArgumentError } from 'commander';
import { People } from './access/people.js';
import { reportFailure } from './failure.js';
import { ROLES, type Role } from './kernel/roles.js';
import { runDemo } from './sample/demo.js';
import { closeOnSignal, openDesk, startService } from './serve.js';
import { readSettings, type Settings } from './settings.js';

/** 0: done. 1: failed. 2: called wrongly. 3: a rule refused it. */
const EXIT = { failed: 1, usage: 2, refused: 3 } as const;

const OPERATOR = { actor: { id: 'system', roles: ['system'] } } as const;

interface Options {
  readonly data?: string;
  readonly port?: string;
  readonly json?: boolean;
}

const program = new Command('claim-ledger')
  .description("The operator's door to a claim ledger. Settings come from the environment; options go over them.")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.usage))
  .showHelpAfterError();

const command = (parent: Command, name: string, description: string) =>
  parent
    .command(name)
    .description(description)
    .option('--data <folder>', 'where the embedded database and the signing key lie (DATA_FOLDER)')
    .option('--json', 'one line of JSON on standard output, and nothing else there');

const served = (parent: Command, name: string, description: string) =>
  command(parent, name, description).option('--port <number>', '0 takes any free one (PORT)');

const settingsOf = ({ data, port }: Options): Settings =>
  readSettings({ ...process.env, ...(data ? { DATA_FOLDER: data } : {}), ...(port ? { PORT: port } : {}) });

served(program, 'serve', 'Serves the ledger over HTTP until it is told to stop.').action(async (options: Options) => {
  const service = await startService(settingsOf(options));
  closeOnSignal(service);
  const url = await service.listen();
  say(options, { url }, () => `Claim Ledger ${service.founded.origin} serves at ${url}`);
});

served(program, 'demo', 'Serves a sample ledger, with a token for each role.').action(async (options: Options) => {
  // Beside the desk's own ledger, which the sample must never become.
  const data = options.data ?? process.env.DATA_FOLDER ?? './data/demo';
  const demo = await runDemo(settingsOf({ ...options, data }));
  closeOnSignal(demo);
  say(options, { url: demo.url, tokens: demo.tokens }, () =>
    [
      'A sample ledger, nobody’s published fact-check. Tokens for this run:',
      ...Object.entries(demo.tokens).map(([name, token]) => `  ${name.padEnd(10)} ${token}`),
      `API and documentation: ${demo.url}/docs`,
      demo.url,
    ].join('\n'),
  );
});

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

function say({ json }: Options, answer: object, text: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(answer) : text()}\n`);
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

program.parseAsync().catch((error: unknown) => {
  reportFailure(error);
  const { name } = error as Error;
  if (['InvalidArgumentError', 'SettingsError'].includes(name)) process.exit(EXIT.usage);
  process.exit(name === 'Refused' ? EXIT.refused : EXIT.failed);
});
