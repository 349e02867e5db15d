import type { DayUnit } from '../regulation/calendar.js';

export const DEADLINE_NAMES = [
  'triage',
  'investigation',
  'review',
  'defence',
  'whole_case',
  'appeal',
  'appeal_conclusion',
  'provincial_appeal',
  'sanction',
  'lifting_review',
  'college_answer',
] as const;

export type DeadlineName = (typeof DEADLINE_NAMES)[number];

/** What a timer wakes a case for: one of its clocks, or a question whose day has passed. */
export type WakeName = DeadlineName | 'await';

/** Instants in milliseconds; `due` is 24:00 of the last day, so it is missed from `now >= due` on. */
export interface Deadline {
  readonly name: DeadlineName;
  /** `moe-41#55`, `policy@1#triage`, `oia#90-days`. */
  readonly basis: string;
  readonly unit: DayUnit;
  readonly days: number;
  readonly start: number;
  readonly due: number;
  readonly policyVersion: string;
  readonly calendarVersion: string;
  readonly pausedSince?: number;
  readonly pausedBy?: 'await' | 'suspend';
  /**
   * Of a clock in calendar days: how many it has from its start, with pauses and extensions. What
   * is added counts from there, not from a due day that a holiday had rolled. Absent where working
   * days were added.
   */
  readonly counted?: number;
  /** Days added by people so far. */
  readonly extended: number;
  readonly state: 'running' | 'met' | 'lapsed' | 'overdue';
  /** When whoever must act is reminded; absent where the policy reminds nobody. */
  readonly remindAt?: number;
  readonly remindedAt?: number;
  /** Of a missed one: when it goes to somebody else, and went there. */
  readonly escalateAt?: number;
  readonly escalatedAt?: number;
  /** When it was met; one that was missed stays `overdue` and was met late. */
  readonly metAt?: number;
}

/** Somebody still has to act: it runs, or was missed and not met since. */
export const isUnmet = ({ state, metAt }: Deadline): boolean =>
  state === 'running' || (state === 'overdue' && metAt === undefined);

/** Missed, and still waiting for somebody. */
export const isMissed = (deadline: Deadline): boolean =>
  deadline.state === 'overdue' && isUnmet(deadline);

/** What a deadline does next by itself, and when: it reminds, runs out or escalates, each once. */
export interface Ring {
  readonly kind: 'remind' | 'due' | 'escalate';
  readonly at: number;
}

/** Undefined for one that is paused, over, or has nothing left to say. */
export const nextRing = (deadline: Deadline): Ring | undefined => {
  const { state, due, pausedSince, remindAt, remindedAt, escalateAt, escalatedAt } = deadline;
  if (state === 'running') {
    if (pausedSince !== undefined) return undefined;
    return remindAt !== undefined && remindedAt === undefined && remindAt < due
      ? { kind: 'remind', at: remindAt }
      : { kind: 'due', at: due };
  }
  return isMissed(deadline) && escalateAt !== undefined && escalatedAt === undefined
    ? { kind: 'escalate', at: escalateAt }
    : undefined;
};

/** The deadline of a case that rings first; by name where two ring at once. */
export const firstToRing = (
  deadlines: readonly Deadline[],
): { readonly name: DeadlineName; readonly at: number } | undefined =>
  deadlines
    .flatMap((deadline) => {
      const ring = nextRing(deadline);
      return ring ? [{ name: deadline.name, at: ring.at }] : [];
    })
    .sort((a, b) => a.at - b.at || a.name.localeCompare(b.name))[0];

/** Who is told of a deadline that was missed: whoever may extend it, or must act next. */
export const ESCALATES_TO = {
  triage: 'reviewer',
  investigation: 'reviewer',
  review: 'reviewer',
  whole_case: 'reviewer',
  appeal_conclusion: 'appeals',
  sanction: 'committee',
} as const satisfies Partial<Record<DeadlineName, string>>;

export type EscalationRole = (typeof ESCALATES_TO)[keyof typeof ESCALATES_TO];

export const escalatesTo = (name: DeadlineName): EscalationRole | undefined =>
  (ESCALATES_TO as Partial<Record<DeadlineName, EscalationRole>>)[name];
