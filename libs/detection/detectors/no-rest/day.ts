import type { EventRef } from '../../signal.js';

/** When videos went forward on one day, over all courses and platforms. */
export interface RestlessDay {
  readonly subject: string;
  /** Stretches of play, breaks shorter than `breakSec` bridged: from and to, milliseconds. */
  readonly stretches: readonly (readonly [number, number])[];
  /** Seconds with at least one video going forward. */
  readonly playedSec: number;
  readonly courses: readonly CourseShare[];
}

export interface CourseShare {
  readonly offering: string;
  readonly playedSec: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  longestGapSec: 400,
  lateSec: 120,
  /** Shorter breaks are a meal or a walk, not rest. */
  breakSec: 2700,
  /** Rest that a person takes every day, seconds. */
  restSec: 10_800,
  /** Seconds played in a day: honest binges take six to eight hours (threats.md); platforms react to
   * 20 to 24 (threats.md 1.2). */
  longDaySec: 50_400,
  /** Seconds without rest. */
  awakeSec: 86_400,
  /** Seconds of a course's own videos in those days before it is named. */
  offeringSec: 7200,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
