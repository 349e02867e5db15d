/** The positions of one day's sign-ins of an offering. */
export interface PositionDay {
  readonly offering: string;
  readonly signIns: readonly PlacedSignIn[];
}

export interface PlacedSignIn {
  readonly subject: string;
  readonly meeting: string;
  /** Latitude and longitude as sent. */
  readonly point: string;
  /** Short name of the device, '' where none was told. */
  readonly device: string;
  /** Whether a phone said it, by its agent: phones find themselves anew, desks do not move. */
  readonly phone?: true;
  /** On the university's own network, not a dormitory's: who is there needs no position made up. */
  readonly onCampus?: true;
  readonly at: number;
  readonly source: string;
  readonly id: string;
}

export const defaults = {
  /** Accounts on one exact point at one meeting. Two phones side by side may share a fix. */
  fewest: 3,
  /** Meetings with one's own exact point again. */
  repeats: 3,
  /** Share of the class on shared points above which positions come from access points. */
  commonShare: 0.3,
  fewestInClass: 8,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
