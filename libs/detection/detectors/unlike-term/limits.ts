export const defaults = {
  /**
   * Other days of study with a device or an agent told, before a client counts as unknown: products learn
   * for five days at least (threats.md 2.3).
   */
  fewestDays: 5,
  /** Students of the class who sat the same exam with as well known a term. */
  fewestClass: 12,
  /** Share of the class that sits it somewhere new, above which that is how it was sat. */
  elsewhereShare: 0.15,
  /** Students in one new network in one exam: a centre, an examination room, a flat of friends. */
  sameNetwork: 3,
  /** Coursework sittings before a student's standing or pace is known. */
  fewestQuizzes: 2,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
