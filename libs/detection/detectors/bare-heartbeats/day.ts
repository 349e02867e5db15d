import type { EventRef } from '../../signal.js';

/** What one student's players said on one day, per platform and offering. */
export interface PlayerDay {
  readonly subject: string;
  readonly courses: readonly CoursePlays[];
}

export interface CoursePlays {
  readonly source: string;
  readonly offering: string;
  /** Viewings with nothing but heartbeats, and with a player's events. */
  readonly bare: number;
  readonly rich: number;
  /** Usual seconds between the bare viewings' heartbeats. */
  readonly gapSec: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Beats that make a viewing: a player that was only opened says little. */
  fewestBeats: 4,
  /** Bare viewings in a course, and their share of all, before anything is said. Our own choice. */
  fewestViewings: 5,
  bareShare: 0.9,
  /** Share of the platform's sessions with player events, and accounts behind that figure. */
  richPlatform: 0.9,
  population: 20,
  /** Off the platform's cadence by more than this share; honest timers are exact (threats.md 1.1). */
  offCadence: 0.15,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
