/** A browser without a screen: keeps cookies, follows nothing, sends forms as our own pages would. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** @param url the server, without a slash at the end */
  constructor(readonly url: string) {}

  get(path: string): Promise<Response> {
    return this.#send(path, {});
  }

  post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** What the `Cookie` header of the next request says. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** A second window with the same cookies, as they are now. */
  clone(): Browser {
    const other = new Browser(this.url);
    for (const [name, value] of this.#cookies) other.#cookies.set(name, value);
    return other;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const answer = await fetch(path.startsWith('http') ? path : this.url + path, {
      ...init,
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', 'user-agent': 'Firefox/140.0 (Linux)', cookie: this.cookie },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...flags] = line.split('; ');
      const at = pair.indexOf('=');
      if (flags.some((flag) => /^max-age=0$/i.test(flag))) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
}
