import { connect } from 'node:net';
import { STATUS_CODES } from 'node:http';

/** What came back over a connection, as far as it reads as answers. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the server ended the connection. */
  readonly closed: boolean;
}

/** Sends bytes as no client would, and waits for an answer or for the end of the connection. */
export function wire(url: string, bytes: string | Buffer): Promise<Wire> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const done = (closed: boolean): void => {
      resolve(parsed(text, closed));
      socket.destroy();
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const { headers, body } = parsed(text, false);
      const complete = body.length >= Number(headers['content-length'] ?? Infinity);
      // An answer that closes the connection is waited for to the end: that it does is part of it.
      if (complete && headers.connection !== 'close') done(false);
    });
    socket.on('close', () => done(true));
    socket.on('error', () => undefined);
    socket.write(bytes);
  });
}

function parsed(text: string, closed: boolean): Wire {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1] ?? 0);
  if (status !== 0 && STATUS_CODES[status] === undefined) throw new Error(`no status: ${line}`);
  const headers = Object.fromEntries(
    lines.map((each) => [each.split(':')[0]?.toLowerCase() ?? '', each.slice(each.indexOf(':') + 1).trim()]),
  );
  return { status, headers, body: rest.join('\r\n\r\n'), closed };
}
