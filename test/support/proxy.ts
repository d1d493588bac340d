import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';

/** Where a connection is to break. */
export interface Cut {
  /** The statement's message, or a part of it that occurs in no other. */
  readonly at: string;
  /** Whether the database still receives it and answers; the answer is lost in any case. */
  readonly delivered: boolean;
  /** How many of them are cut before the next passes; 1 where it is not given. */
  readonly times?: number;
  /** Whether the database cannot be reached from then on. */
  readonly thenAway?: boolean;
}

/** A simple query `commit` as PostgreSQL's protocol (version 3) frames it. */
export const COMMIT = 'Q\0\0\0\x0bcommit\0';

/** Stands between a ledger and its database, and can break their connections. */
export interface Proxy {
  readonly url: string;
  cut: Cut | undefined;
  /** Ends every new connection at once, as if the database were away. */
  away: boolean;
  /** How many connections were cut. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** Starts a proxy before the database of a URL. */
export async function startProxy(url: string): Promise<Proxy> {
  const given = new URL(url);
  const folder = given.searchParams.get('host');
  const port = Number(given.searchParams.get('port') ?? (given.port || 5432));
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (proxy.away) return void client.destroy();
    const upstream = folder ? connect(path.join(folder, `.s.PGSQL.${port}`)) : connect(port, given.hostname);
    let answerLost = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (chunk: Buffer) => {
      const { cut } = proxy;
      if (cut && chunk.includes(cut.at)) {
        proxy.cuts += 1;
        const times = (cut.times ?? 1) - 1;
        proxy.cut = times > 0 ? { ...cut, times } : undefined;
        proxy.away ||= cut.thenAway === true;
        if (!cut.delivered) return end();
        answerLost = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => (answerLost ? end() : client.write(chunk)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  for (const name of ['host', 'port']) through.searchParams.delete(name);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const proxy = {
    url: through.href,
    cut: undefined as Cut | undefined,
    away: false,
    cuts: 0,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return proxy;
}
