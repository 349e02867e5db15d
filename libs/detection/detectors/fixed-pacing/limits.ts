export const defaults = {
  /** Gaps between answers of which a regularity can be told. */
  fewestGaps: 4,
  /** Students of the class with sittings of the same assessment; fewer are no comparison. */
  fewestClass: 8,
  /**
   * Standard deviation of the logarithm of a person's gaps between answers when nothing is left to
   * think, answers worked out on paper being typed in. Reading and thinking gives 0.75 and more (gaps
   * between events are far wider, threats.md, calibration); U(3, 5) s gives 0.15. Our own choice.
   */
  handSpread: 0.3,
  /** A hand does not keep time as well as this over a page of answers. */
  machineSpread: 0.08,
  /** Nor to within so many seconds, item after item. */
  machineSec: 0.35,
  /** Share of the class whose answers arrive at one instant, above which such is the platform's way. */
  atOnceShare: 0.1,
  /** Share of right answers below which a machine's pace is no use to anybody: guesses, or a look for the key. */
  usefulShare: 0.5,
  /** Answers at one instant from this many on. */
  atOnceItems: 5,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
