import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';
import { wire } from './support/wire.js';

const CLAIM = { text: 'The café closed on 3 March.', kind: 'event', language: 'en' };
const JSON_TEXT = JSON.stringify(CLAIM);
const UTF_8 = Buffer.from(JSON_TEXT);
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const KIB = 1024;
const MIB = 1024 * KIB;

interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

let app: TestApp;
let editor: string;

beforeAll(async () => {
  app = await startApp();
  await app.found();
  editor = await app.token('editor');
});
afterAll(() => app.stop());

const sent = (bytes: Buffer | string, headers: Readonly<Record<string, string>> = {}, token?: string) =>
  app.post('/claims', bytes, { raw: true, headers, token: token ?? editor });
const problem = async (response: Response): Promise<ProblemBody> => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  return (await response.json()) as ProblemBody;
};
/** The text of the claim that was made, as it is read back. */
const textOf = async (response: Response): Promise<string> => {
  expect(response.status).toBe(201);
  const { id, position } = (await response.json()) as { id: string; position: number };
  const read = await app.get(`/claims/${id}?after=${position}`, { token: editor });
  return ((await read.json()) as { text: string }).text;
};

describe('A body as tools send it', () => {
  const taken: readonly [title: string, bytes: Buffer, headers: Readonly<Record<string, string>>][] = [
    ['that begins with a byte order mark', Buffer.concat([BOM, UTF_8]), {}],
    ['that is compressed by gzip', gzipSync(UTF_8), { 'content-encoding': 'gzip' }],
    ['whose coding is written in capitals', gzipSync(UTF_8), { 'content-encoding': 'GZip' }],
    ['that is compressed by gzip under its old name', gzipSync(UTF_8), { 'content-encoding': 'x-gzip' }],
    [
      'in two members of gzip',
      Buffer.concat([gzipSync(UTF_8.subarray(0, 9)), gzipSync(UTF_8.subarray(9))]),
      { 'content-encoding': 'gzip' },
    ],
    ['that is compressed by deflate', deflateSync(UTF_8), { 'content-encoding': 'deflate' }],
    ['that is compressed by deflate without its frame', deflateRawSync(UTF_8), { 'content-encoding': 'deflate' }],
    ['that is compressed by brotli', brotliCompressSync(UTF_8), { 'content-encoding': 'br' }],
    ['that says it is not compressed', UTF_8, { 'content-encoding': 'identity' }],
    [
      'that is compressed and begins with a byte order mark',
      gzipSync(Buffer.concat([BOM, UTF_8])),
      { 'content-encoding': 'gzip' },
    ],
    ['in UTF-8', UTF_8, { 'content-type': 'application/json; charset=utf-8' }],
    ['in UTF-8 by another name', UTF_8, { 'content-type': 'application/json;charset="UTF8"' }],
    [
      'whose type is in capitals and has another parameter',
      UTF_8,
      { 'content-type': 'Application/JSON; odata=verbose; charset=UTF-8' },
    ],
    ['whose type ends in a semicolon', UTF_8, { 'content-type': 'application/json;' }],
    [
      'in ASCII',
      Buffer.from(JSON_TEXT.replace('é', '\\u00e9')),
      { 'content-type': 'application/json; charset=us-ascii' },
    ],
    ['with white space around it', Buffer.from(`\r\n\t ${JSON_TEXT}\r\n`), {}],
  ];
  it.each(taken)('%s is taken', async (_, bytes, headers) => {
    expect(await textOf(await sent(bytes, headers))).toBe(CLAIM.text);
  });

  it('is recognised when it is sent twice, compressed or not', async () => {
    const key = { 'idempotency-key': 'both-ways' };
    const first = await sent(UTF_8, key);
    const second = await sent(gzipSync(UTF_8), { ...key, 'content-encoding': 'gzip' });
    expect([second.status, second.headers.get('location')]).toEqual([201, first.headers.get('location')]);
  });

  const utf16 = Buffer.from(JSON_TEXT, 'utf16le');
  const refused: readonly [
    title: string,
    bytes: Buffer,
    headers: Readonly<Record<string, string>>,
    code: string,
    says: RegExp,
  ][] = [
    [
      'in Latin-1 that says so',
      Buffer.from(JSON_TEXT, 'latin1'),
      { 'content-type': 'application/json; charset=iso-8859-1' },
      '415 unsupported-media-type',
      /UTF-8/,
    ],
    [
      'in UTF-16 that says so',
      utf16,
      { 'content-type': 'application/json; charset=utf-16' },
      '415 unsupported-media-type',
      /UTF-8/,
    ],
    ['in Latin-1', Buffer.from(JSON_TEXT, 'latin1'), {}, '400 not-json', /UTF-8/],
    ['in UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), {}, '400 not-json', /UTF-16.*UTF-8/],
    ['in UTF-16 without a mark', utf16, {}, '400 not-json', /UTF-16.*UTF-8/],
    ['in UTF-16 the other way round', Buffer.from(utf16).swap16(), {}, '400 not-json', /UTF-16.*UTF-8/],
    ['that is compressed and does not say so', gzipSync(UTF_8), {}, '400 not-json', /Content-Encoding/],
    ['that says it is compressed and is not', UTF_8, { 'content-encoding': 'gzip' }, '400 invalid', /Content-Encoding/],
    [
      'that is cut off while compressed',
      gzipSync(UTF_8).subarray(0, 30),
      { 'content-encoding': 'gzip' },
      '400 invalid',
      /Content-Encoding/,
    ],
    [
      'that is compressed in a way nobody knows',
      UTF_8,
      { 'content-encoding': 'zstd' },
      '415 unsupported-media-type',
      /gzip, deflate, br/,
    ],
    [
      'that is compressed twice',
      gzipSync(gzipSync(UTF_8)),
      { 'content-encoding': 'gzip, gzip' },
      '415 unsupported-media-type',
      /gzip, deflate, br/,
    ],
    [
      'of a coding that every object has',
      UTF_8,
      { 'content-encoding': 'constructor' },
      '415 unsupported-media-type',
      /gzip, deflate, br/,
    ],
    ['with two byte order marks', Buffer.concat([BOM, BOM, UTF_8]), {}, '400 not-json', /JSON/],
    [
      'of another type of JSON',
      UTF_8,
      { 'content-type': 'application/merge-patch+json' },
      '415 unsupported-media-type',
      /application\/json/,
    ],
    [
      'of an old name of JSON',
      UTF_8,
      { 'content-type': 'text/json' },
      '415 unsupported-media-type',
      /application\/json/,
    ],
    [
      'of a form',
      Buffer.from('text=a'),
      { 'content-type': 'application/x-www-form-urlencoded' },
      '415 unsupported-media-type',
      /application\/json/,
    ],
  ];
  it.each(refused)('%s is refused by what would be right', async (_, bytes, headers, code, says) => {
    const response = await sent(bytes, headers);
    const { status, code: given, detail, errors } = await problem(response);
    expect(`${status} ${given}`).toBe(code);
    expect(errors[0]?.detail ?? detail).toMatch(says);
  });

  it('that is compressed to nothing and large when it is not, is refused as large', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * MIB, ' '));
    const response = await sent(bomb, { 'content-encoding': 'gzip' });
    expect((await problem(response)).code).toBe('body-too-large');
    const brotli = brotliCompressSync(Buffer.alloc(4 * MIB, ' '), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
    expect((await problem(await sent(brotli, { 'content-encoding': 'br' }))).code).toBe('body-too-large');
  });

  it('is told which codings are understood, where it has another', async () => {
    const response = await sent(UTF_8, { 'content-encoding': 'zstd' });
    expect(response.headers.get('accept-encoding')).toBe('gzip, deflate, br');
  });
});

describe('A stranger’s body', () => {
  let path: string;
  beforeAll(async () => {
    path = `/claims/${await aPublishedClaim()}/correction-requests`;
  });
  const filed = (bytes: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
    app.post(path, bytes, { raw: true, headers });

  it('has at most 64 KiB', async () => {
    const text = (length: number) => `{"text":"${'x'.repeat(length)}"}`;
    expect((await problem(await filed(text(64 * KIB - 11)))).code).toBe('invalid');
    expect((await problem(await filed(text(64 * KIB - 10)))).code).toBe('body-too-large');
    expect((await problem(await filed(text(2 * MIB - 11)))).code).toBe('body-too-large');
  });

  it('has at most 64 KiB without a length before it, and uncompressed', async () => {
    const chunked = await wire(
      app.url,
      `POST /api/v1${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `${(65 * KIB).toString(16)}\r\n${'x'.repeat(65 * KIB)}\r\n`,
    );
    expect([chunked.status, (JSON.parse(chunked.body) as ProblemBody).code]).toEqual([413, 'body-too-large']);
    const bomb = gzipSync(Buffer.alloc(65 * KIB, ' '));
    expect((await problem(await filed(bomb, { 'content-encoding': 'gzip' }))).code).toBe('body-too-large');
  });

  it('is not read where a stranger may do nothing', async () => {
    // The end of the body never comes; the answer does.
    const never = await wire(
      app.url,
      `POST /api/v1/claims HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${2 * MIB}\r\n\r\n{`,
    );
    expect([never.status, never.closed]).toEqual([401, true]);
    const invalid = await wire(
      app.url,
      `POST /api/v1/claims HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer clt_${'A'.repeat(43)}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${2 * MIB}\r\n\r\n{`,
    );
    expect([invalid.status, invalid.closed]).toEqual([401, true]);
  });

  it('is bounded before it is parsed', async () => {
    const lists = `[${'[],'.repeat(21_000)}[]]`;
    expect(lists.length).toBeLessThan(64 * KIB);
    expect((await problem(await filed(lists))).errors[0]?.code).toBe('too-many');
    expect((await problem(await filed('['.repeat(60_000)))).errors[0]?.code).toBe('too-deep');
  });
});

describe('Bodies that do not come to their end', () => {
  const open: Socket[] = [];
  afterEach(async () => {
    await giveUp();
  });
  const giveUp = () =>
    Promise.all(
      open.splice(0).map(async (socket) => {
        if (!socket.closed) await once(socket.destroy(), 'close');
      }),
    );
  /** Begins a body and leaves it. @returns what the server says to it, if anything */
  async function begun(bytes: string, headers: string): Promise<{ readonly told: () => string }> {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    let told = '';
    socket.on('data', (chunk: Buffer) => (told += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    open.push(socket);
    await once(socket, 'connect');
    socket.write(`POST ${headers}\r\nHost: a\r\nContent-Type: application/json\r\n\r\n${bytes}`);
    return { told: () => told };
  }
  const statusesOf = (sockets: readonly { readonly told: () => string }[]): string[] =>
    sockets.map(({ told }) => /^HTTP\/1\.1 (\d+)/.exec(told())?.[1] ?? 'waits');
  /** Waits until so many are refused. @returns what each was told by then */
  async function refused(sockets: readonly { readonly told: () => string }[], many: number): Promise<string[]> {
    const sofar = () => statusesOf(sockets).filter((status) => status !== 'waits').length;
    while (sofar() < many) await new Promise((resolve) => setTimeout(resolve, 20));
    // Whoever asks now is answered after all that was sent before.
    await app.get('/me', { token: editor });
    return statusesOf(sockets).sort();
  }
  const told = (refusals: number, status: string, waits: number): string[] => [
    ...Array.from({ length: refusals }, () => status),
    ...Array.from({ length: waits }, () => 'waits'),
  ];

  it('are so many of one address, and people go on', async () => {
    const path = `/api/v1/claims/${await aPublishedClaim()}/correction-requests HTTP/1.1\r\nContent-Length: 1000`;
    const sockets = [];
    for (let i = 0; i < 20; i += 1) sockets.push(await begun('{', path));
    expect(await refused(sockets, 4)).toEqual(told(4, '429', 16));
    expect((await sent(UTF_8)).status).toBe(201);
  });

  it('hold so much of one person, and no more', async () => {
    const path = `/api/v1/claims HTTP/1.1\r\nAuthorization: Bearer ${editor}\r\nContent-Length: ${2 * MIB - 1}`;
    const nearly = ' '.repeat(2 * MIB - 100);
    const sockets = [];
    for (let i = 0; i < 20; i += 1) sockets.push(await begun(nearly, path));
    expect(await refused(sockets, 4)).toEqual(told(4, '429', 16));
    const another = await app.token('editor');
    expect((await sent(UTF_8, {}, another)).status).toBe(201);
  });

  it('count no more once they are given up', async () => {
    const path = `/api/v1/claims/${await aPublishedClaim()}/correction-requests HTTP/1.1\r\nContent-Length: 1000`;
    for (let round = 0; round < 2; round += 1) {
      const sockets = [];
      for (let i = 0; i < 17; i += 1) sockets.push(await begun('{', path));
      expect(await refused(sockets, 1)).toEqual(told(1, '429', 16));
      await giveUp();
      // The server hears of it by and by: until it has, one more is refused.
      while ((await app.post(path.split(' ')[0]?.slice('/api/v1'.length) ?? '', {})).status === 429);
    }
  });
});

/** A claim that strangers may ask to correct. */
async function aPublishedClaim(): Promise<string> {
  const [reviewer, second] = [await app.token('reviewer'), await app.token('reviewer')];
  const post = async <Answer>(route: string, body: object, token: string) =>
    (await (await app.post(route, body, { token })).json()) as Answer;
  const { id } = await post<{ id: string }>('/claims', CLAIM, editor);
  const evidence = {
    title: 'Order',
    stance: 'supports',
    source: 'primary',
    sourceKind: 'document',
    originName: 'City',
  };
  const { evidenceId } = await post<{ evidenceId: string }>(`/claims/${id}/evidence`, evidence, editor);
  const verdict = {
    rating: 'TRUE',
    summary: 'It did.',
    evidenceIds: [evidenceId],
    assessedOn: '2025-03-05',
    singleSourceReason: 'Only the city closes cafés.',
  };
  const { verdictId } = await post<{ verdictId: string }>(`/claims/${id}/verdicts`, verdict, reviewer);
  await post(`/claims/${id}/verdicts/${verdictId}/publication`, {}, second);
  return id;
}
