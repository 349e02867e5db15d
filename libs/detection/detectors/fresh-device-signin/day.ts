/** Devices of one student's day in a course, by short names; and a row of each sign-in. */
export interface FreshDay {
  readonly signIns: readonly SignInRow[];
  /** Devices that worked in the course. */
  readonly at: readonly string[];
}

/** `nameless`: the client told no user agent. */
export type SignInRow = readonly [
  device: string,
  at: number,
  source: string,
  id: string,
  nameless?: 1,
];

export const defaults = {
  /** Sign-ins that tell a device, and the share of them on devices seen that once. Our own choice. */
  fewest: 4,
  share: 0.8,
  /** Days on which a device of the student's own worked in the course: whoever clears cookies has none that lasts. */
  ownDays: 2,
  /** Classmates whose sign-ins can be read so. */
  classmates: 12,
  /** Share of the class whose devices are new each time above which the platform names them so. */
  commonShare: 0.15,
  /** Share of a class's sign-ins that name the client, above which the platform always tells it. */
  tellsShare: 0.95,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
