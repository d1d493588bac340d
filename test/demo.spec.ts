import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startDemo, type RunningDemo } from './support/demo.js';

const CLI = new URL('../dist/src/cli.js', import.meta.url).pathname;

/** Runs the operator's command on a folder; the environment names no database of the specs. */
const cli = (folder: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME };
    execFile(process.execPath, [CLI, ...args, '--data', folder], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

/** The ledger's head: an answer that rests on no rows names it. */
const positionOf = async ({ url }: RunningDemo): Promise<number> =>
  Number((await fetch(`${url}/api/v1/me`)).headers.get('ledger-position'));

/** Revisions of the sample's claims, newest claim first, which a step taken twice would raise. */
const revisionsOf = async (demo: RunningDemo): Promise<number[]> => {
  const answer = await fetch(`${demo.url}/api/v1/claims?limit=200&after=${await positionOf(demo)}`, {
    headers: { authorization: `Bearer ${demo.tokens.editor}` },
  });
  const { items } = (await answer.json()) as { items: { revision: number }[] };
  return items.map(({ revision }) => revision);
};

const me = async ({ url }: RunningDemo, token: string): Promise<number> =>
  (await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;

describe('The demo', () => {
  let folder: string;
  let running: RunningDemo | undefined;
  const fresh = async () => (folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-demo-')));

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  it('enters its sample once, and each start ends the tokens of the one before', async () => {
    running = await startDemo(await fresh());
    const { tokens } = running;
    const claims = (await (await fetch(`${running.url}/api/v1/claims`)).json()) as { items: unknown[] };
    const before = await positionOf(running);
    await running.stop();
    running = await startDemo(folder);
    const again = (await (await fetch(`${running.url}/api/v1/claims`)).json()) as { items: unknown[] };
    expect(again.items).toEqual(claims.items);
    const people = Object.keys(tokens).length;
    expect(await positionOf(running)).toBe(before + 3 * people);
    expect(await me(running, tokens.editor ?? '')).toBe(401);
    expect(await me(running, running.tokens.editor ?? '')).toBe(200);
  });

  it('goes on after a kill -9 where it was stopped, whenever that was', async () => {
    await fresh();
    // Somewhere between the first instruction and the last step; where exactly is not the same on any two machines.
    for (const patience of [900, 1400, 1900]) {
      const env = { PATH: process.env.PATH, HOME: process.env.HOME };
      const killed = spawn(process.execPath, [CLI, 'demo', '--json', '--port', '0', '--data', folder], { env });
      await sleep(patience);
      killed.kill('SIGKILL');
      await once(killed, 'exit');
    }
    running = await startDemo(folder);
    // Counted in `src/sample`: submission, appearances with their upstreams, relations, evidence, verdicts' steps.
    expect(await revisionsOf(running)).toEqual([3, 4, 4, 8, 6, 3, 2, 4, 6, 8, 4, 6, 6, 9, 2, 2, 2, 5, 7]);
  });

  it('leaves alone a ledger that it did not make', async () => {
    expect((await cli(await fresh(), 'person', 'list')).code).toBe(1);
    const served = await startDemo(folder, 'serve');
    const invited = await cli(folder, 'person', 'invite', 'Edda', '--role', 'editor', '--json');
    expect(invited.code).toBe(0);
    await served.stop();
    const refused = await cli(folder, 'demo', '--port', '0');
    expect(refused.code).toBe(1);
    expect(refused.out).toBe('');
    const listed = await cli(folder, 'person', 'list', '--json');
    const edda = { id: expect.any(String), name: 'Edda', shownAs: 'Edda', roles: ['editor'], status: 'active' };
    expect(JSON.parse(listed.out)).toEqual({ items: [edda] });
  });

  it('lets the operator work beside it, and what a revoked token could do is over at once', async () => {
    running = await startDemo(await fresh());
    const invited = await cli(folder, 'person', 'invite', 'Zoë', '--role', 'auditor', '--json');
    const { id, link } = JSON.parse(invited.out) as { id: string; link: { url: string } };
    // Wherever the server listens, a link leads there.
    expect((await fetch(link.url)).status).toBe(200);
    const issued = JSON.parse((await cli(folder, 'token', 'issue', id, '--json')).out) as {
      secret: string;
      tokenId: string;
    };
    expect(await me(running, issued.secret)).toBe(200);
    expect((await cli(folder, 'token', 'revoke', id, issued.tokenId)).code).toBe(0);
    expect(await me(running, issued.secret)).toBe(401);
    expect((await cli(folder, 'token', 'revoke', id, issued.tokenId)).code).toBe(3);
    expect((await cli(folder, 'person', 'grant', id, 'boss')).code).toBe(2);
  });
});
