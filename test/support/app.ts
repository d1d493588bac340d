import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AccessOptions } from '../../src/access/access.module.js';
import { Access } from '../../src/access/access.js';
import { People } from '../../src/access/people.js';
import { Sessions } from '../../src/access/sessions.js';
import { PersonEntity } from '../../src/access/person.entity.js';
import { configure, httpAdapter } from '../../src/api/http/server.js';
import type { WatchOptions } from '../../src/audit/audit.module.js';
import { foundLedger } from '../../src/audit/log/founding.js';
import { RATINGS, SCALE } from '../../src/claims/claim.events.js';
import { AppModule } from '../../src/app.module.js';
import { openDataSource } from '../../src/database/data-source.js';
import type { ReviewPolicy } from '../../src/kernel/decider.js';
import type { Role } from '../../src/kernel/roles.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { createTestDatabase, testAppendKeys, type TestDatabase } from './database.js';

/** How a request is sent. */
export interface Sent {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body goes as it is: text or bytes. */
  readonly raw?: boolean;
}

/** The application as it is served, on a database of its own. */
export interface TestApp {
  /** Without a slash at its end. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly ledger: Ledger;
  readonly database: TestDatabase;
  /** Where the log's signing key lies once `found` has been called. */
  readonly keyFile: string;
  /** Gives the ledger its first events, so that checkpoints are signed. */
  found(): Promise<void>;
  /** The ledger's last position. */
  head(): Promise<number>;
  /** A token of a new person with these roles. */
  token(...roles: Role[]): Promise<string>;
  /** The headers by which a page of ours sends what somebody does signed in, of a person or of whom a token is. */
  signedIn(who: string): Promise<Readonly<Record<string, string>>>;
  /** Paths start behind `/api/v1`. */
  get(path: string, sent?: Sent): Promise<Response>;
  post(path: string, body: unknown, sent?: Sent): Promise<Response>;
  stop(): Promise<void>;
}

/** What an operator sets of how it is reached. */
export interface ServedAs extends AccessOptions {
  readonly trustedProxies?: readonly string[];
  readonly watching?: WatchOptions;
  readonly independenceDays?: number;
}

/**
 * Starts the application, without what serves its documentation's page: that does not load in jest.
 *
 * @param beside another one, whose database this one serves too: with a pool, a ledger and a memory of its own it is
 * another process as far as anybody can tell; it is stopped first
 */
export async function startApp(
  reviewPolicy: ReviewPolicy = 'four-eyes',
  beside?: TestApp,
  { trustedProxies = [], watching, independenceDays = 7, ...access }: ServedAs = {},
): Promise<TestApp> {
  const database = beside?.database ?? (await createTestDatabase());
  const dataSource = await openDataSource(database.appUrl, [PersonEntity]);
  const folder = await mkdtemp(path.join(tmpdir(), 'claim-ledger-app-'));
  const signing = { keyFile: beside?.keyFile ?? path.join(folder, 'signing-key.pem'), intervalMs: 1000 };
  const module = AppModule.with(
    { dataSource, appendKeys: testAppendKeys() },
    { reviewPolicy, independenceDays },
    { ...access, signing, ...(watching ? { watching } : {}) },
  );
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter({ trustedProxies }), {
    logger: ['error', 'fatal'],
    bodyParser: false,
  });
  configure(app, { docs: false });
  await app.listen(0, '127.0.0.1');
  const ledger = app.get(Ledger);
  const people = app.get(People);
  const by = { actor: { id: 'system', roles: ['system'] as const } };
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const send = (method: string, route: string, { token, headers }: Sent, body?: string | Buffer) =>
    fetch(`${url}/api/v1${route}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      ...(body === undefined ? {} : { body: body as string }),
    });
  return {
    url,
    app,
    database,
    ledger,
    keyFile: signing.keyFile,
    found: async () => {
      const scales = [{ ...SCALE, ratings: RATINGS }] as const;
      await foundLedger(ledger, { origin: 'example.org/log', keyFile: signing.keyFile, scales, sample: undefined });
    },
    head: async () => (await ledger.read.head()).position,
    token: async (...roles) => {
      const { id } = await people.invite(roles.join(' and '), roles, by);
      return (await people.issueToken(id, {}, by)).secret;
    },
    signedIn: async (who) => {
      const id = (await app.get(Access).resolve(who))?.id ?? who;
      const [cookie = ''] = (await app.get(Sessions).begin(id, { address: '127.0.0.1' })).split(';');
      return { cookie, 'sec-fetch-site': 'same-origin' };
    },
    get: (route, sent = {}) => send('GET', route, sent),
    post: (route, body, sent = {}) =>
      send(
        'POST',
        route,
        { ...sent, headers: { 'content-type': 'application/json', ...sent.headers } },
        sent.raw ? (body as string | Buffer) : JSON.stringify(body),
      ),
    stop: async () => {
      await app.close();
      await dataSource.destroy();
      if (!beside) await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
