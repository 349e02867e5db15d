import type { FastifyReply, FastifyRequest } from 'fastify';

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
  'cache-control': 'no-store',
};

/** The documentation page brings its own script and style; everything else is data. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

/** Fastify `onSend` hook; a header that a route has set itself stays. */
export const addSecurityHeaders = (
  request: FastifyRequest,
  reply: FastifyReply,
  _payload: unknown,
  done: () => void,
): void => {
  for (const name in HEADERS)
    if (!reply.hasHeader(name)) void reply.header(name, HEADERS[name] ?? '');
  if (!reply.hasHeader('content-security-policy')) {
    const docs = request.url.startsWith('/api/docs');
    void reply.header('content-security-policy', docs ? DOCS_POLICY : DATA_POLICY);
  }
  done();
};
