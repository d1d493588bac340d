import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { People } from '../../src/access/people.js';
import { Sessions } from '../../src/access/sessions.js';
import { PersonEntity } from '../../src/access/person.entity.js';
import { AppModule } from '../../src/app.module.js';
import { openDataSource } from '../../src/database/data-source.js';
import type { Role } from '../../src/kernel/roles.js';
import { createTestDatabase, placeAppendKeys, testAppendKeys } from './database.js';

/** A class's description. */
export interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema & { readonly type?: string; readonly description?: string }>>;
}
/** What stands in a path, a query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: string | number;
  readonly schema?: { readonly example?: string | number };
}
/** One route as the document describes it. */
export interface Operation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly 'x-permit'?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
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
/** The OpenAPI document, as far as specs look at it. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, object>>;
  };
}

/** The built program, whose classes the build has described, as an operator starts it: on a database of its own. */
export interface BuiltServer {
  readonly url: string;
  readonly document: Document;
  /** Enters a person with these roles. */
  person(...roles: Role[]): Promise<{ readonly id: string; readonly token: string; readonly cookie: string }>;
  stop(): Promise<void>;
}

/** Starts it; needs `dist`. Who reads from it reads whole bodies: the server waits at its end for those that nobody does. */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<BuiltServer> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-server-'));
  await placeAppendKeys(path.join(folder, 'signing-key.pem'));
  const server = spawn(process.execPath, ['dist/src/main.js'], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.superuserUrl, DATA_FOLDER: folder, PORT: '0', ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let told = '';
    server.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const found = /serves at (http\S+)/.exec(told)?.[1];
      if (found) resolve(found.replace(/\/$/, ''));
    });
    server.on('exit', () => reject(new Error(told)));
  });
  const dataSource = await openDataSource(database.appUrl, [PersonEntity]);
  const writable = { dataSource, appendKeys: testAppendKeys() };
  const rules = { reviewPolicy: 'four-eyes', independenceDays: 7 } as const;
  const desk = await NestFactory.createApplicationContext(AppModule.commands(writable, rules), { logger: ['error'] });
  const by = { actor: { id: 'system', roles: ['system'] as const } };
  return {
    url,
    document: (await (await fetch(`${url}/docs-json`)).json()) as Document,
    person: async (...roles) => {
      const { id } = await desk.get(People).invite(roles.join(' and '), roles, by);
      const { secret: token } = await desk.get(People).issueToken(id, {}, by);
      const cookie = (await desk.get(Sessions).begin(id, { address: '127.0.0.1' })).split(';')[0] ?? '';
      return { id, token, cookie };
    },
    stop: async () => {
      server.kill('SIGTERM');
      await Promise.all([desk.close(), ended]);
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
