import type { EventRef } from '../../signal.js';

/** How one student's player was handled on one day in one course. */
export interface HandledDay {
  readonly subject: string;
  readonly source: string;
  readonly offering: string;
  readonly viewings: number;
  readonly playedSec: number;
  /** Pauses, seeks, changes of rate. */
  readonly hands: number;
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
  fewestResumes: 8,
  fewestGaps: 10,
  /** Share of them that lie within a tenth of each other, or half a second. */
  alike: 0.8,
  /** A list that plays on by itself: the platform's ninth decile of that share. */
  automatic: 0.6,
  /** Seconds: a resume that takes longer is somebody's own. */
  hastySec: 6,
  /** Share of the platform's accounts that resume within seconds: then it is the player's doing. */
  hastyPlatform: 0.05,
  /** Gaps that have neither a short nor a long one among them. */
  fewestEven: 16,
  /** Hours of play and viewings in which no hand touched the player. */
  untouchedSec: 14_400,
  untouchedViewings: 12,
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
