import type { Apart, LineSpot, Spot } from './apart.js';
import type { Clash } from './clashes.js';
import type { SharedSession } from './sessions.js';

/** A day of one student: which devices were where, and which of them contradict each other. */
export interface PlacesDay {
  readonly devices: readonly DeviceDay[];
  readonly clashes: readonly Clash[];
  readonly sessions?: readonly SharedSession[];
  /** Where devices were measured, on the university's networks and on lines; and devices that may be far apart. */
  readonly pins?: readonly Spot[];
  readonly lines?: readonly LineSpot[];
  readonly apart?: readonly Apart[];
}

export interface DeviceDay {
  readonly device: string;
  readonly nets: readonly string[];
  /** Whether one of the nets is registered as the university's. */
  readonly ownGround: boolean;
  readonly offerings: readonly string[];
  /** Acted, but signed in to nothing. */
  readonly guest?: true;
  /** Platforms whose videos it played, on one network. */
  readonly plays?: readonly string[];
}

export const defaults = {
  /** A fix worse than this, metres, is no position. */
  fixM: 5000,
  /**
   * Products' rules for impossible travel: 800 to 1000 km/h, from 50 to 500 km (threats.md 2.3).
   * Going and coming back is asked for, so a shorter distance will do.
   */
  kmh: 900,
  farKm: 30,
  /** One move alone: as far as the products' rules ask, for a fix may lag behind. */
  jumpKm: 100,
  longestSec: 7200,
  /** Door to door nobody is faster; an app's fix holds so long for what the same session does next. */
  hurryKmh: 300,
  inheritSec: 1200,
  /** Nobody goes from a dormitory to a lecture hall and back within three minutes. Our own choice. */
  walkSec: 180,
  /** An off-campus line: distance unknown, so twenty minutes there and back. Our own choice. */
  lineSec: 1200,
  lateSec: 120,
  /** Sustained and repeated: days and clashes before anything is said. */
  days: 2,
  clashes: 4,
  /** Measured positions need fewer. */
  farClashes: 2,
  lineDays: 3,
  /** One session in two places: back within this, so many times a day; more where both name one device. */
  returnSec: 900,
  returnsOfTwo: 2,
  returnsOfOne: 3,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
