export const defaults = {
  /** Students of the class who got an item right; fewer do not tell how long it takes. */
  fewestClass: 12,
  /** Items of a sitting that have such a figure. */
  fewestItems: 5,
  /** Share of right answers from which on haste is knowledge, not giving up; and is in part. */
  rightShare: 0.8,
  partlyRight: 0.65,
  /** Share of the class's right answers that are quicker than an item's quick time. */
  quickShare: 0.1,
  /** Share of hasty students above which a class has a habit, or the paper was known. */
  habitShare: 0.15,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
