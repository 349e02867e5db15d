import type { EventRef } from '../../signal.js';

/** What one student skipped of one offering on one day. */
export interface SkippedDay {
  /** Videos that were played or finished that day: a player may go on at a place it kept. */
  readonly touched: readonly string[];
  readonly leaps: readonly Leap[];
}

/** A video begun, moved to its end and over within moments. */
export interface Leap {
  readonly video: string;
  /** Seconds from the start to the jump, by the device's clock. */
  readonly lagSec: number;
  /** That clock tells whole seconds only. */
  readonly whole: boolean;
  readonly at: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Videos skipped so before anything is said. Our own choice. */
  fewestVideos: 6,
  /** Shorter clips are soon over. */
  shortestSec: 120,
  /** Shares of the video within which the jump begins, and from which it ends. */
  fromShare: 0.05,
  toShare: 0.9,
  /** Seconds from the jump to the end. */
  overSec: 60,
  /** Students in the class. */
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
