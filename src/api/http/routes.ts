import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Which methods each path takes, as the server was told: for 405 with `Allow` (RFC 9110 section 15.5.6). */
@Injectable()
export class Routes {
  readonly #routes: { readonly url: string; readonly path: RegExp; readonly methods: readonly string[] }[] = [];

  /** Listens to the routes that are added to a server from now on. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      // `:name` is one segment, `*` is the rest.
      const pattern = url
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(/:\w+/g, '[^/]+')
        .replace(/\*/g, '.*');
      this.#routes.push({ url, path: new RegExp(`^${pattern}$`), methods: [method].flat() });
    });
  }

  /** @returns every route as method and path, such as `GET /api/v1/claims/:id` */
  all(): string[] {
    return [...new Set(this.#routes.flatMap(({ url, methods }) => methods.map((method) => `${method} ${url}`)))].sort();
  }

  /** @returns the methods that a path takes; none where it is no route at all */
  methodsAt(path: string): string[] {
    const methods = this.#routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  }
}
