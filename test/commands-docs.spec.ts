import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import prettier from 'prettier';
import type { CommandRoute, Noun } from '../src/api/command-routes.js';
import { commands } from '../src/api/commands.js';
import { claimDecider } from '../src/claims/claim.decider.js';
import type { Capacity } from '../src/kernel/roles.js';
import { ledgerStream } from '../src/ledger/ledger-stream.js';
import { originDecider } from '../src/origins/origin.decider.js';
import { outletDecider } from '../src/outlets/outlet.decider.js';
import { personDecider } from '../src/people/person.decider.js';
import { workDecider } from '../src/works/work.decider.js';
import { eventsByCommand } from './support/rule-events.js';

const FILE = new URL('../docs/commands.md', import.meta.url);
const INTRODUCTION = `# Commands

Whatever changes the ledger is a command: a class that is the body of its route (\`POST\`, below \`/api/v1\`), and a rule that
answers with events or refuses. A new one is a class, a rule, and a row in a \`*.routes.ts\` file of \`src/api\`; controller,
OpenAPI and this page are made from that row. Who may give a command is said by its rule and nowhere else; \`system\` is
the operator's own hand, and a reviewer may do what an editor may.

This page is written by \`npm run docs\`.
`;

const events = eventsByCommand();
const eventsOf = (names: readonly string[]): string => {
  const made = names.flatMap((name) => events.get(name) ?? [`no rule of ${name}`]);
  return [...new Set(made)].map((type) => `\`${type}\``).join(', ') || 'none';
};
const who = (roles: readonly Capacity[]): string => (roles.includes('public') ? 'anyone' : roles.join(', '));
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function rowOf({ body, path, roles, gives, summary }: CommandRoute): string {
  return row(`\`${body.name}\``, `\`${path}\``, who(roles), eventsOf(gives.map(({ name }) => name)), summary);
}

function section(tag: string): string[] {
  const rows = commands.filter((each) => each.tag === tag).map(rowOf);
  const title = `${tag.charAt(0).toUpperCase()}${tag.slice(1)}`;
  return [
    '',
    `## ${title}`,
    '',
    row('command', 'route', 'who', 'events', 'what it does'),
    row(...Array<string>(5).fill('---')),
    ...rows,
  ];
}

/** Commands without a route of their own: the program gives them, or another command brings them with it. */
function others(): string[] {
  const posted = new Set(commands.map(({ body }) => body.name));
  const nouns: readonly Noun[] = [outletDecider, originDecider, workDecider, claimDecider, personDecider, ledgerStream];
  const rows = nouns
    .flatMap(({ rules }) => rules as readonly { command: { name: string }; roles: readonly Capacity[] }[])
    .filter(({ command }) => !posted.has(command.name))
    .map(({ command, roles }) => row(`\`${command.name}\``, who(roles), eventsOf([command.name])));
  const text = 'Given by the program itself, or by a command above that brings them with it.';
  return ['', '## Without a route', '', text, '', row('command', 'who', 'events'), row('---', '---', '---'), ...rows];
}

describe('docs/commands.md', () => {
  it('lists every command with its route, who may give it, and what events it makes', async () => {
    const tags = [...new Set(commands.map(({ tag }) => tag))];
    const lines = [INTRODUCTION.trimEnd(), ...tags.flatMap(section), ...others(), ''];
    const text = await prettier.format(lines.join('\n'), { parser: 'markdown' });
    if (process.env.WRITE_DOCS === '1') await writeFile(FILE, text);
    expect(await readFile(FILE, 'utf8')).toBe(text);
  });
});
