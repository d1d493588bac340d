import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** After so many requests, all of one address, it is said that they are: fewer where each says it was passed on. */
const ENOUGH = { passedOn: 20, any: 1000 } as const;

/** Warns once where every request seems to come from one address: a proxy that nobody named makes all visitors one. */
export function watchForProxies(server: FastifyInstance): void {
  const log = new Logger('Proxies');
  let address: string | undefined;
  let seen = 0;
  let passedOn = 0;
  let watching = true;
  server.addHook('onRequest', ({ ip, headers }, _reply, done) => {
    if (watching) {
      address ??= ip;
      seen += 1;
      if (headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip']) passedOn += 1;
      const enough = seen >= ENOUGH.any || (passedOn >= ENOUGH.passedOn && passedOn === seen);
      watching = address === ip && !enough;
      if (address === ip && enough)
        log.warn(
          `every request comes from ${address}: if that is a proxy, name it in TRUSTED_PROXIES; else all its visitors share one address's limits`,
        );
    }
    done();
  });
}
