import {
  Catch,
  HttpException,
  Inject,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isStorageFull, isStoreUnavailable } from '../../event-sourcing/store-errors.js';
import type { Log } from '../logging.js';
import { Problem } from '../problem.js';
import { LOG } from '../tokens.js';
import { fromFastify } from './fastify-refusals.js';
import { sendProblem } from './problem-response.js';
import { RouteTable } from './route-table.js';

/** The one edge where a refusal or a failure becomes `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly routes: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.toProblem(error, request, reply);
    if (problem.status >= 500 && (problem.status !== 503 || fromStore(error)))
      this.report(error, request);
    letSendOut(request, reply);
    sendProblem(reply, problem);
  }

  private toProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
    if (error instanceof Problem) return error;
    const known = fromFastify(error) ?? fromNest(error) ?? fromStore(error);
    if (known?.status !== 404) return known ?? internal();
    const allowed = this.routes.methodsOf(pathOf(request));
    if (allowed.length === 0) return known;
    void reply.header('allow', allowed.join(', '));
    return new Problem(405, 'method_not_allowed', `this route answers ${allowed.join(', ')}`);
  }

  /** Name, message and stack: our own code's words, no request data. */
  private report(error: unknown, request: FastifyRequest): void {
    this.log.error(
      { err: error, method: request.method, route: request.routeOptions.url, request: request.id },
      'request failed',
    );
  }
}

/** A body of a wrong length or type is read to its end up to here; beyond it the line is cut. */
const MOST_UNREAD = 256 * 1024 * 1024;

/**
 * Fastify hangs up on a body that it refuses, and a client that is still sending would then see a
 * broken pipe instead of the answer.
 */
const letSendOut = (request: FastifyRequest, reply: FastifyReply): void => {
  if (Number(request.headers['content-length'] ?? 0) > MOST_UNREAD) return;
  reply.removeHeader('connection');
  request.raw.resume();
};

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

const internal = (): Problem =>
  new Problem(500, 'internal', 'the server failed on this request; its log says more');

/** What was to be written was not, or may be sent again all the same. */
const fromStore = (error: unknown): Problem | undefined => {
  if (isStorageFull(error))
    return new Problem(503, 'disk_full', 'the disk is full; free space and send it again', {
      retryAfter: 60,
    });
  return isStoreUnavailable(error)
    ? new Problem(503, 'unavailable', 'the database cannot be reached; try again', {
        retryAfter: 5,
      })
    : undefined;
};

const CODES: Readonly<Record<number, string>> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'slow_down',
  503: 'unavailable',
};

const fromNest = (error: unknown): Problem | undefined => {
  if (!(error instanceof HttpException)) return undefined;
  const status = error.getStatus();
  if (status >= 500 && status !== 503) return undefined;
  // Nest repeats the address in its message: that may name a student.
  const detail = status === 404 ? 'there is no such route' : error.message;
  return new Problem(status, CODES[status] ?? 'refused', detail);
};
