import type { FastifyReply } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Problem } from '../problem.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  const { retryAfter } = problem.extras;
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply.status(problem.status).header('content-type', PROBLEM_JSON).send(problemBody(problem));
};

/** RFC 9457, section 3. */
export const problemBody = ({ status, code, detail, extras }: Problem): string => {
  const { members, ...named } = extras;
  // `retryAfter` is a header; a member that is undefined does not appear.
  return JSON.stringify({
    type: `urn:probity:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...named,
    ...members,
    retryAfter: undefined,
  });
};
