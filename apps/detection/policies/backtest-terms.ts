import { parseInstant } from '../../../libs/activity/instant.js';
import { Problem } from '../../../libs/platform/problem.js';
import type { BacktestTerms } from './backtest-engine.js';
import { policyOf } from './policy-body.js';

const MEMBERS = ['policy', 'from', 'to'];

/** `{policy, from?, to?}`. Throws 400 or 422 with the place of the first offence. */
export const readBacktestTerms = (body: unknown): BacktestTerms => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('', 'must be an object');
  const given = body as Record<string, unknown>;
  for (const member of Object.keys(given))
    if (!MEMBERS.includes(member)) throw invalid(`/${member}`, 'is not a member of a backtest');
  const from = instantOf('from', given['from']);
  const to = instantOf('to', given['to']);
  if (from !== undefined && to !== undefined && from >= to)
    throw invalid('/to', 'must be after `from`');
  return { policy: policyOf(given['policy'], { under: '/policy' }), from, to };
};

const instantOf = (name: string, given: unknown): number | undefined => {
  if (given === undefined) return undefined;
  const instant = typeof given === 'string' ? parseInstant(given) : undefined;
  if (instant === undefined) throw invalid(`/${name}`, 'must be a time with offset (RFC 3339)');
  return instant;
};

const invalid = (pointer: string, detail: string): Problem =>
  new Problem(400, 'invalid', detail, { pointer });
