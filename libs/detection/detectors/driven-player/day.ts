import type { EventRef } from '../../signal.js';

/** How one student's player was handled on one day in one course. */
export interface HandledDay {
  readonly subject: string;
  readonly source: string;
  readonly offering: string;
  /** Viewings long enough for somebody to do something. */
  readonly long: number;
  /** Those of them in which nobody did. */
  readonly untouched: number;
  /** Share of the day's viewings of which nothing but beats was told; absent where it is none. */
  readonly silent?: number;
  /** Seconds from the end of a video to the start of the next; from a pause to the start after it. */
  readonly gaps: readonly number[];
  readonly resumes: readonly number[];
  readonly firstAt: number;
  readonly lastAt: number;
  /** Begins of videos; begins after pauses. */
  readonly gapEvents: readonly EventRef[];
  readonly resumeEvents: readonly EventRef[];
}

export const defaults = {
  /** Resumes, and gaps between videos, from which a habit is read. Our own choice. */
  fewestResumes: 5,
  fewestGaps: 6,
  /** Share of them that lie within a tenth of each other, or half a second. */
  alike: 0.8,
  /** Share of the platform's waits that are alike: there, lists play on by themselves. */
  automatic: 0.15,
  /** Seconds that such a list may count down and load. Our own choice. */
  countdownSec: 15,
  /** Seconds: a resume that takes longer is somebody's own. */
  hastySec: 6,
  /** Share of the platform's accounts that resume within seconds: then it is the player's doing. */
  hastyPlatform: 0.15,
  /** Share of the platform's accounts whose pauses come back alike: then the player makes them. */
  recurringPlatform: 0.3,
  /** The student's own other courses on the platform: waits, long viewings, and how wide or touched. */
  ownGaps: 5,
  ownViewings: 5,
  ownSpread: 0.5,
  ownTouched: 0.4,
  /** Long viewings in which no hand touched the player, and what makes one long. */
  untouchedViewings: 6,
  longSec: 300,
  /** Share of a course's viewings of which nothing but beats was told, and of the platform's of which more is. */
  silent: 0.2,
  spokenPlatform: 0.5,
  /** Seconds: sooner than an app's first beat, which ends the wait where it alone is told. */
  hurriedSec: 4,
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
