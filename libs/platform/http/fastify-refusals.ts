import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Problem } from '../problem.js';
import { PROBLEM_JSON, problemBody, sendProblem } from './problem-response.js';

/** Fastify's own refusals, before a handler runs. */
export const fromFastify = (error: unknown): Problem | undefined => {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return new Problem(413, 'too_large', 'the body is larger than this route takes');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem(415, 'unsupported_media_type', 'this route does not take that type');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new Problem(400, 'malformed', 'Content-Length does not match the body');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Problem(400, 'malformed_json', 'the body is empty', { pointer: '' });
    case 'FST_ERR_BAD_URL':
      return new Problem(400, 'malformed_url', 'the address is not percent-encoded UTF-8');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Problem(414, 'too_large', 'an id in the address is too long');
    default:
      return badRequest(error, code);
  }
};

const badRequest = (error: unknown, code: unknown): Problem | undefined => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof code !== 'string' || !code.startsWith('FST_') || typeof status !== 'number')
    return undefined;
  if (status < 400 || status >= 500) return undefined;
  return new Problem(status, 'malformed', (error as Error).message);
};

/** Fastify's `frameworkErrors`: what the router refuses before any hook runs. */
export const refuseByRouter = (
  error: Error,
  _request: FastifyRequest,
  reply: FastifyReply,
): void => {
  sendProblem(
    reply,
    fromFastify(error) ?? new Problem(400, 'malformed', 'the request is malformed'),
  );
};

/** Fastify's `clientErrorHandler`: what is no HTTP at all, or does not end. */
export const refuseBySocket = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = socketProblem(error.code);
  const body = problemBody(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};

const socketProblem = (code: string | undefined): Problem => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(431, 'too_large', 'the address or the headers are too long');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem(408, 'timeout', 'the request did not end in time');
    default:
      return new Problem(400, 'malformed', 'this is not HTTP');
  }
};
