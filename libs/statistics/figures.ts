/** Days, of so many: median and 90th percentile by nearest rank; null where there are none. */
export interface Durations {
  readonly count: number;
  readonly medianDays: number | null;
  readonly p90Days: number | null;
}

export type Counts = Readonly<Record<string, number>>;

/** What became of the vendor's accusations in cases that people have decided. */
export interface VendorPrecision {
  readonly source: string;
  readonly upheld: number;
  readonly refuted: number;
  /** upheld / (upheld + refuted), 0–1; null where none is decided. */
  readonly precision: number | null;
}

/** The state of all cases at one instant. */
export interface Figures {
  /** Withdrawn flags included. */
  readonly cases: number;
  /** Waiting for somebody: neither closed, withdrawn nor only under a running sanction. */
  readonly open: number;
  readonly byState: Counts;
  /** Of stays that are over, by state, and of those that last. */
  readonly timeInState: Readonly<
    Record<string, { readonly over: Durations; readonly lasting: Durations }>
  >;
  readonly overdue: { readonly cases: number; readonly byDeadline: Counts };
  readonly vendorPrecision: readonly VendorPrecision[];
  /** Decisions in force by violation and by college: outcome, or `grade_void+warning` with a level. */
  readonly sanctions: {
    readonly byViolation: Readonly<Record<string, Counts>>;
    readonly byCollege: Readonly<Record<string, Counts>>;
  };
  readonly overturned: {
    /** Decisions taken, the ones that replaced another included. */
    readonly decisions: number;
    /** Appeals on which the school's committee has ruled, and those it sent back. */
    readonly appeals: number;
    readonly remitted: number;
    /** Of those sent back; an appeal may have several grounds. */
    readonly byGround: Counts;
    /** What the province ruled: uphold, revoke, change, redo. */
    readonly province: Counts;
  };
}
