import type { EventRef } from '../../signal.js';

/** One day of an account: its sign-ins, and the devices that did anything else. */
export interface SignedForDay {
  readonly signIns: readonly DaySignIn[];
  /** Short names of devices and agents that did anything but sign in and answer in that very lesson. */
  readonly busy: readonly string[];
  /** Platforms on which they did. */
  readonly platforms?: readonly string[];
}

export interface DaySignIn {
  readonly offering: string;
  readonly meeting: string;
  readonly source: string;
  /** Short names of the device, or of the agent where none is named, and of the agent. */
  readonly names: readonly string[];
  readonly at: number;
  readonly event: EventRef;
  /** Acts on other devices during the class that were not beside the sign-in, one of each device. */
  readonly acts: readonly OwnAct[];
}

export interface OwnAct {
  readonly names: readonly string[];
  /** Whether it was in a dormitory or on an unregistered line: a phone may act there from a hall. */
  readonly away: boolean;
  readonly event: EventRef;
}

export const defaults = {
  /** How long a class is taken to last where the timetable does not say, and how long before its end nothing counts. */
  classSec: 2400,
  leavingSec: 600,
  /** Seconds before the sign-in that count: nobody is in two buildings within a minute. */
  beforeSec: 60,
  lateSec: 120,
  /** Opening the app before the sign-in belongs to it, seconds. */
  openingSec: 600,
  /** Sign-ins on the strange device before it is no phone borrowed for once. */
  fewest: 3,
  /** Own sign-ins with which those are compared. */
  ownFewest: 3,
  /** Meetings on it during which own devices work elsewhere: once is a phone lent and forgotten. */
  fewestContradicted: 2,
  /** Share of such meetings at which the absent one works with the account; who does as often while signing in himself shows nothing. Our own choice. */
  working: 0.6,
  /** Names of busy devices kept of a day. */
  most: 16,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
