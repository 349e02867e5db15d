import type { DecidedOutcome } from './case-index.js';
import { underSuspension } from './stage.js';
import type { Case } from './state.js';

/**
 * What was decided and stands: none before the decision, none of one that was revoked. It stands, and is in
 * force at the registry, while a case is decided anew or was reopened, until the school comes to another end.
 */
export const outcomeOf = ({ facts, stage }: Case): DecidedOutcome | null => {
  const now = underSuspension(stage);
  if ('conclusion' in now) return { kind: now.conclusion.outcome, decidedAt: now.conclusion.at };
  return facts.standing ?? null;
};
