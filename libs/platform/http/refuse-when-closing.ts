import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.js';
import { sendProblem } from './problem-response.js';

/**
 * Requests that come in on open connections while the server closes are told so as a problem; those
 * that are being answered go on. Needs Fastify's own answer switched off (`return503OnClosing`).
 */
export const refuseWhenClosing = (fastify: FastifyInstance): void => {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onRequest', (_, reply, done) => {
    if (!closing) {
      done();
      return;
    }
    const detail = 'the server is going down; send it again';
    sendProblem(reply, new Problem(503, 'closing', detail, { retryAfter: 5 }));
  });
};
