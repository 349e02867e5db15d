import type { EventRef } from '../../signal.js';

/** A day's records of one course that were sent long after others that claim to be younger. */
export interface BackdatedDay {
  readonly subject: string;
  readonly source: string;
  readonly offering: string;
  /** Late records, and those of them that were held back while others got through. */
  readonly late: number;
  readonly heldBack: number;
  /** Those of them that claim a time before their own session's login. */
  readonly beforeLogin: number;
  /** Uploads in which they came: a queue that got stuck once is one. */
  readonly occasions: number;
  readonly videos: readonly string[];
  /** Longest time held back with a connection, seconds. */
  readonly longestSec: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Recorded so many seconds after it claims to have happened, a record is late. */
  lateSec: 600,
  /** Seconds that a queue may take to go out once there is a connection. */
  flushSec: 300,
  /** Records held back, and videos they are of, before anything is said. Our own choice. */
  fewestRecords: 20,
  fewestVideos: 3,
  /** Uploads they came in. */
  fewestUploads: 2,
  /** Share of the late records that were held back. */
  leastShare: 0.6,
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
