import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { Problem } from '../problem.js';

/**
 * What a route says of its body with Nest's `@RouteConfig(...)`.
 *
 * - `rawBody`: the handler gets the bytes of any content type as a Buffer, unparsed.
 * - `bodyLimit`: bytes, instead of the 1 MiB of ordinary routes.
 */
export interface BodyConfig {
  readonly rawBody?: boolean;
  readonly bodyLimit?: number;
}

export const ORDINARY_BODY_LIMIT = 1024 * 1024;

/** Fastify reads a limit from the route itself, Nest can only set the route's config. */
export const applyBodyLimit = (route: RouteOptions): void => {
  const limit = (route.config as BodyConfig | undefined)?.bodyLimit;
  if (limit !== undefined) route.bodyLimit = limit;
};

/** JSON for ordinary routes, untouched bytes for raw ones, 415 for the rest. */
export const installBodyParsers = (instance: FastifyInstance): void => {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser<Buffer>(
    /^application\/([\w.]+\+)?json(;|$)/,
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (wantsRaw(request)) done(null, body);
      else settle(done, () => parseJson(body));
    },
  );
  instance.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (wantsRaw(request)) done(null, body);
    else done(new Problem(415, 'unsupported_media_type', 'this route takes application/json'));
  });
};

const wantsRaw = (request: FastifyRequest): boolean =>
  (request.routeOptions.config as BodyConfig | undefined)?.rawBody === true;

type Done = (error: Error | null, body?: unknown) => void;

const settle = (done: Done, parse: () => unknown): void => {
  let body: unknown;
  try {
    body = parse();
  } catch (error) {
    done(error as Error);
    return;
  }
  done(null, body);
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parseJson = (body: Buffer): unknown => {
  if (body.length === 0) return undefined;
  try {
    // `__proto__` as a plain member would otherwise become somebody's prototype on assignment.
    return JSON.parse(utf8.decode(body), (name, value: unknown) =>
      name === '__proto__' ? undefined : value,
    );
  } catch (error) {
    const detail = `the body is not JSON in UTF-8: ${positionOf(error as Error)}`;
    throw new Problem(400, 'malformed_json', detail, { pointer: '' });
  }
};

/** The engine's message quotes the text around the fault; only the place is repeated. */
const positionOf = (error: Error): string =>
  /at position \d+/.exec(error.message)?.[0] ?? 'it ends too early or holds a wrong character';
