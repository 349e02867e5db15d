import type { EventRef } from '../../signal.js';

/** How far one student's videos of one offering had gone when they were reported, on one day. */
export interface EndsDay {
  /** Videos that were seen to their end, and the others. */
  readonly whole: readonly string[];
  readonly ends: readonly End[];
  /** How far videos had got by their beats of which no end was reported on the day; absent where it was of all. */
  readonly left?: readonly End[];
}

export interface End {
  readonly video: string;
  /** Share of the video, 0–1. */
  readonly share: number;
  readonly at: number;
  readonly event: EventRef;
}

export const defaults = {
  /** Videos that ended at the same share. Our own choice. */
  fewestVideos: 6,
  /** Their share of the student's, for he may see others himself; how near they lie; from where on a video was seen. */
  leastShare: 0.5,
  width: 0.006,
  seen: 0.985,
  /** A class's share of ends there from which it is the platform's own doing. */
  usual: 0.05,
  /** Classmates who finished something. */
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
