import { compareText } from '../../activity/activity.js';
import type { Policy } from '../policy/policy.js';
import { caseScore, overThreshold, type ScoredSignal } from '../score.js';
import type { Signal } from '../signal.js';
import type { Violation } from '../violation.js';

/** What a comparison needs of a signal: few bytes, for all of them are in memory at once. */
export type ComparedSignal = ScoredSignal &
  Pick<Signal, 'subject' | 'offering' | 'firstAt' | 'lastAt'>;

/** One side of a comparison, for one student, offering and violation. */
export interface Verdict {
  /** 0–1. */
  readonly score: number;
  readonly threshold: number;
  readonly flagged: boolean;
  /** Ids of the signals that stand. */
  readonly signals: readonly string[];
}

/** `unchanged`: flagged under both, with the same score on the same signals. */
export type Movement = 'appear' | 'vanish' | 'change' | 'unchanged';

/** A case that one policy or both would have the machine flag. */
export interface Moved {
  readonly movement: Movement;
  readonly subject: string;
  readonly offering: string;
  readonly violation: Violation;
  readonly before: Verdict;
  readonly after: Verdict;
}

export interface Side {
  readonly signals: readonly ComparedSignal[];
  policyFor(offering: string): Policy;
}

/** Signals of one student, offering and violation. */
interface Pair {
  readonly first: ComparedSignal;
  readonly before: ComparedSignal[];
  readonly after: ComparedSignal[];
}

/**
 * What becomes of each case under another policy. Nothing may be held against a student whose
 * account somebody else claims: `held` says whose signals speak of such a time.
 */
export const compareSides = (
  before: Side,
  after: Side,
  held: (subject: string, signals: readonly ComparedSignal[]) => boolean,
): readonly Moved[] => {
  const pairs = new Map<string, Pair>();
  for (const side of ['before', 'after'] as const)
    for (const signal of (side === 'before' ? before : after).signals) {
      if (signal.state === 'withdrawn') continue;
      const key = JSON.stringify([signal.subject, signal.offering, signal.violation]);
      const pair = pairs.get(key) ?? { first: signal, before: [], after: [] };
      pair[side].push(signal);
      pairs.set(key, pair);
    }
  return [...pairs]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, pair]) => {
      const { subject, offering, violation } = pair.first;
      const verdict = (policy: Policy, signals: readonly ComparedSignal[]) =>
        verdictOf(policy, violation, signals, held(subject, signals));
      const sides = {
        before: verdict(before.policyFor(offering), pair.before),
        after: verdict(after.policyFor(offering), pair.after),
      };
      const movement = movementOf(sides.before, sides.after);
      return movement ? [{ movement, subject, offering, violation, ...sides }] : [];
    });
};

const verdictOf = (
  policy: Policy,
  violation: Violation,
  signals: readonly ComparedSignal[],
  held: boolean,
): Verdict => {
  const score = held ? 0 : caseScore(policy, violation, signals);
  return {
    score,
    threshold: policy.thresholds[violation],
    flagged: !held && overThreshold(policy, violation, score),
    signals: signals.map(({ id }) => id).sort(compareText),
  };
};

const movementOf = (before: Verdict, after: Verdict): Movement | undefined => {
  if (!before.flagged) return after.flagged ? 'appear' : undefined;
  if (!after.flagged) return 'vanish';
  const same = before.score === after.score && before.signals.join() === after.signals.join();
  return same ? 'unchanged' : 'change';
};
