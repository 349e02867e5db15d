/** The measured positions of one day's sign-ins of an offering. */
export interface ScatterDay {
  readonly offering: string;
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly subject: string;
  readonly room: string;
  readonly lat: number;
  readonly lon: number;
  readonly accuracyM?: number;
  readonly at: number;
  readonly source: string;
  readonly id: string;
}

export const defaults = {
  /** Sign-ins with a position, in rooms visited at least twice, before a student's scatter is one. */
  fewestFixes: 4,
  /** Classmates with a scatter of their own that say what is usual. */
  fewestInClass: 12,
  /** Share of the class this still above which positions come from access points or are corrected. */
  commonShare: 0.3,
  /** Farther from the room's middle, metres, a fix went astray, or somebody took part from elsewhere: no part of anyone's scatter. Our own choice. */
  strayM: 300,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
