export const defaults = {
  /**
   * Seconds from one attempt's submission to the next one's, at most: a page that opens, a look at the mark, another
   * option and a click take a hand about as long once, not a dozen times in a row. Our own choice.
   */
  quickSec: 6,
  /** Attempts of a paper in a row as quick; fewer are a double click or a connection that tries again. */
  fewestAttempts: 6,
  /** Times that the mark rose within the row: what tries again without the student brings the same mark. */
  fewestRises: 3,
  /** Share of the students who handed in, above which such rows are the platform's way of saving. */
  habitShare: 0.1,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
