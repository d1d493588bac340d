import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDemo, type RunningDemo } from './support/demo.js';

/** The README's walk is pasted into a shell as it stands. */
describe('The README', () => {
  let demo: RunningDemo;

  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(() => demo.stop());

  it('takes a newcomer from nothing to a published verdict', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const walk = /<!-- walk -->\s+```sh\n(.*?)```/s.exec(readme)?.[1];
    if (!walk) throw new Error('the README has no walk');
    const { EDITOR, REVIEWER, REVIEWER2 } = Object.fromEntries(
      Object.entries(demo.tokens).map(([name, token]) => [name.toUpperCase(), token]),
    );
    const { stdout } = await promisify(execFile)('bash', ['-e', '-c', walk], {
      env: { ...process.env, EDITOR, REVIEWER, REVIEWER2, API: `${demo.url}/api/v1` },
    });
    expect(stdout).toContain('"code":"proposer-may-not-publish"');
    const claims = (await (await fetch(`${demo.url}/api/v1/claims?limit=1`)).json()) as { items: { text: string }[] };
    expect(claims.items[0]).toMatchObject({ text: expect.stringContaining('bridge'), verdict: { rating: 'TRUE' } });
  });
});
