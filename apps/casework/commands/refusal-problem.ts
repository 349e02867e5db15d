import { articleOf, type Refusal } from '../../../libs/cases/refusals.js';
import { Problem } from '../../../libs/platform/problem.js';
import type { CaseOutcome } from '../cases/case-desk.js';

type Refused = Extract<CaseOutcome, { readonly ok: false }>;

/** The one place where what a case refuses becomes an answer. */
export const problemOf = (outcome: Refused): Problem => {
  switch (outcome.kind) {
    case 'conflict':
      return new Problem(409, 'wrong_version', 'the case has changed: read it again', {
        current: outcome.current,
      });
    case 'key-reused':
      return keyReused();
    case 'refused':
      return refusedProblem(outcome.refusal);
  }
};

export const keyReused = (): Problem =>
  new Problem(422, 'idempotency_key_reused', 'this Idempotency-Key was used with another body');

const refusedProblem = ({ guard, article, detail }: Refusal): Problem =>
  guard === 'RoleMayNotRun'
    ? new Problem(403, 'forbidden', detail)
    : new Problem(422, 'guard', detail, { guard, article });

/** An event, signal or file that the command names and nobody has. */
export const unknownReference = (policyVersion: string, detail: string): Problem =>
  new Problem(422, 'guard', detail, {
    guard: 'UnknownReference',
    article: articleOf('UnknownReference', policyVersion),
  });
