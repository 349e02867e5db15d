export const defaults = {
  /** Students of a class of whom anything is known, below which there is nothing to compare with. */
  fewestStudents: 10,
  /** Share of a paper's items that a look at its whole key takes in. */
  wholeShare: 0.8,
  /** Papers below which no case is made: one of them may have lost its records. */
  fewestPapers: 2,
  /** Nats from which something is said. */
  mention: 3,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
