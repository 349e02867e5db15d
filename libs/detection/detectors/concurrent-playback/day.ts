import type { Overlap } from './overlap.js';

/** How many videos went forward at the same time on a day. */
export interface OverlapDay extends Overlap {
  readonly subject: string;
}

export const defaults = {
  /** Longest gap between beats, seconds; one vendor beats each 180 s (threats.md 1.2). */
  longestGapSec: 400,
  lateSec: 120,
  /**
   * Two at a time are a mistaken or muted tab (threats.md, honest people). Tools run 4 to 20 at once
   * (threats.md 1.1). Between them: four for a quarter of an hour, more for as much shorter ...
   */
  fourSec: 900,
  leastFourSec: 240,
  /** Five and more for a third of that are a mistake that fewer make, and no case by themselves. */
  fiveSec: 300,
  leastFiveSec: 120,
  /** ... or three for two hours, on two days at least. */
  threeSec: 7200,
  threeDays: 2,
  /** Or two at nearly all times, over many videos: nobody forgets the same tab for each. */
  twoShare: 0.8,
  twoSec: 1200,
  twoVideos: 8,
  /** Seconds of its own videos in the overlap before an offering is named. */
  offeringSec: 300,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
