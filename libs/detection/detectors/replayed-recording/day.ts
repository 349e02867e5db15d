import type { EventRef } from '../../signal.js';

/** One student's viewings of an offering's videos on one day in which a hand paused the player. */
export interface RecordingDay {
  readonly offering: string;
  readonly viewings: readonly PausedViewing[];
}

export interface PausedViewing {
  readonly video: string;
  /** Its first act, milliseconds. */
  readonly from: number;
  /** Per pause: seconds played before it, and seconds until play went on. */
  readonly pauses: readonly (readonly [played: number, held: number])[];
  /** That act. */
  readonly event: EventRef;
}

export const defaults = {
  /** Pauses that two accounts have in common, and videos they lie in. Our own choice. */
  fewestPauses: 4,
  fewestVideos: 2,
  /** Share of the pauses in the videos where they have any in common. */
  leastShare: 0.5,
  /** Minutes between viewings, below which two may sit side by side and pause together. */
  togetherMin: 10,
  /** Accounts that paused a video, and the share of them with pauses of one length: the player's own. */
  population: 8,
  commonShare: 0.35,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
