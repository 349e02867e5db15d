import type { Policy } from '../../../libs/detection/policy/policy.js';
import { checkPolicy, type ContentRefusal } from '../../../libs/detection/policy/read-policy.js';
import { DETECTORS } from '../../../libs/detection/registry.js';
import { Problem } from '../../../libs/platform/problem.js';

/**
 * A policy from a request's body, in the shape of the file. `version` is that of the address;
 * `under` is where in the body the policy stands. The first offence names its place:
 * 400 for what cannot be read, 422 with the article for what the law does not allow.
 */
export const policyOf = (
  body: unknown,
  { version, under = '' }: { readonly version?: string; readonly under?: string } = {},
): Policy => {
  const named =
    version !== undefined && isObject(body) && body['version'] === undefined
      ? { ...body, version }
      : body;
  const reading = checkPolicy(named, DETECTORS);
  if (!reading.ok) throw toProblem(reading.refusals, under);
  if (version !== undefined && reading.policy.version !== version)
    throw new Problem(400, 'invalid', 'the version in the body is not the one in the address', {
      pointer: `${under}/version`,
    });
  return reading.policy;
};

const toProblem = (refusals: readonly ContentRefusal[], under: string): Problem => {
  // Whatever cannot be read comes first: the rest may not mean what it seems to.
  const first = refusals.find(({ name }) => name !== 'DeadlineFloor') ?? refusals[0];
  if (first === undefined || first.name === 'PolicyUnreadable')
    return new Problem(400, 'invalid', first?.detail ?? 'is no policy', { pointer: under });
  const { name: guard, detail } = first;
  const pointer = under + first.pointer;
  return first.name === 'DeadlineFloor'
    ? new Problem(422, 'guard', detail, { guard, pointer, article: first.article })
    : new Problem(400, 'invalid', detail, { guard, pointer });
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
