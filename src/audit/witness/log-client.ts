/** A log that cannot be looked at now, or gives no sense: not proof of anything. */
export class LogUnreadable extends Error {
  override readonly name = 'LogUnreadable';
}

const TIMEOUT_MS = 10_000;
/** Far above any checkpoint or proof; without a limit a log could fill the memory of its witness. */
const MAX_BYTES = 65_536;
const HASH_BYTES = 32;

/** Asks a ledger for what anybody may read of its log. */
export class LogClient {
  /** @param url where the ledger answers, with a slash at its end */
  constructor(private readonly url: URL) {}

  /** @returns the newest checkpoint; undefined where none has been signed yet. Throws LogUnreadable. */
  checkpoint(): Promise<string | undefined> {
    return this.#text('checkpoint');
  }

  /** @returns the log's keys, as `vkey`s. Throws LogUnreadable. */
  async keys(): Promise<readonly string[]> {
    const keys = ((await this.#text('log.vkey')) ?? '').split('\n').filter(Boolean);
    if (keys.length === 0) throw new LogUnreadable(`${this.url.href} shows no key: is this a ledger?`);
    return keys;
  }

  /** @returns a consistency proof between two sizes; undefined where the log gives none. Throws LogUnreadable. */
  async consistency(from: number, to: number): Promise<readonly Buffer[] | undefined> {
    const text = await this.#text(`api/v1/ledger/consistency?from=${from}&to=${to}`);
    const { hashes } = (text === undefined ? {} : parsed(text)) as { hashes?: unknown };
    if (!Array.isArray(hashes)) return undefined;
    const proof = hashes.map((hash) => Buffer.from(String(hash), 'base64'));
    return proof.every((hash) => hash.length === HASH_BYTES) ? proof : undefined;
  }

  /** Hands a cosignature to the ledger. @returns whether it took it; it takes only those of witnesses it was told of. */
  async deliver(size: number, line: string): Promise<boolean> {
    const body = JSON.stringify({ size, signature: line });
    const response = await this.#ask('api/v1/ledger/cosignatures', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return response.ok;
  }

  async #text(at: string): Promise<string | undefined> {
    const response = await this.#ask(at);
    if (response.ok) return response.text;
    if (response.status >= 400 && response.status < 500 && response.status !== 429) return undefined;
    throw new LogUnreadable(`${this.url.href}${at} answers ${response.status}`);
  }

  async #ask(at: string, init: RequestInit = {}): Promise<{ ok: boolean; status: number; text: string }> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(new URL(at, this.url), { ...init, redirect: 'error', signal });
      return { ok: response.ok, status: response.status, text: await limited(response) };
    } catch (error) {
      if (error instanceof LogUnreadable) throw error;
      throw new LogUnreadable(`${this.url.href}${at} does not answer`, { cause: error });
    }
  }
}

async function limited(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += (piece as Uint8Array).length;
    if (length > MAX_BYTES) throw new LogUnreadable(`${response.url} answers more than ${MAX_BYTES} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LogUnreadable('a proof is no JSON', { cause: error });
  }
}
