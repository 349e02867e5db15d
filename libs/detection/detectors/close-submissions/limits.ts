export const defaults = {
  /** Students, and papers that both handed in, below which nothing is said. */
  fewestStudents: 20,
  fewestPapers: 4,
  /** Share of the papers of either in which they lie side by side, to be looked at more closely. */
  besideShare: 0.6,
  /** Quantile of the class's own pair distances: 6e-6 over five thousand (Ruipérez-Valiente 2017). */
  quantile: 6e-6,
  /** Nats left after correction for all pairs from which something is said. */
  mention: 2,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
