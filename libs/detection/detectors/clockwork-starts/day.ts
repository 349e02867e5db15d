import type { EventRef } from '../../signal.js';

/** When one student began to watch, on one day. */
export interface StartsDay {
  readonly subject: string;
  readonly starts: readonly Start[];
}

/** The begin of a sitting: nothing was watched in the minutes before. */
export interface Start {
  readonly source: string;
  readonly offering: string;
  /** Seconds of the day (UTC), by the device's clock. */
  readonly secOfDay: number;
  /** Between midnight and six. */
  readonly night: boolean;
  readonly at: number;
  readonly event: EventRef;
}

export const defaults = {
  /** Days on which a course was begun at the same time, and how near, seconds. Our own choice. */
  fewestDays: 5,
  withinSec: 20,
  /** Width of a punctual person's habit, seconds: classes and alarm clocks make nobody more punctual. */
  habitSec: 600,
  /** Seconds without a video before a sitting, and what of a viewing makes one. */
  restSec: 1200,
  shortestSec: 60,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
