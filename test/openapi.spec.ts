import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { People } from '../src/access/people.js';
import { PersonEntity } from '../src/access/person.entity.js';
import { AppModule } from '../src/app.module.js';
import { openDataSource } from '../src/database/data-source.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema & { readonly type?: string; readonly description?: string }>>;
}
interface Operation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example?: object }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      { readonly $ref?: string; readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }
    >
  >;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, object>>;
  };
}

/** Every route, who it is for, and what it takes: the interface that clients rely on. */
const ROUTES: readonly [method: string, path: string, anyone: boolean, body?: string][] = [
  ['get', '/api/v1/outlets', false],
  ['post', '/api/v1/outlets', false, 'RegisterOutlet'],
  ['get', '/api/v1/outlets/{id}', false],
  ['get', '/api/v1/works', false],
  ['post', '/api/v1/works', false, 'RecordWorkWithClaims'],
  ['get', '/api/v1/works/{id}', false],
  ['get', '/api/v1/claims', true],
  ['post', '/api/v1/claims', false, 'SubmitClaim'],
  ['get', '/api/v1/claims/{id}', true],
  ['get', '/api/v1/claims/{id}/history', true],
  ['post', '/api/v1/claims/{id}/appearances', false, 'RecordAppearanceInWork'],
  ['post', '/api/v1/claims/{id}/upstreams', false, 'AttributeUpstream'],
  ['post', '/api/v1/claims/{id}/evidence', false, 'AttachEvidence'],
  ['post', '/api/v1/claims/{id}/evidence/{evidenceId}/withdrawal', false, 'WithdrawEvidence'],
  ['post', '/api/v1/claims/{id}/verdicts', false, 'ProposeVerdict'],
  ['get', '/api/v1/claims/{id}/verdicts/{verdictId}', true],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/publication', false, 'PublishVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/withdrawal', false, 'WithdrawProposal'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/return', false, 'SendBackVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/supersession', false, 'SupersedeVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/retraction', false, 'RetractVerdict'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/retraction/confirmation', false, 'ConfirmRetraction'],
  ['post', '/api/v1/claims/{id}/verdicts/{verdictId}/retraction/overturn', false, 'OverturnRetraction'],
  ['get', '/api/v1/me', false],
  ['get', '/api/v1/events', true],
  ['get', '/tile/entries/{path}', true],
];
const COMMANDS = ROUTES.flatMap(([method, route, , body]) =>
  method === 'post' && body ? [[route, body] as const] : [],
);

let database: TestDatabase;
let folder: string;
let desk: INestApplicationContext;
let server: ChildProcess;
let url: string;
let token: string;
let document: Document;

/** Starts the built program, whose classes the build has described, as an operator would. */
const start = (): Promise<string> => {
  server = spawn(process.execPath, ['dist/src/main.js'], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.superuserUrl, DATA_FOLDER: folder, PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let told = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const found = /serves at (http\S+)/.exec(told)?.[1];
      if (found) resolve(found.replace(/\/$/, ''));
    });
    server.on('exit', () => reject(new Error(told)));
  });
};

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-openapi-'));
  url = await start();
  const dataSource = await openDataSource(database.appUrl, [PersonEntity]);
  desk = await NestFactory.createApplicationContext(AppModule.desk(dataSource, { reviewPolicy: 'four-eyes' }), {
    logger: ['error'],
  });
  const by = { actor: { id: 'system', roles: ['system'] as const } };
  const { id } = await desk.get(People).invite('Both', ['editor', 'reviewer'], by);
  token = (await desk.get(People).issueToken(id, {}, by)).secret;
  document = (await (await fetch(`${url}/docs-json`)).json()) as Document;
});
afterAll(async () => {
  const ended = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGTERM');
  await Promise.all([desk.close(), ended]);
  await database.drop();
  await rm(folder, { recursive: true });
});

const operationOf = (method: string, route: string): Operation => {
  const operation = document.paths[route]?.[method];
  if (!operation) throw new Error(`no ${method} ${route}`);
  return operation;
};
const nameIn = (schema: Schema | undefined): string => schema?.$ref?.split('/').at(-1) ?? '';

describe('The OpenAPI document', () => {
  it('has every route and no other', () => {
    const described = Object.entries(document.paths).flatMap(([route, item]) =>
      Object.keys(item).map((method) => `${method} ${route}`),
    );
    expect(described.sort()).toEqual(ROUTES.map(([method, route]) => `${method} ${route}`).sort());
  });

  it.each(ROUTES)('describes %s %s: what it does, for whom, and what it answers', (method, route, anyone) => {
    const { summary, security, parameters, responses } = operationOf(method, route);
    expect(summary).toMatch(/\S.*\.$/);
    expect(security).toEqual(anyone ? [{}, { token: [] }] : [{ token: [] }]);
    const inPath = (parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
    expect(inPath).toEqual(route.match(/\{\w+\}/g) ?? []);
    const [status] = Object.keys(responses).filter((each) => each.startsWith('2'));
    const content = responses[status ?? '']?.content ?? {};
    if (route.startsWith('/tile')) expect(Object.keys(content)).toEqual(['application/octet-stream']);
    else
      expect(
        Object.keys(document.components.schemas[nameIn(content['application/json']?.schema)]?.properties ?? {}),
      ).not.toEqual([]);
    for (const [code, { $ref }] of Object.entries(responses).filter(([each]) => !each.startsWith('2'))) {
      expect($ref).toBe(`#/components/responses/${code}`);
      expect(document.components.responses[code]).toBeDefined();
    }
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(anyone ? ['401', '500', '503'] : ['401', '403', '500', '503']),
    );
  });

  it.each(COMMANDS)('describes the body of %s, which is %s, field by field', (route, name) => {
    const body = operationOf('post', route).requestBody?.content['application/json'];
    expect(nameIn(body?.schema)).toBe(name);
    for (const [field, schema] of Object.entries(document.components.schemas[name]?.properties ?? {})) {
      expect([field, schema.description]).toEqual([field, expect.stringMatching(/\S/)]);
    }
    const headers = operationOf('post', route).parameters?.filter((parameter) => parameter.in === 'header');
    expect(headers?.map((header) => header.name)).toEqual(['Idempotency-Key', 'If-Match']);
  });

  it.each(COMMANDS)('gives an example for %s that can be sent as it stands', async (route) => {
    const example = operationOf('post', route).requestBody?.content['application/json']?.example;
    expect(example).toBeDefined();
    const answer = await fetch(url + route.replace(/\{\w+\}/g, '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6aff'), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(example),
    });
    // There is no such claim; but a body that were wrong would be told so first.
    expect([answer.status, await answer.text()]).toEqual([route.includes('{') ? 404 : 201, expect.anything()]);
  });
});

describe('The documentation page', () => {
  it('loads only what this server has, under a policy that lets nothing else in', async () => {
    const page = await fetch(`${url}/docs`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    const html = await page.text();
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).not.toMatch(/^(?:https?:)?\/\//);
      expect([link, (await fetch(new URL(link, `${url}/docs`))).status]).toEqual([link, 200]);
    }
    expect(html).not.toMatch(/<script>/);
  });
});
