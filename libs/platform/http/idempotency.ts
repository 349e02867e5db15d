import { createHash } from 'node:crypto';
import { ApiHeader } from '@nestjs/swagger';
import canonicalize from 'canonicalize';
import type { Principal } from '../principal.js';
import { Problem } from '../problem.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Idempotency {
  readonly idempotencyKey?: string;
  readonly bodyHash?: string;
}

/** Says of a route that it takes the header and does without; named as the handler names it, so that it is one parameter. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'kept 24 h: the same request again has its first answer, another body is refused',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });

/** The key is scoped to caller and route; the body's hash does not depend on the order of members. */
export const idempotencyOf = (
  key: string | undefined,
  caller: Principal,
  route: string,
  body: unknown,
): Idempotency => {
  if (key === undefined) return {};
  if (key.length === 0 || key.length > 255)
    throw new Problem(400, 'invalid', 'Idempotency-Key has 1 to 255 characters');
  const canonical = canonicalize as unknown as (value: unknown) => string;
  return {
    idempotencyKey: sha256(JSON.stringify([caller.role, caller.name, route, key])),
    bodyHash: sha256(canonical(body)),
  };
};
