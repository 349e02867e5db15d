/** Where one day's sign-ins of an offering came from. */
export interface ElsewhereDay {
  readonly offering: string;
  readonly signIns: readonly Placed[];
}

export interface Placed {
  readonly subject: string;
  readonly meeting: string;
  /** `here`: the campus, or a position in the room; `none`: a carrier, a VPN, nothing told. */
  readonly ground: 'here' | 'dormitory' | 'line' | 'far' | 'none';
  /** Short name of the dormitory or line, '' elsewhere. */
  readonly net: string;
  /** Where the phone claims to be, degrees, where that is with the class, whatever its network. */
  readonly claims?: { readonly lat: number; readonly lon: number };
  readonly room: string;
  readonly at: number;
  readonly source: string;
  readonly id: string;
}

export const defaults = {
  /** Sign-ins of a meeting from the campus needed to say where it took place. */
  onSite: 5,
  /** Share of a meeting on the campus below which it may as well have been online. */
  hereShare: 0.25,
  /** Share of a meeting elsewhere above which it took place online, or the register is wrong. */
  elsewhereShare: 0.35,
  /** Share of a class that is seen in one dormitory, or on lines, above which it tells no place. */
  commonShare: 0.3,
  /** Meetings, and the share of one's own, before it is no exception granted or mistaken. */
  fewest: 2,
  ownShare: 0.25,
  /** Farther from the middle of the class, metres; indoor drift is 12.5 m (threats.md 1.4). */
  farM: 1000,
  /** Minutes after the end of a lesson up to which a sign-in is one to it. */
  graceMinutes: 30,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
