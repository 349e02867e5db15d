import type { Hand } from './hands.js';

/** One day's sign-ins of an offering: who used which device, and the groups that stand out. */
export interface SignInDay {
  readonly offering: string;
  /** Student and device (digest, '' where none was sent), one pair per sign-in. */
  readonly devices: readonly (readonly [string, string])[];
  /** Student and client (see `clientOf`, '' where nothing was sent), one pair per sign-in. */
  readonly clients: readonly (readonly [string, string])[];
  readonly hands: readonly Hand[];
}

export const defaults = {
  /** Two accounts on one device are a borrowed phone or a couple (threats.md, honest people). */
  fewest: 3,
  /** One client's next account within this many seconds belongs to the same hand. */
  chainGapSec: 20,
  /**
   * Gaps count as even up to this variation (sd / mean). People arrive at random (1.0); the tools
   * wait 0.2 s after the last answer (threats.md 1.4). Between them, our own choice.
   */
  evenGap: 0.4,
  evenFewest: 5,
  evenGapSec: 5,
  /** A client that is most of the class is an address and an app that everybody shares. */
  crowdShare: 0.5,
  crowd: 20,
  /** One device for nearly the whole class is the teacher's tablet, or no device at all. */
  kioskShare: 0.8,
  kiosk: 10,
  /** A student's sign-ins needed before a device counts as new to that student. */
  fewestSignIns: 3,
  /** Share of sign-ins with a one-time device, above which the platform's ids name no device. */
  ephemeral: 0.3,
  /** Share of a class on devices with others, above which an id is a model's or a client's. */
  sharing: 0.6,
  fewestSharing: 10,
  /** Two accounts in one hand: meetings, and the share of one's own, before it is no borrowed phone. */
  pairMeetings: 3,
  pairShare: 0.4,
  /** More on one device than this are a group, judged as such. */
  pairAtMost: 4,
  /** Share of a meeting, or of a class, above which a client is everybody's. */
  companyShare: 0.25,
  /** Meetings with the same company before it is one. */
  companyMeetings: 3,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
