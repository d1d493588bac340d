import { STATUS_CODES } from 'node:http';
import type { RefusedItem } from '../../kernel/refusal.js';

/** One wrong field, or one wrong part of the request. */
export interface FieldError {
  /**
   * A JSON pointer (RFC 6901) into the body (`/topics/3`; empty for the body itself). What stands outside the body is
   * pointed at under `/path`, `/query` and `/header`: `/path/id`, `/query/limit`, `/header/if-match`.
   */
  readonly pointer: string;
  /** Stable, kebab-case. */
  readonly code: string;
  /** What would be right, in a sentence. */
  readonly detail: string;
}

/** Codes that the HTTP edge itself answers with; refusals of deciders keep their own. */
export type EdgeCode =
  | 'invalid'
  | 'not-json'
  | 'token-required'
  | 'token-invalid'
  | 'role-required'
  | 'scope-required'
  | 'token-in-address'
  | 'cross-site'
  | 'not-found'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'headers-too-large'
  | 'too-slow'
  | 'unsupported-media-type'
  | 'expectation-failed'
  | 'bad-request'
  | 'too-many-requests'
  | 'unavailable'
  | 'internal';

/** What a problem may carry beside its sentence. */
export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  /** The thing that stands in the way, such as the work that has this address already. */
  readonly about?: { readonly id: string };
  /** Several such things, and why each of them. */
  readonly items?: readonly RefusedItem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is an error, as RFC 9457 shapes it. Thrown by the edge; other errors are translated into one. */
export class Problem<Code extends string = EdgeCode> extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: Code,
    message: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(message);
  }

  /**
   * The document of RFC 9457 section 3; `code`, `errors` and, where there are any, `about` and `items` are extension
   * members.
   *
   * @param request the request's identifier, shown where only the server's log says more
   */
  body(request: string): object {
    return {
      type: `/problems/${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      errors: this.extras.errors ?? [],
      ...(this.extras.about ? { about: this.extras.about } : {}),
      ...(this.extras.items ? { items: this.extras.items } : {}),
      ...(this.status >= 500 ? { request } : {}),
    };
  }
}

/** More errors than anybody reads are not named: a hostile body must not make a long answer. */
const MOST_ERRORS = 100;

/** The request is malformed: 400 with every wrong field named, up to a hundred. */
export const invalid = (errors: readonly FieldError[]): Problem =>
  new Problem(400, 'invalid', `The request is malformed in ${errors.length === 1 ? 'one place' : 'several places'}.`, {
    errors: errors.slice(0, MOST_ERRORS),
  });

/** There is no such thing, or it may not be seen: the two look the same. */
export const notFound = (what = 'There is nothing here, or nothing that you may see.'): Problem =>
  new Problem(404, 'not-found', what);

/** A body is larger than `limit` bytes. */
export const bodyTooLarge = (limit: number): Problem =>
  new Problem(413, 'body-too-large', `A body has at most ${limit / 1024} KiB here.`);

/** A body is of another type, or written in another way, than is understood. */
export const unsupportedBody = (
  detail = 'A body is application/json.',
  headers: ProblemExtras['headers'] = {},
): Problem => new Problem(415, 'unsupported-media-type', detail, { headers });
