import type { AheadOfClock } from './ahead.js';
import type { HastyCompletion } from './completions.js';
import type { OutrunVideo } from './outrun.js';

/** What one student's day in one offering claims beyond the clock. */
export interface CreditedDay {
  readonly subject: string;
  readonly offering: string;
  /** Videos with any event: a completion counts only where no earlier day touched the video. */
  readonly touched: readonly string[];
  readonly outrun: readonly OutrunVideo[];
  readonly hasty: readonly HastyCompletion[];
  readonly ahead: AheadOfClock | null;
}

export const defaults = {
  /** The fastest that players offer; a public helper itself warns above 3 (threats.md 1.1, ocsjs). */
  maxRate: 3,
  /** The fastest of the usual menus, granted to whoever declares less (threats.md: 2x watchers). */
  usualRate: 2,
  /** Over the rate: timers, buffering and clock jitter of seconds over minutes. Our own choice. */
  allowance: 0.05,
  /** Jumps forgiven per video: feeds without seek events hide the slider. Our own choice. */
  forgivenJumps: 3,
  forgivenShare: 0.15,
  /** A longer gap, seconds, is a pause and no segment; one vendor beats each 180 s (threats.md 1.2). */
  pauseSec: 400,
  fewestBeats: 8,
  /** Stretches of a video too short for that, all beyond `maxRate`; and such videos. Our own choice. */
  fewestStretches: 4,
  briefVideos: 3,
  /** Recorded later than this, seconds, after it happened: an upload, on which we abstain. */
  lateSec: 120,
  /** Lead over the server's clock, seconds, and claims that must have it. */
  aheadSec: 600,
  aheadBeats: 20,
  /** Videos and seconds beyond the clock before it is said aloud. */
  outrunVideos: 2,
  outrunSec: 600,
  /** Videos that all ran ahead so, of which half the seconds are enough. Our own choice. */
  outrunMany: 4,
  hastyVideos: 8,
  unopenedVideos: 5,
  /** The platform's own share of such finishes, and accounts behind it. */
  unopenedShare: 0.05,
  unopenedRare: 0.01,
  /** Share of the platform's viewings with events of the player. */
  tellingShare: 0.9,
  population: 20,
  /** Times what the clock and the fastest player allowed. */
  farBeyond: 3,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
