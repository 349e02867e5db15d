import type { EventRef } from '../../signal.js';

/** Pairs of accounts that finished the same videos of an offering in step on one day. */
export interface ScheduleDay {
  readonly offering: string;
  readonly pairs: readonly InStep[];
}

export interface InStep {
  /** Subjects, the smaller id first. */
  readonly a: string;
  readonly b: string;
  /** Videos finished at the same distance in time, and that distance, seconds. */
  readonly videos: number;
  readonly offsetSec: number;
  /** Width of what was taken as the same distance, seconds. */
  readonly widthSec: number;
  /** Both watched from lines that no university registered. */
  readonly away: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly ofA: readonly EventRef[];
  readonly ofB: readonly EventRef[];
}

export const defaults = {
  /** Videos a pair finishes in step in a day: two to within `exactSec`, else three; and in all. */
  fewestInDay: 2,
  severalInDay: 3,
  exactSec: 0.5,
  fewestVideos: 6,
  /** Others with whom fewer videos are exactly in step, where they are several. */
  fewestPartners: 3,
  /** Share of the videos that both finished that day. */
  leastShare: 0.6,
  /** Seconds within which distances count as the same. */
  withinSec: 4,
  /** Within a minute: people who watch together, unless it is closer than hands are. */
  togetherSec: 60,
  tightSec: 1.5,
  /** Share of the platform's waits that are alike: there, lists play on by themselves. */
  automatic: 0.15,
  /** Share of accounts with three short even waits on end: up to it hardly anybody has such a list. */
  rareList: 0.04,
  /** Seconds that such a list may count down and load. Our own choice. */
  countdownSec: 15,
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
