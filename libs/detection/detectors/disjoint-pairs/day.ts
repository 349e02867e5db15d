import type { EventRef } from '../../signal.js';

/** A day of one student: what was done with which machine on which network. */
export interface PairsDay {
  readonly spots: readonly Spot[];
}

/** One (platform, device, network) of a day. Texts are short names, empty where nothing was told. */
export interface Spot {
  readonly source: string;
  readonly device: string;
  readonly agent: string;
  /** Whether the user agent is a phone's. */
  readonly hand: boolean;
  readonly net: string;
  readonly ground: Ground;
  readonly work: readonly Work[];
  /** Whether somebody signed in to a meeting with it. */
  readonly attends: boolean;
  /** Minutes of the epoch at which a hand acted soon before or after one on another spot. */
  readonly acts: readonly number[];
  /** Whether a hand acted off the campus while the account was signed in to a class in a room. */
  readonly duringClass: boolean;
  /** Whether a hand acted at all. */
  readonly byHand: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** `none`: a carrier, a VPN, or no address told. */
export type Ground = 'campus' | 'dormitory' | 'lab' | 'line' | 'none';

/** Videos and assessments of one offering. */
export interface Work {
  readonly offering: string;
  /** First instant, milliseconds. */
  readonly at: number;
  /** Kind of day and hour: 0 to 5, weekday or weekend by morning, afternoon, evening. */
  readonly part: number;
  /** Usual speed of its videos, video seconds per second; absent where none was watched through. */
  readonly speed?: number;
  readonly events: readonly EventRef[];
}

export const defaults = {
  /** Days on which the stranger worked, and days on which the owner worked elsewhere. */
  days: 5,
  ownDays: 3,
  /** Share of an offering's work that lies with the stranger: the owner may do some of it himself. */
  share: 0.4,
  /** Where on so many days the two acted at once though nobody can: a helper of a few weeks, who does a part. */
  clashDays: 2,
  fewDays: 3,
  fewShare: 0.25,
  /** Share from which on a course lies wholly there: a look from elsewhere does not undo it. */
  whole: 0.9,
  /** Times the work goes over from one to the other: a replaced machine or a move goes over once. */
  turns: 4,
  /**
   * Acts by hand in two places: minutes within which nobody gets from one to the other. Registered
   * places are within walking distance; an unregistered line is off the campus. Our own choice.
   */
  walkMin: 3,
  wayMin: 10,
  /** How long a class is taken to last where the timetable does not say, and how long before its end nothing counts. */
  classSec: 2400,
  leavingSec: 600,
  /** Two machines on tables at once, wherever they stand. Our own choice. */
  deskMin: 2,
  /** More lines than this are a carrier's or a VPN's, and tell no place. */
  lines: 4,
  lateSec: 120,
  /** Accounts on a line in a week: more make it a public place, a cafe or a forgotten laboratory. */
  household: 12,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
