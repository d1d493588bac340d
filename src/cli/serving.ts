import type { Command } from 'commander';
import { runDemo } from '../sample/demo.js';
import { closeOnSignal, startService, tellSetUp } from '../serve.js';
import { command, print, settingsOf, type Options } from './command.js';

const served = (parent: Command, name: string, description: string): Command =>
  command(parent, name, description).option('--port <number>', '0 takes any free one (PORT)');

/** `serve` and `demo`: processes that answer over HTTP until they are told to stop. */
export function addServeCommands(program: Command): void {
  served(program, 'serve', 'Serves the ledger over HTTP until it is told to stop.')
    .option('--after-restore', 'an older copy of the ledger was restored: records that, unless somebody remembers more')
    .action(async ({ afterRestore = false, ...options }: Options & { readonly afterRestore?: boolean }) => {
      const service = await startService(settingsOf(options), { afterRestore });
      closeOnSignal(service);
      const url = await service.listen();
      print(options, { url }, () => `Claim Ledger ${service.founded.origin} serves at ${url}`);
      await tellSetUp(service);
    });

  served(program, 'demo', 'Serves a sample ledger, with a token for each role.').action(async (options: Options) => {
    // Beside the desk's own ledger, which the sample must never become.
    const data = options.data ?? process.env.DATA_FOLDER ?? './data/demo';
    const demo = await runDemo(settingsOf({ ...options, data }));
    closeOnSignal(demo);
    print(options, { url: demo.url, tokens: demo.tokens }, () =>
      [
        'A sample ledger, nobody’s published fact-check. Tokens for this run:',
        ...Object.entries(demo.tokens).map(([name, token]) => `  ${name.padEnd(10)} ${token}`),
        'Links that sign in, each once:',
        ...Object.entries(demo.links).map(([name, link]) => `  ${name.padEnd(10)} ${link}`),
        `API and documentation: ${demo.url}/docs`,
        demo.url,
      ].join('\n'),
    );
  });
}
