import type { Checkpoints } from '../event-sourcing/checkpoints.js';
import type { Attention } from './attention.js';
import type { Deadline } from './deadline.js';
import type { ComplianceOutcome } from './compliance/commands.js';
import type { OutcomeKind, ShortOutcome } from './outcome-kind.js';

/** What was decided, as published. `decidedAt` in milliseconds. */
export interface DecidedOutcome {
  readonly kind: OutcomeKind | ShortOutcome | ComplianceOutcome;
  readonly level?: string;
  readonly periodMonths?: number;
  readonly decidedAt: number;
}

/** A case as the queues see it. Instants in milliseconds. */
export interface CaseRow {
  readonly id: string;
  readonly family: string;
  readonly violation: string;
  /** Subject id; empty where the case is about an offering. */
  readonly student: string;
  readonly offering: string;
  readonly college: string | null;
  readonly status: string;
  readonly score: number;
  readonly assignee: string | null;
  /** The earliest deadline that runs; null when none does. */
  readonly due: number | null;
  readonly flaggedAt: number;
  /** From the notice on the student may read it. */
  readonly noticed: boolean;
  readonly part: 'participant' | 'organiser';
  /** Signal ids. */
  readonly signals: readonly string[];
  /** Case ids. */
  readonly links: readonly string[];
  readonly outcome: DecidedOutcome | null;
  readonly attention: readonly Attention[];
  /** Everybody who sits on the case or acted on it. */
  readonly people: readonly string[];
  readonly deadlines: readonly Deadline[];
  /** When the first of its deadlines reminds, runs out or escalates, or a question's day passes; null when none will. */
  readonly wakeAt: number | null;
  /** Roles to whose queue an escalated deadline has brought it. */
  readonly escalated: readonly string[];
  readonly version: number;
}

/** Whose cases a list may hold. */
export type CaseScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'college'; readonly college: string; readonly person: string }
  | { readonly kind: 'student'; readonly student: string }
  /**
   * Cases in a state of the role's queue, those that were escalated to the role, and those where
   * the person sits. `short` are the states in which a case of another family than `violation`
   * waits for the role.
   */
  | {
      readonly kind: 'queue';
      readonly role: string;
      readonly statuses: readonly string[];
      readonly short: readonly string[];
      readonly person: string;
    };

export const SORTS = ['score', 'due', 'opened', 'id'] as const;
export type CaseSort = (typeof SORTS)[number];

export interface CaseQuery {
  readonly scope: CaseScope;
  /** Withdrawn flags are left out unless a status is asked for. */
  readonly status?: string;
  readonly family?: string;
  readonly violation?: string;
  /** Subject id. */
  readonly student?: string;
  readonly offering?: string;
  readonly college?: string;
  readonly assignee?: string;
  /** Cases with such a reason to be looked at: `deadline_overdue`. */
  readonly attention?: string;
  /** Exclusive. */
  readonly dueBefore?: number;
  readonly sort: CaseSort;
  readonly descending: boolean;
  /** The sort value and id of the last row of the page before. */
  readonly after?: { readonly value: number | string; readonly id: string };
  readonly limit: number;
}

export interface DueDeadline {
  readonly case: string;
  readonly status: string;
  readonly offering: string;
  readonly deadline: Deadline;
}

/**
 * The read side behind the queues; a fold of the case streams that can be dropped and rebuilt. Its
 * checkpoints lie beside its rows, so that an empty index starts from the beginning.
 */
export interface CaseIndex extends Checkpoints {
  /** A row replaces the stored one unless that is of a newer version. */
  put(rows: readonly CaseRow[]): Promise<void>;
  get(id: string): Promise<CaseRow | undefined>;
  ids(): Promise<readonly string[]>;
  list(query: CaseQuery): Promise<readonly CaseRow[]>;
  /** Ids of cases whose `wakeAt` is at or before `now`, in that order, then by id. */
  waking(now: number, limit: number): Promise<readonly string[]>;
  /** Deadlines that wait for somebody (`isUnmet`), in the order of their due time, then case and name. */
  deadlines(query: {
    readonly scope: CaseScope;
    readonly dueBefore: number;
    readonly after?: { readonly due: number; readonly case: string; readonly name: string };
    readonly limit: number;
  }): Promise<readonly DueDeadline[]>;
  clear(): Promise<void>;
}

/** The value that a row is sorted by; rows without a deadline come last in ascending order. */
export const sortValue = (row: CaseRow, sort: CaseSort): number | string => {
  if (sort === 'score') return row.score;
  if (sort === 'due') return row.due ?? Number.MAX_SAFE_INTEGER;
  return sort === 'opened' ? row.flaggedAt : row.id;
};
