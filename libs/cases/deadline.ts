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
] as const;

export type DeadlineName = (typeof DEADLINE_NAMES)[number];

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
  /** Days added by people so far. */
  readonly extended: number;
  readonly state: 'running' | 'met' | 'lapsed' | 'overdue';
}

/** What to give the timer: deadlines that run, are not paused and are due at `now`. */
export const isDue = (deadline: Deadline, now: number): boolean =>
  deadline.state === 'running' && deadline.pausedSince === undefined && now >= deadline.due;
