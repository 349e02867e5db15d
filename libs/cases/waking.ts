import { firstToRing, type WakeName } from './deadline.js';
import type { Case } from './state.js';

export interface Wake {
  readonly name: WakeName;
  /** Milliseconds. */
  readonly at: number;
}

/** The earliest; a clock before a question where both are at once. Undefined where nothing will. */
export const nextWake = (found: Case): Wake | undefined => {
  const clock = firstToRing(found.facts.deadlines);
  const at = awaitEndsAt(found);
  if (at === undefined) return clock;
  return clock && clock.at <= at ? clock : { name: 'await', at };
};

/**
 * When a question that waits for its answer has waited too long, which is said once: 24:00 of its
 * last day, or later where the case was only then at the question again.
 */
export const awaitEndsAt = ({ facts, stage }: Case): number | undefined =>
  'asked' in stage && stage.asked.until !== undefined && facts.awaitExpiredAt === undefined
    ? Math.max(stage.asked.until, facts.lastStepAt)
    : undefined;
