import type { Remembered } from '../log/remembered.js';
import { formatSubmission, type Submission } from './submission.js';
import { originHash } from './witness.js';

/** What a witness answered to a submission: its signature lines, or the size of the newest checkpoint that it knows. */
export type WitnessAnswer = { readonly lines: string } | { readonly size: number };

/** A witness that did not do what it was asked. */
class WitnessUnreachable extends Error {
  override readonly name = 'WitnessUnreachable';
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 65_536;

/** Asks a witness over HTTP (C2SP tlog-witness). */
export class WitnessClient implements Remembered {
  /**
   * @param url where it takes checkpoints, with a slash at its end
   * @param origin the log's name
   * @param monitoringUrl where it tells which one it cosigned last
   */
  constructor(
    private readonly url: URL,
    private readonly origin: () => Promise<string | undefined>,
    private readonly monitoringUrl = url,
  ) {}

  /** @returns the newest checkpoint that it cosigned of this log. Throws WitnessUnreachable. */
  async newest(): Promise<string | undefined> {
    const origin = await this.origin();
    if (origin === undefined) return undefined;
    const { status, text } = await this.#ask(this.monitoringUrl, `${originHash(origin)}/checkpoint`);
    if (status === 404) return undefined;
    if (status !== 200) throw new WitnessUnreachable(`${this.monitoringUrl.href} answers ${status}`);
    return text;
  }

  /** Hands a checkpoint to be cosigned. Throws WitnessUnreachable where it is neither cosigned nor another size told. */
  async submit(submission: Submission): Promise<WitnessAnswer> {
    const { status, text } = await this.#ask(this.url, 'add-checkpoint', {
      method: 'POST',
      body: formatSubmission(submission),
    });
    if (status === 200) return { lines: text };
    if (status === 409 && /^(0|[1-9]\d{0,15})\n?$/.test(text)) return { size: Number(text) };
    throw new WitnessUnreachable(`${this.url.href} answers ${status}: ${text.slice(0, 200).trim()}`);
  }

  async #ask(url: URL, at: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
    try {
      const response = await fetch(new URL(at, url), {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      if (text.length > MAX_BYTES) throw new WitnessUnreachable(`${url.href} answers too much`);
      return { status: response.status, text };
    } catch (error) {
      if (error instanceof WitnessUnreachable) throw error;
      throw new WitnessUnreachable(`${url.href} does not answer`, { cause: error });
    }
  }
}
