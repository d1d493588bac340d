/**
 * Under which address people reach this server: as the operator names it (`PUBLIC_URL`), else where it listens. Links
 * and cookies depend on it; the `Host` of a request never does, because whoever asks can write anything there.
 */
export class PublicAddress {
  #origin: string;

  /** @param origin scheme, host and port; `named` says that the operator named it */
  constructor(
    origin: string,
    private readonly named: boolean,
  ) {
    this.#origin = new URL(origin).origin;
  }

  /** Scheme, host and port, without a slash at the end. */
  get origin(): string {
    return this.#origin;
  }

  /** The origin, where the operator named it: only then is it certain under which name browsers know this server. */
  get given(): string | undefined {
    return this.named ? this.#origin : undefined;
  }

  /** Whether it is reached over https, so that cookies never travel without. */
  get secure(): boolean {
    return this.#origin.startsWith('https://');
  }

  /** Takes the address that the server was given in the end (`PORT=0` takes any), where the operator named none. */
  listensAt(url: string): void {
    if (!this.named) this.#origin = new URL(url).origin;
  }

  /** @returns the whole address of a path of ours. */
  of(path: string): string {
    return `${this.#origin}${path}`;
  }
}
