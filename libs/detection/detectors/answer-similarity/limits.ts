export const defaults = {
  /** Students of a class below which there is nothing to compare with. */
  fewestStudents: 10,
  /** More than this are not compared, pair by pair. */
  mostStudents: 8000,
  /**
   * Log10 of one in how many whole classes of honest people may show a pair as alike as that, before
   * anything is said, and before it makes a case.
   */
  mention: 1.75,
  certain: 3.3,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
