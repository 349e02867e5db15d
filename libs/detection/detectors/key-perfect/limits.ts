export const defaults = {
  fewestStudents: 10,
  /** Papers and items after a look at the key, and the share of them right, of a perfect hand. */
  fewestPapers: 2,
  fewestItems: 12,
  perfectShare: 0.95,
  mention: 3,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
