import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging.js';
import type { Metrics } from '../metrics/metrics.js';

/**
 * Fastify `onResponse` hook: one line and one observation per request. The route's pattern stands
 * for the address, which may hold a student's number.
 */
export const requestObserver =
  (log: Log, metrics: Metrics) =>
  (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    // How long somebody listened is no measure of how fast an answer came.
    if (!isStream(reply))
      metrics.requests.observe({ method, route, status: String(status) }, ms / 1000);
    const line = { method, route, status, ms, request: request.id };
    // Reading and intake are too many to write down one by one.
    if (status >= 500) log.error(line, 'answered');
    else if (method === 'GET' || route === '/api/v1/events') log.debug(line, 'answered');
    else log.info(line, 'answered');
    done();
  };

const isStream = (reply: FastifyReply): boolean =>
  String(reply.getHeader('content-type')).startsWith('text/event-stream');
