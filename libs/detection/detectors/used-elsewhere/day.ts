import type { EventRef } from '../../signal.js';

/** Meetings of one day at which the account was used elsewhere, and those at which it was not. */
export interface UsedDay {
  readonly meetings: readonly UsedMeeting[];
}

export interface UsedMeeting {
  readonly offering: string;
  readonly meeting: string;
  /** Seconds from the sign-in to the nearest act elsewhere; undefined where there was none. */
  readonly nearestSec: number | undefined;
  /** Names of the places acted from, and of the place signed in from, '' where that tells none. */
  readonly nets: readonly string[];
  readonly signedInNet: string;
  readonly at: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Nobody goes from a lecture hall to a dormitory in less, seconds. Our own choice. */
  walkSec: 480,
  /** How long a class is taken to last where the timetable does not say, and how long before its end nothing counts. */
  classSec: 2400,
  leavingSec: 600,
  /** Seconds before the sign-in that count: nobody is in two buildings within a minute. */
  beforeSec: 60,
  lateSec: 120,
  /** Meetings before it is no visit by a room-mate, no lesson left early. */
  fewest: 2,
  /** Share of the account's sign-ins to that course. */
  ownShare: 0.25,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
