import type { EventRef } from '../../signal.js';

/** What one student watched again of one offering on one day. */
export interface ReplayDay {
  readonly source: string;
  /** Seconds of video beyond the first pass of each video. */
  readonly againSec: number;
  /** Most passes of one video of five minutes or more. */
  readonly passes: number;
  /** Hands on the player meanwhile. */
  readonly hands: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Seconds of video watched again in a term, and passes of one video in a day. Our own choice. */
  againSec: 7200,
  passes: 4,
  /** Shorter clips (listening, exercises) are made to be repeated. */
  shortestSec: 300,
  /** A longer gap between beats, seconds, is a pause; one vendor beats each 180 s (threats.md 1.2). */
  pauseSec: 400,
  /** No player runs faster. */
  maxRate: 3,
  /** Students in the class. */
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
