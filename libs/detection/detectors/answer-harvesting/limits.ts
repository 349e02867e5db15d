export const defaults = {
  /** Students of a class below which there is nothing to compare with. */
  fewestStudents: 10,
  /** Nats from which something is said, and from which a harvester without a known user is. */
  mention: 3,
  /** Share of items right after the look from which a key is held to be used; for the reader. */
  rightShare: 0.7,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
