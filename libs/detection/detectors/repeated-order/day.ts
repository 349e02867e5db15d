/** One day's sign-ins of an offering, as they came. */
export interface OrderDay {
  readonly offering: string;
  readonly signIns: readonly Came[];
}

export interface Came {
  readonly subject: string;
  readonly meeting: string;
  /** Milliseconds, by the server's clock. */
  readonly at: number;
  readonly source: string;
  readonly id: string;
}

export const defaults = {
  /** Seconds in which a tool comes to the next account of its list (0.2 after the answer, threats.md 1.4). */
  nextSec: 1.5,
  /** Meetings at which one has to follow another before anything is looked at. */
  fewest: 3,
  /** How often friends who sign in together come in this order, so close; and a list's accounts. */
  friends: 0.15,
  listed: 0.7,
  /** More than so many within those seconds are a crowd, or a platform that writes sign-ins in one go. */
  crowd: 30,
  /** Accounts of a list: two may be anybody and a friend. */
  members: 3,
  /** Share of a class in such rows above which the platform writes them so. */
  commonShare: 0.3,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
