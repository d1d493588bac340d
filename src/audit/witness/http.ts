import fastify, { type FastifyInstance } from 'fastify';
import { WITNESS_REFUSALS, WitnessRefused } from './refusal.js';
import { parseSubmission } from './submission.js';
import type { Witness } from './witness.js';

/** A checkpoint with its signatures and 63 hashes take some 5 KB. */
const MAX_BYTES = 65_536;

/**
 * A witness over HTTP, to the letter of C2SP tlog-witness: `POST /add-checkpoint` for the logs that it knows, and
 * `GET /<origin hash>/checkpoint` for anybody. Who may submit follows from the checkpoint's signature alone.
 */
export function witnessServer(witness: Witness): FastifyInstance {
  const server = fastify({ bodyLimit: MAX_BYTES, routerOptions: { maxParamLength: 64 } });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  server.post('/add-checkpoint', async (request, reply) => {
    try {
      const body = typeof request.body === 'string' ? request.body : '';
      return await reply.type('text/plain; charset=utf-8').send(await witness.submit(parseSubmission(body)));
    } catch (error) {
      if (!(error instanceof WitnessRefused)) throw error;
      reply.code(WITNESS_REFUSALS[error.code]);
      if (error.code === 'other-size') return reply.type('text/x.tlog.size').send(`${error.size ?? 0}\n`);
      return reply.type('text/plain; charset=utf-8').send(`${error.message} (${error.code})\n`);
    }
  });

  server.get<{ Params: { origin: string } }>('/:origin/checkpoint', async ({ params }, reply) => {
    const note = await witness.served(params.origin);
    if (note === undefined)
      return reply.code(404).type('text/plain; charset=utf-8').send('nothing cosigned of this log\n');
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(note);
  });
  return server;
}
